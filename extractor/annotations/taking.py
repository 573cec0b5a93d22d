"""From what a labelling tool gives to gold lines: complete, in order, and with every loss reported."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from ..mentions import find, read_quote
from ..records import MARK_KINDS, Blocker, Date, DateMention, GoldLine, Mention, NumberMention, ReportedStatus
from ..spans import Span
from .controls import LABELS, AnyMark, label_of, marks_of
from .problems import Complaint, Problem, quoted
from .reading import parse_record

LONGEST_NARRATIVE: Final = 100_000
"""Characters; a longer text is no narrative."""

_NUMBER = re.compile(r"(?P<whole>[-−]?[0-9]{1,300})(?P<rest>(\.[0-9]{1,300})?([eE][+-]?[0-9]{1,3})?)", re.ASCII)
_CHOSEN: Final = ("role", "kind", "category")
_DAYS: Final = ("from", "to")


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
    marks: tuple[RawMark, ...] = ()
    regions: int = 0
    """Regions the tool gives, those that are no marks included."""
    problems: tuple[Problem, ...] = ()
    """What was met while reading it."""


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
    """What an import gives; ``read`` = lines + documents with a problem, ``regions`` = marks + refused."""

    read: int
    """Documents in the import."""
    lines: tuple[GoldLine, ...]
    regions: int
    problems: tuple[Problem, ...]

    @property
    def marks(self) -> int:
        """Regions taken."""
        return sum(len(marks_of(line)) for line in self.lines)


class _Refused(NamedTuple):
    """Why a region cannot be taken."""

    code: str
    message: str


def take(documents: Iterable[RawLine | Problem], base: Iterable[GoldLine] = ()) -> Imported:
    """The gold lines of `documents`.

    `base` gives the origin of documents whose file has none, and the details of regions that have none and stand
    where a mark of its line stands. Values not given are read from the words.
    """
    known = {line.id: line for line in base}
    lines: dict[str, GoldLine] = {}
    problems: list[Problem] = []
    read = regions = 0
    for document in documents:
        read += 1
        if isinstance(document, Problem):
            problems.append(document)
            continue
        regions += document.regions
        problems += document.problems
        line, found = _line(document, known)
        problems += found
        if line is not None and line.id in lines:
            problems.append(_about(document, "id", "duplicate_id", f"{quoted(line.id)} came already; keep one"))
        elif line is not None:
            lines[line.id] = line
    return Imported(read, tuple(lines.values()), regions, tuple(problems))


def _line(document: RawLine, base: Mapping[str, GoldLine]) -> tuple[GoldLine | None, list[Problem]]:
    known = base.get(str(document.origin.get("id")))
    if known is not None and known.narrative != document.narrative:
        message = "is not the narrative of the base, so that offsets would not fit; export it again"
        return None, [_about(document, "narrative", "narrative_differs", message)]
    if len(document.narrative) > LONGEST_NARRATIVE:
        message = f"is longer than {LONGEST_NARRATIVE} characters; split it"
        return None, [_about(document, "narrative", "size", message)]
    filled = {**(Origin.of(known).model_dump(mode="json") if known else {}), **document.origin}
    origin = parse_record(Origin, json.dumps(filled))
    if isinstance(origin, list):
        hint = "" if known else ", or give the file it was exported from with --base"
        return None, [_about(document, one.field, "origin", one.message + hint) for one in origin]
    outcomes = list(_marks(document, origin.anchor_date, known))
    marks = [one for one in outcomes if not isinstance(one, Problem)]
    groups = {group: tuple(mark for mark in marks if mark.group == group) for group in MARK_KINDS}
    fields = {name: getattr(origin, name) for name in Origin.model_fields}
    line = GoldLine(**fields, narrative=document.narrative, **groups)
    return line, [one for one in outcomes if isinstance(one, Problem)]


def _marks(document: RawLine, anchor: date, known: GoldLine | None) -> Iterator[AnyMark | Problem]:
    mentions = {mention.span: mention for mention in find(document.narrative, anchor).mentions}
    details = {(label_of(mark), mark.span): mark for mark in (marks_of(known) if known else ())}
    last: dict[bool, RawMark] = {}
    for raw in sorted(document.marks, key=lambda mark: mark.span):
        text = raw.span.of(document.narrative)
        outcome: AnyMark | _Refused | None = _clash(raw, text, last.get(raw.label == "BLOCKER"))
        if outcome is None and not raw.details:
            outcome = details.get((raw.label, raw.span))
        if outcome is None:
            outcome = _mark(raw, text, mentions.get(raw.span) or read_quote(text, anchor), anchor)
        if isinstance(outcome, _Refused):
            yield Problem(raw.file, raw.line, raw.field, outcome.code, f"{outcome.message}; {raw.label} not taken")
        else:
            last[raw.label == "BLOCKER"] = raw
            yield outcome


def _clash(raw: RawMark, text: str, last: RawMark | None) -> _Refused | None:
    """Why `raw` cannot stand beside the mark taken before it, of the numerals or of the blockers."""
    if last is None or not raw.span.overlaps(last.span):
        return None
    if raw.span == last.span and raw.label == last.label:
        return _Refused("duplicate", f"{quoted(text)} is marked twice; keep one")
    return _Refused("overlap", f"{quoted(text)} overlaps {last.field}; keep one")


def _mark(raw: RawMark, text: str, mention: Mention | None, anchor: date) -> AnyMark | _Refused:
    kind = LABELS[raw.label]
    missing = [name for name in _CHOSEN if name in kind.model_fields and name not in raw.details]
    if missing:
        return _Refused("no_choice", f"{quoted(text)} has no {' and no '.join(missing)}; choose it in the tool")
    if kind is Date:
        read = _days(raw, text, mention, anchor)
    elif kind is Blocker:
        read = {"halted": raw.details.get("halted") == "true"}
    else:
        read = _numbers(raw, text, mention)
    if isinstance(read, _Refused):
        return read
    fields = {**raw.details, **read, "text": text, "start": raw.span.start, "end": raw.span.end}
    mark = parse_record(kind, json.dumps(fields))
    return _Refused("region", f"{quoted(text)}: {_reasons(mark)}") if isinstance(mark, list) else mark


def _reasons(complaints: Iterable[Complaint]) -> str:
    return "; ".join(f"{one.field}: {one.message}" for one in complaints)


def _numbers(raw: RawMark, text: str, mention: Mention | None) -> dict[str, Any] | _Refused:
    given: dict[str, Any] = {}
    for name in ("value", "value_max"):
        if name in raw.details:
            given[name] = _number(raw.details[name].strip())
            if given[name] is None:
                return _Refused("number", f"{name} {quoted(raw.details[name])} is no plain number; write 12 or 3.5")
    wanted = "percentage" if raw.label == "PERCENTAGE" else "quantity"
    read = isinstance(mention, NumberMention) and mention.kind == wanted
    if read and isinstance(mention, NumberMention):
        given.setdefault("bound", raw.details.get("bound", mention.bound))
    if "value" in given:
        return given
    if not read or not isinstance(mention, NumberMention):
        return _Refused("no_value", f"{quoted(text)} cannot be read as a {wanted}; give its value in the tool")
    change = "change" in (raw.details.get("kind"), raw.details.get("role"))
    value, value_max = mention.signed(change=change)
    unit = {"unit": raw.details.get("unit", mention.unit)} if wanted == "quantity" else {}
    return {"value_max": value_max, **unit, **given, "value": value}


def _number(text: str) -> float | None:
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    plain = text.replace("−", "-")
    return float(plain) if match["rest"] else int(plain)


def _days(raw: RawMark, text: str, mention: Mention | None, anchor: date) -> dict[str, Any] | _Refused:
    given = {name: raw.details[name].strip() for name in _DAYS if name in raw.details}
    if len(given) == len(_DAYS):
        return given
    if given:
        return _Refused("no_value", f"{quoted(text)} has only one of from and to; give both or none")
    if not isinstance(mention, DateMention):
        return _Refused("no_value", f"{quoted(text)} cannot be read as a date; give from and to in the tool")
    first, last = mention.days(planned=raw.details.get("role") == "planned", anchor_date=anchor)
    return {"from": first.isoformat(), "to": last.isoformat()}


def _about(document: RawLine, field: str, code: str, message: str) -> Problem:
    return Problem(document.file, document.line, field, code, message)
