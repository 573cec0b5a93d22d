"""Spans and passages."""

import re

from hypothesis import given
from hypothesis import strategies as st

from extractor.spans import Passage, Span

SOURCE = "甲乙丙丁戊己庚辛"


class TestSpan:
    """A stretch of text."""

    def test_neighbours_do_not_overlap(self) -> None:
        """Spans that only touch share no character."""
        assert not Span(0, 2).overlaps(Span(2, 4))

    def test_contains_its_own_extent(self) -> None:
        """A span contains one of the same extent."""
        assert Span(1, 3).contains(Span(1, 3))


class TestPassage:
    """Text with the way back to its source."""

    def test_empty_span_gives_empty_passage(self) -> None:
        """A passage of no characters is false and stands nowhere."""
        passage = Passage.of(SOURCE, Span(3, 3))

        assert not passage
        assert passage.source_span() is None

    def test_back_from_the_source(self) -> None:
        """Characters are found by where they came from, with what joins them, wherever they were moved."""
        passage = Passage.join((Passage.of(SOURCE, Span(4, 6)), Passage.of(SOURCE, Span(0, 2))), "、")

        assert ["甲", "戊己", "戊己、甲乙", ""] == [
            passage.at_source(span) for span in (Span(0, 1), Span(3, 8), Span(1, 5), Span(2, 4))
        ]

    def test_join_skips_empty_parts(self) -> None:
        """The separator stands between parts that say something, and nowhere else."""
        parts = (Passage.of(SOURCE, Span(0, 1)), Passage("", ()), Passage.of(SOURCE, Span(4, 5)))

        assert Passage.join(parts, "、").text == "甲、戊"

    def test_characters_of_a_joined_passage_lead_back(self) -> None:
        """Each part keeps its own place in the source."""
        joined = Passage.join((Passage.of(SOURCE, Span(0, 2)), Passage.of(SOURCE, Span(5, 8))), "\n")

        assert joined.to_source(Span(3, 5)) == Span(5, 7)

    def test_separator_has_no_place_in_the_source(self) -> None:
        """Inserted characters lead nowhere."""
        joined = Passage.join((Passage.of(SOURCE, Span(0, 2)), Passage.of(SOURCE, Span(5, 8))), "\n")

        assert joined.to_source(Span(2, 3)) is None

    def test_sub_keeps_offsets_behind_the_replacement(self) -> None:
        """What follows a removed stretch still leads to where it stood."""
        passage = Passage.of("甲  乙", Span(0, 4)).sub(re.compile(r"\s+"), "")

        assert passage.text == "甲乙"
        assert passage.to_source(Span(1, 2)) == Span(3, 4)

    @given(st.text(max_size=40), st.data())
    def test_every_kept_character_leads_back_to_itself(self, source: str, data: st.DataObject) -> None:
        """Whatever is cut, stripped and replaced, a character with a source position is the one there."""
        start = data.draw(st.integers(0, len(source)))
        end = data.draw(st.integers(start, len(source)))
        passage = Passage.of(source, Span(start, end)).strip().sub(re.compile(r"[a-m]+"), "#").cut(0, 20)

        for offset, character in enumerate(passage.text):
            place = passage.to_source(Span(offset, offset + 1))
            if place is not None:
                assert character == place.of(source)
