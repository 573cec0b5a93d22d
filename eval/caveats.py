"""What a reader has to know before believing the figures."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

from extractor.export.words import Language, word
from extractor.records import MARK_KINDS

from .evaluation import Evaluation
from .options import Cluster
from .quality import FEWEST_BINS, LEAST_AUROC, Quality
from .wording import say

FEW_MARKS: Final = 30
"""Gold marks below which a kind's figures say little."""
FEW_BULLETINS: Final = 20
"""Bulletins below which drawing bulletins gives no sound interval."""
_RULE_OF_THREE: Final = 3


def caveats(evaluation: Evaluation, lang: Language) -> Iterator[str]:
    """One sentence each, the gravest first."""
    yield from _about_answers(evaluation, lang)
    yield from _about_gold(evaluation, lang)
    yield from _about_intervals(evaluation, lang)
    yield from _about_counts(evaluation, lang)


def why_degenerate(quality: Quality, lang: Language) -> str:
    """The reason a set of confidences cannot rank; empty where it can."""
    if not quality.degenerate:
        return ""
    if not quality.n:
        return say("degenerate", "empty", lang)
    if quality.auroc is None:
        return say("degenerate", "all_right" if quality.right else "all_wrong", lang).format(n=quality.n)
    if quality.auroc < LEAST_AUROC:
        return say("degenerate", "auroc", lang).format(auroc=f"{quality.auroc:.3f}", least=LEAST_AUROC)
    return say("degenerate", "bins", lang).format(bins=len(quality.bins), fewest=FEWEST_BINS)


def _about_answers(evaluation: Evaluation, lang: Language) -> Iterator[str]:
    if evaluation.failures:
        yield say("caveat", "failures", lang).format(n=len(evaluation.failures))
    if missing := len(evaluation.missing):
        yield say("caveat", "missing", lang).format(n=missing)


def _about_gold(evaluation: Evaluation, lang: Language) -> Iterator[str]:
    seen = [stem for stem in evaluation.bulletins if stem in _seen()]
    unknown = len(evaluation.bulletins) - len(seen)
    if seen:
        yield say("caveat", "seen", lang).format(n=len(seen))
    if unknown:
        yield say("caveat", "unknown", lang).format(n=unknown)


def _about_intervals(evaluation: Evaluation, lang: Language) -> Iterator[str]:
    bulletins = len(evaluation.bulletins)
    if evaluation.resampling.cluster is Cluster.narrative:
        yield say("caveat", "by_narrative", lang)
    elif bulletins < FEW_BULLETINS:
        yield say("caveat", "few_bulletins", lang).format(n=bulletins, least=FEW_BULLETINS)


def _about_counts(evaluation: Evaluation, lang: Language) -> Iterator[str]:
    for kind in MARK_KINDS:
        full = evaluation.scores[kind]["full"]
        name = word("kind", kind, lang)
        if 0 < full.gold < FEW_MARKS:
            yield say("caveat", "few_marks", lang).format(kind=name, n=full.gold)
        if full.gold and full.tp == full.gold == full.predicted:
            most = min(100, round(100 * _RULE_OF_THREE / full.gold))
            yield say("caveat", "all_right", lang).format(kind=name, n=full.gold, most=most)


@cache
def _seen() -> frozenset[str]:
    known = tomllib.loads((files(__package__) / "data" / "seen.toml").read_text("utf-8"))
    return frozenset(known["bulletins"])
