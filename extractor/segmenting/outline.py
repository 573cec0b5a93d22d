"""The numbered lines of a document: which are headings, and what they stand above."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from ..script import simplify
from ..spans import Passage
from .documents import Document, Line
from .enumerators import Enumerator, enumerator_of

_LONGEST_HEADING = 45
_ENDS_SENTENCE = re.compile(r"[。；;，,：:]\s*$")
_LONGEST_CLOSING = 40
_CLOSING = re.compile(
    r"附\s*(?:件|表)\s*(?:[\d一二三四五：:]|$)|抄\s*送|[>＞\s]*(?:备注|注)[：:]|主办[：:]|公示(?:电话|期)|举报电话|主\s*送|报\s*送|[（(]?(?:联系|填表|审核|制表|责编|责任编辑|编辑|来源|此件|共印|档号)|扫一扫|【?打印|相关(?:链接|附件)|-?\s*完\s*-?$"
    r"|[\u4e00-\u9fff（）()]{2,30}(?:督查室|督查局|办公室|人民政府|委员会|政府办|督导组|指挥部|事务处)$"
    r"|[\u4e00-\u9fff（）()]{0,30}\s*[\d〇零一二三四五六七八九]{4}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日(?:印发)?$"
)
_EXHORTATION = re.compile(
    r"(?:希望|请|望)(?:各|上述|有关|相关)|上述.{0,20}(?:要|请)|(?:下一步|下阶段)[，,].{0,16}(?:督查|督察|政府办)|各(?:地|县|镇|乡|部门|单位|责任).{0,24}(?:要|应|须|务必)|特此|针对(?:上述|以上)"
)
"""How the closing words to all addressees begin, which belong to no item."""


def closes_document(line: str) -> bool:
    """Whether `line` is a signature, an imprint, an annex title or the closing words to all addressees."""
    text = simplify(line.strip())
    return (len(text) <= _LONGEST_CLOSING and _CLOSING.match(text) is not None) or _EXHORTATION.match(text) is not None


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
            if start < line.start < end and closes_document(line.text):
                return line.start
        return end

    def number(self, numbered: Numbered) -> Passage:
        """The enumerator of a numbered line."""
        start = numbered.line.start
        return self.document.passage(start, start + numbered.enumerator.length)

    def body(self, numbered: Numbered) -> Passage:
        """The text of a numbered line, behind its enumerator."""
        return self.document.passage(numbered.line.start + numbered.enumerator.length, numbered.line.span.end)

    def headings_above(self, start: int, floor: int) -> list[Numbered]:
        """The headings that stand directly above `start`, nearest first."""
        found: list[Numbered] = []
        for numbered in reversed(self.between(floor, start)):
            begin = found[-1].line.start if found else start
            if not numbered.heading or self.document.source.text[numbered.line.span.end : begin].strip():
                break
            found.append(numbered)
        return found
