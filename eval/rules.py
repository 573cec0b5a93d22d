"""Which rule made which prediction, for people who mend the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from extractor.labelling import assemble
from extractor.pipeline import Labelled, Labeller
from extractor.records import Ledger, MarkKind, NarrativeRequest
from extractor.spans import Span

from .jsonl import parse_lines
from .marks import AnyMark


class Place(NamedTuple):
    """Where a predicted mark stands."""

    narrative: str
    """Id of the narrative."""
    kind: MarkKind
    span: Span

    @classmethod
    def of(cls, narrative: str, mark: AnyMark) -> Place:
        """The place of `mark` in the narrative with id `narrative`."""
        return cls(narrative, mark.group, mark.span)


Rules = Mapping[Place, str]


@dataclass(frozen=True)
class Recorder:
    """A labeller that answers as `labeller` does and keeps the rules behind each answer, the first a place."""

    labeller: Labeller
    rules: dict[Place, str] = field(default_factory=dict)

    def __call__(self, request: NarrativeRequest, ledger: Ledger) -> Labelled:
        """The answer of `labeller`."""
        labelled = self.labeller(request, ledger)
        for made in assemble(request.narrative, labelled.ledger, labelled.labelling, request.anchor_date):
            rules = " + ".join(dict.fromkeys((made.mention_rule, made.label_rule)))
            self.rules.setdefault(Place.of(request.id, made.mark), rules)
        return labelled


class _Mark(BaseModel):
    model_config = ConfigDict(extra="ignore")
    start: int
    end: int
    rule: str | None = None


class _Line(BaseModel):
    model_config = ConfigDict(extra="ignore")
    id: str
    quantities: tuple[_Mark, ...] = ()
    percentages: tuple[_Mark, ...] = ()
    dates: tuple[_Mark, ...] = ()
    blockers: tuple[_Mark, ...] = ()

    def by_kind(self) -> Mapping[MarkKind, tuple[_Mark, ...]]:
        return {
            "quantities": self.quantities,
            "percentages": self.percentages,
            "dates": self.dates,
            "blockers": self.blockers,
        }


def rules_in(path: Path) -> Rules:
    """The rules that a file of predictions tells of; raises as `load_predictions` does for a line out of form."""
    return {
        Place(line.id, kind, Span(mark.start, mark.end)): mark.rule
        for _, line in parse_lines(path, _Line)
        for kind, marks in line.by_kind().items()
        for mark in marks
        if mark.rule
    }
