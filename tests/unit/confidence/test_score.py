"""How sure a fact is."""

import pytest

from extractor.confidence import CONTRADICTED, score
from extractor.records import Blocker, Finding, LabelledMark, Signals
from extractor.records.finding import Severity
from extractor.spans import Span

MARK = LabelledMark(
    mark=Blocker(text="资金未到位", start=4, end=9, category="funding", halted=False),
    mention_rule="obstacle",
    label_rule="obstacle",
    score=0.8,
)


def finding(severity: Severity, *spans: Span) -> Finding:
    """A finding about `spans`."""
    return Finding(check="demo", severity=severity, zh="示例", en="demo", spans=spans)


def confidence(*findings: Finding) -> float:
    """That of the one fact."""
    [fact] = score("截至今天资金未到位", [MARK], findings)
    return fact.confidence


def test_evidence_alone() -> None:
    """Without a finding the strength of the evidence stands."""
    assert confidence() == MARK.score


def test_answers_that_said_otherwise_lower_it() -> None:
    """By their share; probability, a second request and the rules' opinion change nothing beyond it."""
    signals = Signals(votes=0.6, samples=5, reasked=True, logprob=-0.1, rules_agree=False)
    [fact] = score("截至今天资金未到位", [MARK.model_copy(update={"signals": signals})], [])

    assert (pytest.approx(0.8 * 0.6), signals) == (fact.confidence, fact.signals)


def test_a_warning_about_its_words_halves_it() -> None:
    """However many there are."""
    warned = finding("warning", Span(0, 2), Span(4, 9))

    assert MARK.score * CONTRADICTED == confidence(warned) == confidence(warned, warned)


def test_what_speaks_of_other_words_leaves_it() -> None:
    """As does a notice."""
    assert confidence(finding("warning", Span(4, 8)), finding("notice", Span(4, 9))) == MARK.score
