"""Cutting a narrative at its highlights loses nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.export.highlight import segments
from extractor.spans import Span

_texts = st.text(st.characters(codec="utf-8"), max_size=40)
_spans = st.lists(st.builds(Span, st.integers(-3, 45), st.integers(-3, 45)), max_size=8)


@given(_texts, _spans)
def test_segments_make_up_the_text(text: str, spans: list[Span]) -> None:
    """Whatever the spans, the segments together are the text."""
    assert text == "".join(segment.text for segment in segments(text, spans))


@given(_texts, _spans)
def test_each_character_knows_its_spans(text: str, spans: list[Span]) -> None:
    """A character is covered by exactly the spans that hold its offset."""
    expected = [
        tuple(at for at, span in enumerate(spans) if span.start <= place < span.end) for place in range(len(text))
    ]
    covered = [segment.covers for segment in segments(text, spans) for _ in segment.text]

    assert expected == covered


@given(_texts, _spans)
def test_no_segment_is_empty(text: str, spans: list[Span]) -> None:
    """Only an empty text has no segment, and no segment is empty."""
    assert all(segment.text for segment in segments(text, spans))


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], [("因资金480万元停工", ())]),
        ([Span(0, 10), Span(3, 8)], [("因资金", (0,)), ("480万元", (0, 1)), ("停工", (0,))]),
        ([Span(0, 6), Span(3, 10)], [("因资金", (0,)), ("480", (0, 1)), ("万元停工", (1,))]),
        ([Span(3, 8), Span(3, 8)], [("因资金", ()), ("480万元", (0, 1)), ("停工", ())]),
        ([Span(5, 5), Span(7, 3)], [("因资金480万元停工", ())]),
        ([Span(0, 3), Span(3, 10)], [("因资金", (0,)), ("480万元停工", (1,))]),
    ],
    ids=["none", "nested", "crossing", "equal", "empty", "touching"],
)
def test_overlaps(spans: list[Span], expected: list[tuple[str, tuple[int, ...]]]) -> None:
    """Nested, crossing, equal, empty and touching spans are each cut where they must be."""
    assert expected == [tuple(segment) for segment in segments("因资金480万元停工", spans)]
