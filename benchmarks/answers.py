"""What a model that is right in everything would answer about a narrative of gold, in each form of an answer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from extractor.mentions import find
from extractor.model_labelling.codes import codes
from extractor.records import Date, GoldLine, Ledger, Marks, Mention, Percentage, Quantity

Json = dict[str, object]
_OFFSETS = {"start", "end"}


def ledger_of(line: GoldLine) -> Ledger:
    """The mentions that are numbered in the prompt."""
    return find(line.narrative, line.anchor_date)


def compact(line: GoldLine) -> str:
    """A row a numbered mention, and quotes."""
    ledger = ledger_of(line)
    rows = [f"{number}{_row(mention, line)}" for number, mention in enumerate(ledger.mentions, start=1)]
    obstacles = [{"t": one.text, "c": one.category, "h": one.halted} for one in line.blockers]
    return dumped({"n": rows, "b": obstacles, "m": list(_missed(ledger, line))})


def spelled_out(marks: Marks) -> str:
    """Every mark with every field but its offsets, which no model can count."""
    return dumped(
        {kind: [_without_offsets(one) for one in found] for kind, found in marks.model_dump(mode="json").items()}
    )


def dumped(answer: Json) -> str:
    """As short as JSON is written."""
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))


def _without_offsets(mark: Json) -> Json:
    return {key: value for key, value in mark.items() if key not in _OFFSETS}


def _row(mention: Mention, line: GoldLine) -> str:
    mark = next((one for one in _group(line, mention.kind) if one.span.overlaps(mention.span)), None)
    return f"{codes().refusal}:other" if mark is None else _code(mark)


def _group(line: GoldLine, kind: str) -> Sequence[Quantity | Percentage | Date]:
    groups: dict[str, Sequence[Quantity | Percentage | Date]] = {
        "quantity": line.quantities,
        "percentage": line.percentages,
        "date": line.dates,
    }
    return groups[kind]


def _code(mark: Quantity | Percentage | Date) -> str:
    known = codes()
    match mark:
        case Date():
            return _letter(known.date, mark.role)
        case Quantity():
            return f"{_letter(known.quantity, mark.role)}:{mark.subject}"
        case Percentage():
            return f"{_letter(known.percentage, (mark.kind, mark.role))}:{mark.subject}"


def _letter(table: Mapping[str, object], value: object) -> str:
    return next(letter for letter, meaning in table.items() if meaning == value)


def _missed(ledger: Ledger, line: GoldLine) -> Iterator[Json]:
    marks: list[Quantity | Percentage | Date] = [*line.quantities, *line.percentages, *line.dates]
    for mark in marks:
        if not any(one.span.overlaps(mark.span) for one in ledger.mentions):
            yield {"t": mark.text, "r": _code(mark)}
