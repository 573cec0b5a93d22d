"""The numbered lines of a document: which are headings, and what they stand above."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from ..records import NOWHERE
from ..spans import Passage
from .documents import Document, Line
from .enumerators import Enumerator, enumerator_of

_LONGEST_HEADING = 45
_ENDS_SENTENCE = re.compile(r"[。；;，,：:]\s*$")
_LONGEST_CLOSING = 40
_CLOSING = re.compile(
    r"\s*(?:附\s*(?:件|表)\s*[\d一二三四五：:]|抄\s*送|主\s*送|报\s*送|印\s*发|联\s*系\s*人|（联系|（此件|\(此件|-?\s*完\s*-?$|责任编辑|编辑[：:]|来源[：:]|扫一扫|【?打印|相关(?:链接|附件))"
    r"|\s*[\u4e00-\u9fff（）()]{2,30}(?:督查室|督查局|办公室|人民政府|委员会|政府办|督导组|指挥部)\s*$"
    r"|\s*[\u4e00-\u9fff（）()]{0,30}\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日(?:印发)?\s*$"
)


class Numbered(NamedTuple):
    """A line that begins with an enumerator."""

    line: Line
    enumerator: Enumerator

    @property
    def heading(self) -> bool:
        """Whether it titles what follows rather than saying it."""
        text = self.line.text.strip()
        return len(text) <= _LONGEST_HEADING and _ENDS_SENTENCE.search(text) is None


class Outline:
    """A document's lines that are not blank, with their enumerators."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Lines that are not blank."""
        return tuple(line for line in self.document.lines if not line.blank)

    @cached_property
    def numbered(self) -> tuple[Numbered, ...]:
        """Numbered lines, in order."""
        return tuple(Numbered(line, found) for line in self.lines if (found := enumerator_of(line.text)))

    def between(self, start: int, end: int) -> list[Numbered]:
        """Numbered lines that begin at or after `start` and before `end`."""
        return [numbered for numbered in self.numbered if start <= numbered.line.start < end]

    def close(self, start: int, end: int) -> int:
        """Where a text that begins at `start` ends for a signature, annex title or imprint; `end` where it does not."""
        for line in self.lines:
            if start < line.start < end and len(line.text) <= _LONGEST_CLOSING and _CLOSING.match(line.text):
                return line.start
        return end

    def body(self, numbered: Numbered) -> Passage:
        """The text of a numbered line, behind its enumerator."""
        return self.document.passage(numbered.line.start + numbered.enumerator.length, numbered.line.span.end)

    def heading_above(self, start: int, floor: int) -> tuple[Passage, int]:
        """The heading that stands directly above `start`, and where its headings begin (`start` where there are none)."""
        heading, begin = NOWHERE, start
        for numbered in reversed(self.between(floor, start)):
            if not numbered.heading or self.document.source.text[numbered.line.span.end : begin].strip():
                break
            heading = heading or self.body(numbered)
            begin = numbered.line.start
        return heading, begin
