"""The words that say what a number counts, as far as they tell its role."""

from __future__ import annotations

from collections.abc import Iterator

from .overview import Overview
from .states import scale

_SHORT = 6
_BEFORE = 8
_HEADS = (
    *("项目", "工程", "任务", "资金", "投资", "企业", "单位", "部门", "乡镇", "县", "村", "户", "街道", "问题"),
    *("小区", "事项", "指标"),
)


def noun_features(view: Overview, order: int) -> Iterator[str]:
    """What holds of the phrase that the rules take for the subject of number `order`, and of the words against it."""
    place, role = view.scene.places[order], view.said[order]
    subject = view.subjects[order].words
    yield f"noun:{subject[:2]}"
    yield f"noun:end={subject[-1:]}"
    yield f"noun:end={subject[-2:]}"
    yield f"noun:end={subject[-2:]}|{role}"
    yield f"noun:end={subject[-2:]}|{place.unit}"
    yield f"noun:{scale(place)}|{role}"
    left = place.words(place.first, place.start).strip("，、：: ")
    right = place.words(place.end, place.last).strip()
    for name, words, near in (("L", left, left[-4:]), ("R", right, right[:4])):
        yield f"noun:{name}{near}"
        yield f"noun:{name}={words}" if len(words) <= _SHORT else f"noun:{name}=long"
    close = left[-_BEFORE:]
    for head in _HEADS:
        if head in right:
            yield f"noun:R+{head}"
            if right.startswith(head) or right.startswith(head, 1):
                yield f"noun:R0{head}|{role}"
        if head in close:
            yield f"noun:L+{head}|{role}"
