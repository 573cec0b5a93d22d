"""What is looked at to tell which part a date plays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..labelling.cues import Hit, lexicon
from ..labelling.dates import Part
from ..labelling.scene import Scene
from ..records import DateMention
from .features import step

_DAYS = (-120, -30, 0, 30, 120)
_MARKS = "底末初旬季半年前日号份月至-—~～中"


def _cued(hits: list[Hit], start: int, end: int) -> Iterator[str]:
    before = [hit for hit in hits if hit.end <= start][-2:][::-1]
    behind = [hit for hit in hits if hit.start >= end][:3]
    for name, side in (("L", before), ("R", behind)):
        for at, hit in enumerate(side):
            yield f"cue:{name}={hit.word}"
            yield f"cue:{name}{at}={hit.cues[0].group}"


def _spelled(text: str, start: int, end: int) -> Iterator[str]:
    left, right = text[max(0, start - 3) : start], text[end : end + 3]
    yield f"char:l1={left[-1:]}"
    yield f"char:l2={left[-2:]}"
    yield f"char:r1={right[:1]}"
    yield f"char:r2={right[:2]}"
    yield f"char:r3={right}"
    for at in range(end, min(end + 9, len(text) - 1)):
        yield f"char:R={text[at : at + 2]}"


def _calendar(mention: DateMention, anchor: date | None) -> Iterator[str]:
    if anchor is None:
        yield "place:no anchor"
        return
    yield f"place:past={step((mention.past.last - anchor).days, _DAYS)}"
    yield f"place:coming={step((mention.future.first - anchor).days, _DAYS)}"
    yield f"place:both={mention.past == mention.future}"
    yield f"place:length={step((mention.past.last - mention.past.first).days, (0, 9, 31, 100))}"


def date_features(scene: Scene, mention: DateMention, part: Part) -> list[str]:
    """What holds of a date that the rules read as `part`."""
    start, end = mention.span
    text = scene.layout.text
    owner = scene.layout.owners[start]
    clause = scene.layout.clauses[owner]
    family = part.rule.partition(":")[0]
    found = [
        "bias",
        f"rule:{part.role}",
        f"rule:{part.role}|{family}",
        f"rule:{part.rule}",
        f"rule:{part.role}|{step(part.score, (0.3, 0.5, 0.7, 0.9))}",
    ]
    found += [f"unit:{mark}" for mark in _MARKS if mark in mention.text]
    found += [f"unit:{mention.rule}", f"unit:end={text[end - 1 : end]}"]
    found += _cued(lexicon("dates").scan(text[clause.start : clause.end], clause.start)[0], start, end)
    found += [f"cue:s={hit.cues[0].group}" for hit in scene.cues[owner][:4]]
    found += _spelled(text, start, end)
    found += _calendar(mention, scene.anchor)
    found += [
        f"place:opens={clause.start == start}",
        f"place:ends={clause.end == end}",
        f"place:bracket={clause.parent >= 0}",
    ]
    heading = scene.heading(start, clause.block)
    if heading is not None:
        found.append("cue:heading")
    return found
