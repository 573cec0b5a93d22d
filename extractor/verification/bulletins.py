"""Whether what a bulletin says ahead of its items agrees with them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from ..records import Bulletin, Finding, ReportedStatus
from ..script import simplify

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
    """What the preamble says and the items do not bear out; findings speak of no narrative's words."""
    return (*_counts_disagree(bulletin), *_cover_disagrees(bulletin))


def _counts_disagree(bulletin: Bulletin) -> Iterator[Finding]:
    """Counts by status that are claims about these items: they add up to as many as there are."""
    text = _SPACES.sub("", _ASIDE.sub("", simplify(bulletin.preamble.text)))
    claimed: Counter[ReportedStatus] = Counter()
    for status, words in _STATUSES.items():
        for match in re.finditer(rf"(?:{words})(\d+)项|(\d+)项(?:{words})", text):
            claimed[status] += int(match[1] or match[2])
    printed = Counter(item.reported_status for item in bulletin.items if item.reported_status)
    if sum(claimed.values()) != len(bulletin.items) or sum(printed.values()) != len(bulletin.items):
        return
    for status, count in claimed.items():
        if printed[status] != count:
            yield Finding(
                check="counts_disagree",
                severity="warning",
                zh=f"前言称{_NAMES[status]}{count}项，逐项状态为{printed[status]}项",
                en=f"the preamble counts {count} items as {status}, their own statuses {printed[status]}",
            )


def _cover_disagrees(bulletin: Bulletin) -> Iterator[Finding]:
    """A sentence of the preamble that one item has as well, but for its numbers."""
    told: dict[str, list[tuple[str, list[str]]]] = defaultdict(list)
    for item in bulletin.items:
        for sentence, numbers in _sentences(item.narrative.text):
            told[sentence].append((item.id, numbers))
    for sentence, numbers in dict(_sentences(bulletin.preamble.text)).items():
        if len(told[sentence]) == 1 and told[sentence][0][1] != numbers:
            identity, others = told[sentence][0]
            yield Finding(
                check="cover_disagrees",
                severity="warning",
                zh=f"前言与{identity}同一句话数字不同：{'、'.join(numbers)}；{'、'.join(others)}",
                en=f"the preamble and {identity} have the same sentence with other numbers:"
                f" {', '.join(numbers)}; {', '.join(others)}",
            )


def _sentences(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each sentence with its numbers taken out, and the numbers; those with none, or too short to be known, aside."""
    for match in _SENTENCE.finditer(simplify(text)):
        sentence = _SPACES.sub("", match[0])
        numbers = _NUMBER.findall(sentence)
        rest = _NUMBER.sub("#", sentence)
        if numbers and len(rest.replace("#", "")) >= _SHORTEST:
            yield rest, numbers
