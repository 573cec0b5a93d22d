"""From what a labelling tool gives to gold lines: complete, in order, and with every loss reported."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..mentions import find, read_quote
from ..records import Blocker, Date, DateMention, GoldLine, Mention, NumberMention, ReportedStatus
from ..spans import Span
from .controls import LABELS, AnyMark, label_of
from .problems import Complaint, Problem, quoted
from .reading import parse_record

_NUMBER = re.compile(r"[-−]?[0-9]{1,300}(\.[0-9]{1,300})?([eE][+-]?[0-9]{1,3})?", re.ASCII)


class RawMark(NamedTuple):
    """A region as the tool gives it."""

    label: str
    """One of `LABELS`."""
    span: Span
    """Code points of the narrative, inside it and not empty."""
    details: Mapping[str, str]
    """Field of the mark, as gold files spell it → text."""
    file: str
    line: int
    field: str
    """Where it stands in the file."""


class RawLine(NamedTuple):
    """A document as the tool gives it."""

    file: str
    line: int
    narrative: str
    origin: Mapping[str, Any]
    """Fields of `Origin` the file gives; the base may give the rest."""
    marks: tuple[RawMark, ...]


class Origin(BaseModel):
    """Where a narrative comes from: the fields of a gold line that are not labelled."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1)
    bulletin: str
    item: str
    anchor_date: date
    task: str
    reported_status: ReportedStatus | None

    @classmethod
    def of(cls, line: GoldLine) -> Origin:
        """The origin of `line`."""
        return cls(**{name: getattr(line, name) for name in cls.model_fields})


class Imported(NamedTuple):
    """What an import gives."""

    read: int
    """Documents in the import."""
    lines: tuple[GoldLine, ...]
    marks: int
    """Regions taken."""
    refused: int
    """Regions that could not be taken; each has a problem."""
    problems: tuple[Problem, ...]


