"""The present facts of a narrative: those of the machine, with what people did to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Literal, NamedTuple

from ..errors import ReviewError
from ..records import Fact, FieldConfidence
from .events import Action, AnyMark, Event, Status

FactState = Literal["open", "accepted", "changed", "added", "rejected"]
_OF_STATUS: Final[Mapping[str, Status]] = {"finish": "done", "skip": "skipped", "reopen": "started"}


class ReviewedFact(NamedTuple):
    """A fact as it stands now."""

    id: str
    """``m`` and the place among the machine's facts, or ``v`` and the version of the event that made it."""
    mark: AnyMark
    state: FactState
    confidence: float | None
    """None for what a person made."""
    reviewer: str | None = None
    """Who decided on it last."""
    field_confidence: FieldConfidence | None = None
    """None where it is not known."""

    @property
    def stands(self) -> bool:
        """Whether it counts as a fact."""
        return self.state != "rejected"


class Note(NamedTuple):
    """Words that a person left with a narrative."""

    text: str
    reviewer: str
    version: int


class Review(NamedTuple):
    """A narrative as people left it."""

    version: int
    """Events so far; what an edit has to name to show that it knows them all."""
    status: Status
    facts: tuple[ReviewedFact, ...]
    """In order of their spans."""
    notes: tuple[Note, ...]
    reviewers: tuple[str, ...]
    """Who had a hand in it, in order of appearance."""

    @property
    def open(self) -> tuple[ReviewedFact, ...]:
        """The facts that nobody has decided on."""
        return tuple(fact for fact in self.facts if fact.state == "open")

    @property
    def marks(self) -> tuple[AnyMark, ...]:
        """The marks that count."""
        return tuple(fact.mark for fact in self.facts if fact.stands)


_Facts = dict[str, ReviewedFact]
_NOT_KNOWN: Final = "a fact that the edit speaks of is not there any more; load the narrative again"


def fold(machine: Sequence[Fact], events: Sequence[Event]) -> Review:
    """What `events`, in order of their versions, made of the facts of the machine.

    Raises `ReviewError` where an event speaks of a fact that is not there.
    """
    facts: _Facts = {
        f"m{place}": ReviewedFact(
            f"m{place}", fact.mark, "open", fact.confidence, field_confidence=fact.field_confidence
        )
        for place, fact in enumerate(machine)
    }
    status: Status = "open"
    notes: list[Note] = []
    for event in effective(events):
        if event.action == "note":
            notes.append(Note(event.text, event.reviewer, event.version))
            continue
        if event.action in _STEPS:
            _STEPS[event.action](facts, event)
        status = _OF_STATUS.get(event.action, "started" if status in {"open", "skipped"} else status)
    return Review(
        version=len(events),
        status=status,
        facts=tuple(sorted(facts.values(), key=lambda fact: (fact.mark.start, fact.mark.end, fact.id))),
        notes=tuple(notes),
        reviewers=tuple(dict.fromkeys(event.reviewer for event in events)),
    )


def effective(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events that hold: those neither taken back nor taking back."""
    taken_back: set[int] = set()
    for event in reversed(events):
        if event.target is not None and event.version not in taken_back:
            taken_back.add(event.target)
    return tuple(event for event in events if event.version not in taken_back and event.target is None)


def _accept(facts: _Facts, event: Event) -> None:
    for fact in _named(facts, event):
        state: FactState = "accepted" if fact.state in {"open", "rejected"} else fact.state
        facts[fact.id] = fact._replace(state=state, reviewer=event.reviewer)


def _reject(facts: _Facts, event: Event) -> None:
    for fact in _named(facts, event):
        facts[fact.id] = fact._replace(state="rejected", reviewer=event.reviewer)


def _change(facts: _Facts, event: Event) -> None:
    for fact, mark in zip(_named(facts, event), event.after, strict=True):
        state: FactState = "added" if fact.state == "added" else "changed"
        facts[fact.id] = fact._replace(mark=mark, state=state, reviewer=event.reviewer)


def _replace(facts: _Facts, event: Event) -> None:
    for fact in _named(facts, event):
        del facts[fact.id]
    for place, mark in enumerate(event.after):
        identity = f"v{event.version}.{place}"
        facts[identity] = ReviewedFact(identity, mark, "added", None, event.reviewer)


def _named(facts: _Facts, event: Event) -> Iterable[ReviewedFact]:
    try:
        return [facts[identity] for identity in event.facts]
    except KeyError:
        raise ReviewError(_NOT_KNOWN, code="no_such_fact") from None


_STEPS: Final[Mapping[Action, Callable[[_Facts, Event], None]]] = {
    "accept": _accept,
    "finish": _accept,
    "reject": _reject,
    "change": _change,
    "add": _replace,
    "merge": _replace,
    "split": _replace,
}
