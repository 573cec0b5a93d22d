"""Pages printed by hand: letters of one size, lines broken where their measure ends."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.reading.pages import Page, Rule, Word
from extractor.reading.pages.typesetting import ems

WIDTH, HEIGHT = 595.0, 842.0


def word(text: str, left: float, top: float, em: float = 12) -> Word:
    """Words on one line."""
    return Word(text, left, top, left + em * ems(text), top + em)


def prose(*paragraphs: str, measure: int = 30, em: float = 12, indent: int = 2, top: float = 80) -> list[Word]:
    """Paragraphs with an indent, set in a measure of so many ems."""
    words = []
    for paragraph in paragraphs:
        room, left, line = float(measure - indent), 72 + indent * em, ""
        for character in paragraph:
            if ems(line + character) > room:
                words.append(word(line, left, top, em))
                top, room, left, line = top + 1.6 * em, float(measure), 72.0, ""
            line += character
        words.append(word(line, left, top, em))
        top += 1.6 * em
    return words


def ruled(xs: Sequence[float], ys: Sequence[float]) -> tuple[Rule, ...]:
    """Lines through all `xs` and `ys`."""
    across = [Rule(xs[0], y - 0.25, xs[-1], y + 0.25) for y in ys]
    return (*across, *(Rule(x - 0.25, ys[0], x + 0.25, ys[-1]) for x in xs))


def page(words: Sequence[Word], rules: Sequence[Rule] = (), number: int = 1) -> Page:
    """A page of the usual size."""
    return Page(number, WIDTH, HEIGHT, tuple(words), tuple(rules))
