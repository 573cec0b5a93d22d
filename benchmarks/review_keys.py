"""Keys, clicks and seconds to bring 20 narratives from what the rules say to what the gold says.

Here by the keys of the review page; beside it the steps of Label Studio for the same corrections, from tasks that carry
the machine's marks as predictions. Seconds by the keystroke-level model (Card, Moran and Newell 1980): a key 0.28, a
pointing 1.10, a click 0.20, a hand to the mouse or back 0.40, a decision 1.35. Reading is the same on both sides and is
left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from extractor.annotations import read_lines
from extractor.pipeline import extract_narrative
from extractor.records import (
    MARK_KINDS,
    Blocker,
    Date,
    GoldLine,
    NarrativeRequest,
    NarrativeResult,
    Percentage,
    Quantity,
)
from extractor.review import value_of_looking

GOLD = Path(__file__).parents[1] / "gold" / "labels"
NARRATIVES: Final = 20
KEY, POINT, CLICK, HAND, DECIDE = 0.28, 1.10, 0.20, 0.40, 1.35
LETTERS: Final = 2.5
"""Keys for a Chinese character, by Pinyin."""

AnyMark = Quantity | Percentage | Date | Blocker


class Effort(NamedTuple):
    """What hands and head do."""

    keys: float = 0
    clicks: int = 0
    decisions: int = 0
    hands: int = 0

    def __add__(self, other: object) -> Effort:
        """Both, one after the other."""
        if not isinstance(other, Effort):
            return NotImplemented
        return Effort(*(one + more for one, more in zip(self, other, strict=True)))

    @property
    def seconds(self) -> float:
        """By the keystroke-level model."""
        return self.keys * KEY + self.clicks * (POINT + CLICK) + self.decisions * DECIDE + self.hands * HAND


class Step(NamedTuple):
    """One correction: a machine's mark that is to become a gold one, go, or come."""

    place: int
    """Of the mark among those of the machine."""
    machine: AnyMark | None
    gold: AnyMark | None


def steps(result: NarrativeResult, line: GoldLine) -> Iterator[Step]:
    """The corrections a narrative needs."""
    left = [mark for kind in MARK_KINDS for mark in getattr(line, kind)]
    for place, fact in enumerate(sorted(result.facts, key=lambda each: each.mark.span)):
        found = next((m for m in left if m.group == fact.mark.group and m.span.overlaps(fact.mark.span)), None)
        if found is not None:
            left.remove(found)
        if found is None or found.span != fact.mark.span or list(fields(Step(place, fact.mark, found))):
            yield Step(place, fact.mark, found)
    yield from (Step(0, None, mark) for mark in left)


def fields(step: Step) -> Iterator[tuple[str, str]]:
    """The fields to change, each with what is put in."""
    if step.machine is None or step.gold is None:
        return
    for name in type(step.gold).model_fields:
        new = getattr(step.gold, name)
        old = getattr(step.machine, name, None)
        if name in {"text", "start", "end"} or new == old or (name == "subject" and alike(str(old), str(new))):
            continue
        yield name, str(new)


def alike(one: str, other: str) -> bool:
    """Whether two subjects count as the same: as the evaluation has it, half of their pairs of characters."""
    pairs = [Counter(text[at : at + 2] for at in range(max(len(text) - 1, 1))) for text in (one, other)]
    return 2 * (pairs[0] & pairs[1]).total() >= sum(each.total() for each in pairs) / 2


def typed(name: str, value: str) -> float:
    """Keys to put a value into a field that has the focus."""
    if name in {"role", "kind", "category", "bound", "halted"}:
        return 1
    return sum(1 if char.isascii() else LETTERS for char in value)


def here(narrative: Sequence[Step]) -> Effort:
    """The keys of the review page: to the fact, a key a field, the value, Enter; at the end Enter."""
    effort, at = Effort(keys=1, decisions=1), 0
    for step in narrative:
        if step.machine is None and step.gold is not None:
            words = max(len(step.gold.text) // 2, 1)
            effort += Effort(keys=1 + words + words + 1 + 1 + 1, decisions=1)
            continue
        effort += Effort(keys=abs(step.place - at), decisions=1)
        at = step.place
        if step.gold is None:
            effort += Effort(keys=1)
            continue
        if step.machine and step.machine.span != step.gold.span:
            # rejected, and the right words added
            effort += Effort(keys=1 + 1 + 2 * max(len(step.gold.text) // 2, 1) + 3)
            continue
        changed = list(fields(step))
        effort += Effort(keys=1 + sum(typed(*each) for each in changed) + 2 * (len(changed) - 1) + 1)
    return effort


def label_studio(narrative: Sequence[Step]) -> Effort:
    """Label Studio's steps: click the region, click each field, type, update; at the end submit by its hotkey."""
    effort = Effort(keys=2, decisions=1)
    for step in narrative:
        effort += Effort(decisions=1, hands=2)
        if step.gold is None:
            effort += Effort(clicks=1, keys=1)
        elif step.machine is None or step.machine.span != step.gold.span:
            # its label by hotkey, the words by dragging, then a click for each of its fields
            filled = [name for name in type(step.gold).model_fields if name not in {"text", "start", "end"}]
            removed = Effort(clicks=1, keys=1) if step.machine else Effort()
            effort += removed + Effort(keys=1, clicks=2 + len(filled))
        else:
            changed = list(fields(step))
            texts = [
                typed(*each) for each in changed if each[0] in {"value", "value_max", "unit", "subject", "from_", "to"}
            ]
            effort += Effort(clicks=1 + len(changed), keys=sum(texts) + len(texts))
    return effort


def total(efforts: Iterable[Effort]) -> Effort:
    """All of them."""
    whole = Effort()
    for each in efforts:
        whole += each
    return whole


def main() -> None:
    """Prints the figures."""
    done = []
    for path in sorted(GOLD.glob("*.jsonl")):
        for line in read_lines(path):
            request = NarrativeRequest(
                id=line.id, narrative=line.narrative, anchor_date=line.anchor_date, task=line.task,
                reported_status=line.reported_status,
            )  # fmt: skip
            result = extract_narrative(request)
            doubts = [(fact.mark.group, fact.confidence) for fact in result.facts]
            value = value_of_looking(doubts, (finding.severity for finding in result.findings))
            done.append((value, list(steps(result, line)), len(result.facts)))
    done.sort(key=lambda each: -each[0])
    first = done[:NARRATIVES]
    facts, corrections = sum(each[2] for each in first), sum(len(each[1]) for each in first)
    print(f"{NARRATIVES} narratives first in the queue: {facts} facts, {corrections} to correct")
    for name, effort in (
        ("review page", total(here(each[1]) for each in first)),
        ("Label Studio", total(label_studio(each[1]) for each in first)),
    ):
        print(f"{name:14} {effort.keys:6.0f} keys {effort.clicks:5} clicks {effort.seconds:7.0f} s")


if __name__ == "__main__":
    main()
