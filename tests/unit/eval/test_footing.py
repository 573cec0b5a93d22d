"""What the confidences that are measured stand on."""

from collections.abc import Mapping

from eval.calibrating import Counted, fit
from eval.footing import Footing, on_footing, uncalibrated
from eval.judging import count_rules, judge
from eval.running import extract_lines
from extractor.confidence import Calibration, identity_of
from extractor.pipeline import label_by_rules
from extractor.records import GoldLine, NarrativeResult

from .test_calibrate_command import STEMS, labelled

LINES = tuple(line for stem in STEMS for line in labelled(stem))
RESULTS, _ = extract_lines(LINES, label_by_rules)


def learned_from(*stems: str) -> Calibration:
    """What the lines of some bulletins teach."""
    judged = judge((line for line in LINES if line.bulletin in stems), RESULTS)
    return fit(judged, Counted.over(count_rules(judged), judged), identity_of("rules"))


def confidences(results: Mapping[str, NarrativeResult]) -> list[float]:
    """Those of all facts."""
    return [fact.confidence for result in results.values() for fact in result.facts]


def of(*stems: str) -> tuple[GoldLine, ...]:
    """The lines of some bulletins."""
    return tuple(line for line in LINES if line.bulletin in stems)


def test_without_calibration_it_ranks() -> None:
    """And stays as it is."""
    assert (RESULTS, Footing.rank) == on_footing(LINES, RESULTS, None)


def test_calibrated_on_other_bulletins() -> None:
    """Stays as it is."""
    assert (RESULTS, Footing.unseen) == on_footing(of("c"), RESULTS, learned_from("a", "b"))


def test_calibrated_on_these_very_bulletins() -> None:
    """Each is judged by the others, fields too; nothing but confidence changes."""
    honest, footing = on_footing(LINES, RESULTS, learned_from(*STEMS))

    assert Footing.left_out == footing
    assert confidences(RESULTS) != confidences(honest)
    assert all(fact.field_confidence for result in honest.values() for fact in result.facts)
    assert [result.marks() for result in RESULTS.values()] == [result.marks() for result in honest.values()]


def test_where_the_others_teach_too_little() -> None:
    """The figures flatter, and that is said."""
    assert (RESULTS, Footing.seen) == on_footing(of("a"), RESULTS, learned_from("a"))


def test_as_it_would_be_without_calibration() -> None:
    """A rank, which knows nothing of fields."""
    ranked = uncalibrated(RESULTS)

    assert confidences(RESULTS) != confidences(ranked)
    assert not any(fact.field_confidence for result in ranked.values() for fact in result.facts)