class _Refusal(Exception):  # noqa: N818 - it is caught here and becomes a problem
    """A region that cannot be taken."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def take(documents: Iterable[RawLine | Problem], base: Iterable[GoldLine] = ()) -> Imported:
    """The gold lines of `documents`.

    `base` gives the origin of documents whose file has none, and the details of regions that have none and stand
    where a mark of its line stands. Values not given are read from the words.
    """
    known = {line.id: line for line in base}
    lines: dict[str, GoldLine] = {}
    problems: list[Problem] = []
    read = marks = refused = 0
    for document in documents:
        if isinstance(document, Problem):
            problems.append(document)
            refused += document.code.startswith("region_")
            continue
        read += 1
        outcome = _line(document, known, problems)
        if outcome is not None and outcome.id in lines:
            problems.append(_about(document, "id", "duplicate_id", f"{quoted(outcome.id)} came already; keep one"))
            outcome = None
        if outcome is None:
            refused += len(document.marks)
            continue
        taken = sum(len(group) for _, group in outcome.marks())
        lines[outcome.id] = outcome
        marks += taken
        refused += len(document.marks) - taken
    return Imported(read, tuple(lines.values()), marks, refused, tuple(problems))


def _line(document: RawLine, base: Mapping[str, GoldLine], problems: list[Problem]) -> GoldLine | None:
    known = base.get(str(document.origin.get("id")))
    if known is not None and known.narrative != document.narrative:
        message = "is not the narrative of the base, so that offsets would not fit; export it again"
        problems.append(_about(document, "narrative", "narrative_differs", message))
        return None
    filled = {**(Origin.of(known).model_dump(mode="json") if known else {}), **document.origin}
    origin = parse_record(Origin, json.dumps(filled))
    if isinstance(origin, list):
        hint = "" if known else "; or give the line it was exported from with --base"
        problems += [
            Problem.at(document.file, document.line, one._replace(code="origin", message=one.message + hint))
            for one in origin
        ]
        return None
    marks = list(_marks(document, origin.anchor_date, known, problems))
    fields = {name: getattr(origin, name) for name in Origin.model_fields}
    groups = {group: tuple(mark for mark in marks if mark.group == group) for group in _group_names()}
    try:
        return GoldLine(**fields, narrative=document.narrative, **groups)
    except ValidationError as error:
        problems.append(_about(document, "narrative", "narrative", f"cannot be used ({error.errors()[0]['msg']})"))
        return None


def _group_names() -> list[str]:
    return [kind.group for kind in LABELS.values()]


def _marks(
    document: RawLine, anchor: date, known: GoldLine | None, problems: list[Problem]
) -> Iterator[AnyMark]:
    ledger = find(document.narrative, anchor)
    mentions = {mention.span: mention for mention in ledger.mentions}
    details = {(label_of(mark), mark.span): mark for _, group in (known.marks() if known else ()) for mark in group}
    taken: list[RawMark] = []
    for raw in sorted(document.marks, key=lambda mark: (mark.span, list(LABELS).index(mark.label))):
        try:
            _require_room(raw, taken)
            given = raw.details
            if not given and (raw.label, raw.span) in details:
                mark: AnyMark = details[raw.label, raw.span]
            else:
                text = raw.span.of(document.narrative)
                mention = mentions.get(raw.span) or read_quote(text, anchor)
                mark = _mark(raw, text, mention, in_context=raw.span in mentions)
        except _Refusal as refusal:
            problems.append(Problem(raw.file, raw.line, raw.field, refusal.code, str(refusal)))
        else:
            taken.append(raw)
            yield mark


def _require_room(raw: RawMark, taken: Iterable[RawMark]) -> None:
    for other in taken:
        if (raw.label == "BLOCKER") == (other.label == "BLOCKER") and raw.span.overlaps(other.span):
            same = raw.span == other.span and raw.label == other.label
            code, what = ("duplicate", "stands twice") if same else ("overlap", f"overlaps that of {other.field}")
            raise _Refusal(code, f"this {raw.label} {what} and was not taken; keep one")


def _mark(raw: RawMark, text: str, mention: Mention | None, *, in_context: bool) -> AnyMark:
    kind = LABELS[raw.label]
    fields: dict[str, Any] = {**raw.details, "text": text, "start": raw.span.start, "end": raw.span.end}
    if kind is Date:
        fields.update(_days(raw, text, mention))
    elif kind is Blocker:
        fields["halted"] = raw.details.get("halted", "false") == "true"
    else:
        fields.update(_numbers(raw, text, mention, in_context=in_context))
    if kind is not Blocker and "role" not in fields:
        raise _Refusal("no_role", f"{quoted(text)} has no role and was not taken; choose one in the tool")
    mark = parse_record(kind, json.dumps(fields))
    if isinstance(mark, list):
        raise _Refusal("region", f"{quoted(text)} was not taken: {_first(mark)}")
    return mark


def _first(complaints: Iterable[Complaint]) -> str:
    return "; ".join(f"{one.field}: {one.message}" for one in complaints)


def _numbers(raw: RawMark, text: str, mention: Mention | None, *, in_context: bool) -> dict[str, Any]:
    given = {name: _number(raw, name) for name in ("value", "value_max") if name in raw.details}
    if "value" in given:
        return given
    wanted = "percentage" if raw.label == "PERCENTAGE" else "quantity"
    if not isinstance(mention, NumberMention) or mention.kind != wanted:
        message = f"{quoted(text)} cannot be read as a {wanted} and was not taken; give its value in the tool"
        raise _Refusal("no_value", message)
    change = (raw.details.get("kind") if raw.label == "PERCENTAGE" else raw.details.get("role")) == "change"
    sign = -1 if change and in_context and mention.falling and mention.value > 0 else 1
    read: dict[str, Any] = {"value": sign * mention.value, "value_max": mention.value_max, **given}
    if "bound" not in raw.details:
        read["bound"] = mention.bound
    if wanted == "quantity" and "unit" not in raw.details:
        read["unit"] = mention.unit
    return read


def _number(raw: RawMark, name: str) -> int | float:
    text = raw.details[name].strip()
    if _NUMBER.fullmatch(text) is None:
        raise _Refusal("number", f"{name} {quoted(text)} is no plain number, so the mark was not taken; write 12 or 3.5")
    value: int | float = json.loads(text.replace("−", "-"), parse_int=int)
    return value


def _days(raw: RawMark, text: str, mention: Mention | None) -> dict[str, str]:
    given = {name: raw.details[name].strip() for name in ("from", "to") if name in raw.details}
    if len(given) == len(("from", "to")):
        return given
    if given:
        raise _Refusal("no_value", f"{quoted(text)} has only one of from and to and was not taken; give both or none")
    if not isinstance(mention, DateMention):
        message = f"{quoted(text)} cannot be read as a date and was not taken; give from and to in the tool"
        raise _Refusal("no_value", message)
    first, last = mention.future if raw.details.get("role") == "planned" else mention.past
    return {"from": first.isoformat(), "to": last.isoformat()}


def _about(document: RawLine, field: str, code: str, message: str) -> Problem:
    return Problem(document.file, document.line, field, code, message)
