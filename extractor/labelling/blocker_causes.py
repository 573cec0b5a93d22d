"""The root cause of an obstacle: the heaviest category of the words that state it."""

from __future__ import annotations

import re
from typing import NamedTuple, cast

from ..records import BlockerCategory
from ..spans import Span
from .cues import lexicon

_LIST = re.compile(r"、.*(?:等|及|和|的影响)")
_WEAKEST = 0.6
_STRONG = 1
_EFFECT = 0.35
"""How much the words of what follows from a cause count beside those of the cause."""
_LATER, _LISTED = 0.96, 0.6
"""How much each later word of a cause counts, and each later one of a list of causes (受征地、资金等影响)."""
_AGAIN = 0.4
"""How much further words of a category count."""
_UNCLEAR = 0.3
"""How clear a cause is that no word tells."""
_MISSING = 1.5
"""How much more the very word counts that is denied (尚未批复)."""


class Cause(NamedTuple):
    """A root cause."""

    category: BlockerCategory
    word: str
    """The word that told it, or why none did."""
    score: float
    """How clear it is, from 0 to 1."""

    @property
    def known(self) -> bool:
        """Whether any word told it."""
        return self.score > _UNCLEAR


def tells(text: str, span: Span) -> bool:
    """Whether `span` has a word that tells a cause."""
    return any(hit.cues[0].weight >= _WEAKEST for hit in lexicon("categories").scan(span.of(text))[0])


def begins_with_cause(text: str, start: int, end: int) -> bool:
    """Whether the words from `start` on begin with one that tells a cause."""
    hits = lexicon("categories").scan(text[start : min(end, start + 12)])[0]
    return bool(hits) and hits[0].start == 0 and hits[0].cues[0].weight >= _STRONG


def root_cause(text: str, cause: Span, whole: Span, denied: Span | None) -> Cause:
    """The root cause of the obstacle `whole`, of which `cause` is the clause that says why."""
    scores: dict[str, float] = {}
    told: dict[str, str] = {}
    categories = lexicon("categories")
    later = _LISTED if _LIST.search(cause.of(text)) else _LATER
    for start, end, factor in ((*cause, 1.0), (whole.start, cause.start, _EFFECT), (cause.end, whole.end, _EFFECT)):
        for rank, hit in enumerate(categories.scan(text[start:end], start)[0] if start < end else ()):
            cue = hit.cues[0]
            missing = _MISSING if denied is not None and hit.end > denied.start and hit.start < denied.end else 1
            more = _AGAIN if cue.says in scores else 1
            scores[cue.says] = scores.get(cue.says, 0.0) + cue.weight * factor * missing * more * later**rank
            told.setdefault(cue.says, hit.word)
    if not scores:
        return Cause("other", "no category word", _UNCLEAR)
    best = max(scores, key=scores.__getitem__)
    if scores[best] < _WEAKEST:
        return Cause("other", told[best], _UNCLEAR)
    top = scores.pop(best)
    rival = max(scores.values(), default=0.0)
    return Cause(cast(BlockerCategory, best), told[best], min(1.0, _UNCLEAR + (top - rival) / (top + 1)))
