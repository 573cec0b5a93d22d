"""A source as lines, and the tidying of what stands on them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from ..records import SourceText
from ..spans import Passage, Span

_RUN_OF_SPACES = re.compile("[ \t\u3000\xa0\u2002-\u200a]{2,}|[\t\u3000\xa0\u2002-\u200a]")
_PAGE_RESIDUE = re.compile(
    r"\[bookmark:[^\[\]\n]*\]|^[ \t]*(?:[-—–－]\s*\d{1,4}\s*[-—–－]|第\s*\d{1,4}\s*页(?:\s*共\s*\d+\s*页)?)[ \t]*$",
    re.MULTILINE,
)
_SPACE = re.compile(r"\s+")
_SENTENCE_END = "。；;！!？?：:"
_LINE_BREAK = Passage("\n", ())


class Line(NamedTuple):
    """One line of a source, without its end."""

    text: str
    start: int

    @property
    def span(self) -> Span:
        """Where it stands in the source."""
        return Span(self.start, self.start + len(self.text))

    @property
    def blank(self) -> bool:
        """Whether it holds nothing but white space."""
        return not self.text.strip()


class Document:
    """A source seen as lines."""

    def __init__(self, source: SourceText) -> None:
        self.source = source

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All lines in order."""
        lines: list[Line] = []
        at = 0
        for text in self.source.text.split("\n"):
            lines.append(Line(text, at))
            at += len(text) + 1
        return tuple(lines)

    def without(self, spans: Iterable[Span]) -> Document:
        """The same document with `spans` blank; every offset stays."""
        edits = ((span, "\n".ljust(span.length - 1) + "\n") for span in spans if span.length > 1)
        text = Passage.of(self.source.text, Span(0, len(self.source.text))).splice(edits).text
        return Document(self.source.model_copy(update={"text": text}))

    def passage(self, start: int, end: int) -> Passage:
        """The source from `start` to `end`."""
        return Passage.of(self.source.text, Span(start, end))

    def line_passage(self, line: Line) -> Passage:
        """The text of one line."""
        return Passage.of(self.source.text, line.span)


def fold(passage: Passage) -> Passage:
    """Paragraphs one a line: blank lines, page numbers and runs of spaces folded, nothing else touched."""
    return Passage.join(_paragraphs(passage), "\n") if passage else passage


def unwrap(passage: Passage) -> Passage:
    """Folded, and lines joined where a line breaks off inside a sentence."""
    parts: list[Passage] = []
    for paragraph in _paragraphs(passage):
        if parts and parts[-1].text[-1] in _SENTENCE_END:
            parts.append(_LINE_BREAK)
        parts.append(paragraph)
    return Passage.join(parts)


def squeeze(passage: Passage) -> Passage:
    """Without any white space."""
    return passage.sub(_SPACE, "")


def _paragraphs(passage: Passage) -> Iterable[Passage]:
    clean = passage.sub(_PAGE_RESIDUE, "")
    at = 0
    for line in clean.text.split("\n"):
        paragraph = clean.cut(at, at + len(line)).strip()
        at += len(line) + 1
        if paragraph:
            yield paragraph.sub(_RUN_OF_SPACES, " ")
