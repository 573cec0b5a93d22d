"""Cutting a narrative where its highlights begin and end, so that overlapping ones can be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..spans import Span


class Segment(NamedTuple):
    """A run of characters that the same spans cover; the texts of all segments make up the narrative."""

    text: str
    covers: tuple[int, ...]
    """Indices of the spans that cover it, ascending."""


def segments(text: str, spans: Sequence[Span]) -> tuple[Segment, ...]:
    """The text cut at every start and end of `spans`, which may overlap, nest, and reach beyond the text."""
    within = [Span(max(span.start, 0), min(span.end, len(text))) for span in spans]
    cuts = sorted({0, len(text), *_edges(span for span in within if span.length > 0)})
    opening: Mapping[int, list[int]] = _by(within, "start")
    closing: Mapping[int, list[int]] = _by(within, "end")
    covering: set[int] = set()
    cut: list[Segment] = []
    for start, end in pairwise(cuts):
        covering.difference_update(closing.get(start, ()))
        covering.update(opening.get(start, ()))
        cut.append(Segment(text[start:end], tuple(sorted(covering))))
    return tuple(cut)


def _edges(spans: Iterable[Span]) -> set[int]:
    return {edge for span in spans for edge in span}


def _by(spans: Sequence[Span], edge: str) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = {}
    for index, span in enumerate(spans):
        if span.length > 0:
            found.setdefault(getattr(span, edge), []).append(index)
    return found
