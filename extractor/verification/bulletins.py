"""Whether what a bulletin says ahead of its items agrees with them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from ..records import Bulletin, Finding, ReportedStatus
from ..script import simplify
from ..spans import Passage, Span

_STATUSES: Final[Mapping[ReportedStatus, str]] = {
    "completed": "已完成|全部完成",
    "on_track": "正在推进|按计划推进|正常推进",
    "delayed": "进展缓慢|进展较慢|进展较为缓慢|推进缓慢",
    "halted": "停工|暂停",
    "not_started": "未启动|未开工",
}
_NAMES: Final[Mapping[ReportedStatus, str]] = {
    "completed": "已完成",
    "on_track": "正常推进",
    "delayed": "进展缓慢",
    "halted": "停工",
    "not_started": "未启动",
}
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_SENTENCE = re.compile(r"[^。；;\n]+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SPACES = re.compile(r"\s+")
_SHORTEST = 10
"""Characters besides its numbers that a sentence must have to be known again."""


def verify_bulletin(bulletin: Bulletin) -> tuple[Finding, ...]:
    """What the preamble says and the items do not bear out; spans are of the source, see `Bulletin.words_at`."""
    return (*_counts_disagree(bulletin), *_cover_disagrees(bulletin))


def _counts_disagree(bulletin: Bulletin) -> Iterator[Finding]:
    """Counts by status that are claims about these items: they add up to as many as there are."""
    told = bulletin.preamble.sub(_ASIDE, "").sub(_SPACES, "")
    places: dict[ReportedStatus, list[Span]] = defaultdict(list)
    claimed: Counter[ReportedStatus] = Counter()
    for status, words in _STATUSES.items():
        for match in re.finditer(rf"(?:{words})(\d+)项|(\d+)项(?:{words})", simplify(told.text)):
            claimed[status] += int(match[1] or match[2])
            places[status] += filter(None, [told.to_source(Span(*match.span()))])
    printed = Counter(item.reported_status for item in bulletin.items if item.reported_status)
    if sum(claimed.values()) != len(bulletin.items) or sum(printed.values()) != len(bulletin.items):
        return
    differing = [status for status, count in claimed.items() if printed[status] != count]
    if differing:
        yield Finding(
            check="counts_disagree",
            severity="warning",
            zh=f"前言称{'、'.join(f'{_NAMES[one]}{claimed[one]}项' for one in differing)}，"
            f"逐项状态分别为{'、'.join(f'{printed[one]}项' for one in differing)}",
            en=f"the preamble counts {', '.join(f'{claimed[one]} items as {one}' for one in differing)},"
            f" their own statuses {', '.join(str(printed[one]) for one in differing)}",
            spans=tuple(sorted(place for one in differing for place in places[one])),
        )


def _cover_disagrees(bulletin: Bulletin) -> Iterator[Finding]:
    """A sentence of the preamble that one item has as well, but for its numbers."""
    told: dict[str, list[tuple[str, _Sentence]]] = defaultdict(list)
    for item in bulletin.items:
        for sentence in _sentences(item.narrative):
            told[sentence.rest].append((item.id, sentence))
    for here in {sentence.rest: sentence for sentence in _sentences(bulletin.preamble)}.values():
        if len(told[here.rest]) == 1 and told[here.rest][0][1].numbers != here.numbers:
            identity, there = told[here.rest][0]
            yield Finding(
                check="cover_disagrees",
                severity="warning",
                zh=f"前言与{identity}同一句话数字不同：{'、'.join(here.numbers)}；{'、'.join(there.numbers)}",
                en=f"the preamble and {identity} have the same sentence with other numbers:"
                f" {', '.join(here.numbers)}; {', '.join(there.numbers)}",
                spans=tuple(place for place in (here.place, there.place) if place),
            )


class _Sentence(NamedTuple):
    """A sentence with its numbers taken out."""

    rest: str
    numbers: tuple[str, ...]
    place: Span | None
    """Where it stands in the source."""


def _sentences(passage: Passage) -> Iterator[_Sentence]:
    """Each sentence; those without numbers, or too short to be known again, are left aside."""
    for match in _SENTENCE.finditer(simplify(passage.text)):
        sentence = _SPACES.sub("", match[0])
        numbers = tuple(_NUMBER.findall(sentence))
        rest = _NUMBER.sub("#", sentence)
        if numbers and len(rest.replace("#", "")) >= _SHORTEST:
            yield _Sentence(rest, numbers, passage.to_source(Span(*match.span())))
