"""Whether a narrative gives two figures for one thing."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from ..records import Finding, Percentage, Quantity
from ..spans import Span
from .amounts import is_exact
from .case import Case
from .words import any_of

Figure = Quantity | Percentage

_PERIOD: Final = re.compile(
    r"[本当上下单][年月周季旬日]|[今去明前]年|同期|季度|[一二三四五六七八九十\d]月|\d日|日均|月均|半年|首批|第[一二三四五六七八九十\d]"
)
_PART: Final = re.compile(any_of("apart", "shared_out"))
_TIME: Final = re.compile(r"(?:自|从)?(?:开工|今年|年初)以来|截至|截止|目前|现已|年底|[月年]?[底末止]$")
_FILLERS: Final = re.compile(any_of("fillers") + r"|\s")
_DONE: Final = re.compile(any_of("told_done"))
"""Without such a word a figure may be what the task asks for, told again."""
_COMMON: Final = re.compile(any_of("common"))
_BREAK: Final = re.compile(r"[：:\n]|[（(]?[\d一二三四五六七八九十]{1,2}[)）.、]|[一二三四五六七八九十]是")
"""Where another piece of work may begin."""
_DISTINCT: Final = 8
"""Characters besides the common ones by which words name one thing, wherever they stand."""
_LEAST: Final = 2
_MOST: Final = 8
"""Figures of the same words that one is held against."""
_NEAR: Final = 1.25
"""How many times one figure may be the other where the words alone could be of two things."""


class _Told(NamedTuple):
    """A figure with what it is said to be of."""

    figure: Figure
    key: str
    """The words ahead of it in its clause, but for time and fillers."""
    periods: frozenset[str]
    as_of: str
    """The cut-off its sentence names; empty where it names none."""
    heads_sentence: bool
    """Nothing but time stands ahead of its clause in the sentence."""

    @property
    def kind(self) -> tuple[str, str, str]:
        """What figures of one thing have in common."""
        mark = self.figure
        return (mark.role, mark.unit, "") if isinstance(mark, Quantity) else (mark.role, "%", mark.kind)


def figures_disagree(case: Case) -> Iterator[Finding]:
    """The same words with another figure behind them, and of no other day, span of time or part."""
    for one, other in _alike(filter(None, (_told(case, figure) for figure in _figures(case)))):
        one_day = one.as_of == other.as_of or not (one.as_of and other.as_of)
        if one_day and one.figure.value != other.figure.value and _of_one_thing(case, one, other):
            yield Finding(
                check="figures_disagree",
                severity="warning",
                zh=f"同一事项前后数字不一：{one.figure.text}、{other.figure.text}",
                en=f"two figures for one thing: {one.figure.text}, {other.figure.text}",
                spans=(one.figure.span, other.figure.span),
            )


def _alike(told: Iterable[_Told]) -> Iterator[tuple[_Told, _Told]]:
    """Each figure with the few before it that are of the same words, kind and span of time."""
    groups: dict[tuple[object, ...], deque[_Told]] = {}
    for other in told:
        group = groups.setdefault((other.key, other.kind, other.periods), deque(maxlen=_MOST))
        for one in group:
            yield one, other
        group.append(other)


def _figures(case: Case) -> list[Figure]:
    rates = (one for one in case.marks.percentages if one.kind in ("completion", "rate"))
    found: list[Figure] = [*case.marks.quantities, *rates]
    plain = (one for one in found if is_exact(one) and one.role in ("actual", "target"))
    return sorted(plain, key=lambda one: one.start)


def _told(case: Case, figure: Figure) -> _Told | None:
    sentence = case.sentence_of(figure.span)
    if sentence is None or case.bracketed(figure.span, sentence) or case.trail(figure.span).startswith("的"):
        return None
    start = figure.start - len(case.lead(figure.span))
    days = [one for one in case.marks.dates if sentence.contains(one.span) and one.end <= figure.start]
    ahead = _bare(case, Span(sentence.start, start))
    lead = _bare(case, Span(start, figure.start))
    key = _FILLERS.sub("", lead)
    plainly = figure.role == "target" or _DONE.search(case.words, sentence.start, figure.start)
    if len(key) < _LEAST or not plainly or _PART.search(ahead + lead):
        return None
    periods = {f"{one.from_} {one.to}" for one in days if one.role != "as_of"} | set(_PERIOD.findall(ahead + lead))
    cut_off = "".join(f"{one.to}" for one in days if one.role == "as_of")
    return _Told(figure, key, frozenset(periods), cut_off, heads_sentence=not re.sub(r"[，,、\s]", "", ahead))


def _bare(case: Case, span: Span) -> str:
    """The words at a span but for its days and what goes with them."""
    words = list(span.of(case.words))
    for day in case.marks.dates:
        if span.contains(day.span):
            words[day.start - span.start : day.end - span.start] = [""] * day.span.length
    return _TIME.sub("", "".join(words))


def _of_one_thing(case: Case, one: _Told, other: _Told) -> bool:
    """Whether the words can only be of one thing: they are long, or head their sentences and the figures are near."""
    if len(_COMMON.sub("", one.key)) >= _DISTINCT:
        return True
    apart = _BREAK.search(case.words, one.figure.end, other.figure.start)
    return one.heads_sentence and other.heads_sentence and not apart and _near(one.figure, other.figure)


def _near(one: Figure, other: Figure) -> bool:
    least, most = sorted((one.value, other.value))
    return 0 < most <= _NEAR * least or sorted(str(least)) == sorted(str(most))
