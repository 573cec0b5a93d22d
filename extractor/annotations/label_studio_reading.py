"""Label Studio exports, read as the work of strangers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from ..errors import FormatError
from ..records import Severity
from ..spans import Span
from .controls import LABELS, control_for
from .label_studio import LABEL_CONTROL, TEXT_OBJECT, Counting
from .problems import Complaint, Problem, quoted
from .reading import parse_json, parse_record, read_bytes
from .taking import Origin, RawLine, RawMark
from .utf16 import Units

_BOM: Final = b"\xef\xbb\xbf"
_TYPES: Final = ("labels", "choices", "textarea")
_COUNTINGS: Final[tuple[Counting, ...]] = ("utf-16", "code-points")


class _Value(BaseModel):
    model_config = ConfigDict(extra="ignore")

    start: int | None = None
    end: int | None = None
    text: str | list[str] | None = None
    labels: list[str] = []
    choices: list[str] = []


class _Result(BaseModel):
    """One entry of an annotation: a region, or an answer about the region of the same id."""

    model_config = ConfigDict(extra="ignore")

    id: str
    from_name: str
    to_name: str
    type: Literal["labels", "choices", "textarea"]
    value: _Value


class _Placed(NamedTuple):
    field: str
    result: _Result


class _Task(NamedTuple):
    """Where a task stands, and what it says."""

    file: str
    line: int
    text: str

    def problem(self, field: str, code: str, message: str, severity: Severity = "error") -> Problem:
        """A problem of this task."""
        return Problem(self.file, self.line, field, code, message, severity)


def read_tasks(path: Path, counting: Counting | None = None) -> Iterator[RawLine | Problem]:
    """The tasks of a Label Studio JSON export; what cannot be taken of a task is among its problems.

    `counting` says what the offsets count; without it that is told, task by task, from the words each region repeats.
    Raises `ReadError` or `FormatError` where the file as a whole cannot be used.
    """
    data = read_bytes(path).removeprefix(_BOM)
    try:
        tasks = parse_json(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise FormatError(f"{path}: is not UTF-8 ({error.reason}); export it again", code="encoding") from None
    except FormatError as error:
        raise FormatError(f"{path}: {error}", code=error.code) from None
    if isinstance(tasks, dict):
        tasks = [tasks]
    if not isinstance(tasks, list):
        raise FormatError(f"{path}: is no list of tasks; export it from Label Studio as JSON", code="format")
    for number, task in enumerate(tasks, start=1):
        yield _task(str(path), number, task, counting)


def _task(file: str, number: int, raw: object, counting: Counting | None) -> RawLine | Problem:
    data = raw.get("data") if isinstance(raw, dict) else None
    text = data.get("text") if isinstance(data, dict) else None
    if not isinstance(raw, dict) or not isinstance(data, dict) or not isinstance(text, str):
        return Problem(file, number, "data.text", "no_text", "is missing or no text; export tasks made by gold export")
    task = _Task(file, number, text)
    problems: list[Problem] = []
    chosen = _choose(task, raw, problems)
    if chosen is None:
        return problems[0]
    place, results = chosen
    regions, answers = _split(task, place, results, problems)
    marks = list(_regions(task, regions, counting, problems))
    details = _details(task, {one.result.id: one.result for one in regions}, answers, problems)
    origin = {name: data[name] for name in Origin.model_fields if name in data}
    complete = tuple(mark._replace(details=details.get(identity, {})) for identity, mark in marks)
    return RawLine(file, number, text, origin, complete, len(regions), tuple(problems))


def _choose(task: _Task, raw: Mapping[str, Any], problems: list[Problem]) -> tuple[str, list[Any]] | None:
    """The annotation to take, else the prediction; without either, the first problem says so."""
    found: list[tuple[str, list[Any]]] = []
    for place in ("annotations", "predictions"):
        listed = raw.get(place)
        for index, one in enumerate(listed if isinstance(listed, list) else []):
            results = one.get("result") if isinstance(one, dict) else None
            if isinstance(results, list) and not one.get("was_cancelled"):
                found.append((f"{place}.{index}.result", results))
        if found:
            break
    if not found:
        problems.append(task.problem("annotations", "unlabelled", "is missing, empty or skipped; label the task"))
        return None
    if found[0][0].startswith("predictions"):
        message = "were taken, as there is no annotation; nobody has confirmed them"
        problems.append(task.problem("predictions", "prediction", message, "warning"))
    problems += [
        task.problem(place, "second_annotation", "was not taken, the first one was; delete the one that is wrong")
        for place, _ in found[1:]
        if place.startswith("annotations")
    ]
    return found[0]


def _split(
    task: _Task, place: str, results: Iterable[object], problems: list[Problem]
) -> tuple[list[_Placed], list[_Placed]]:
    """Regions, and answers about regions."""
    regions: dict[str, _Placed] = {}
    answers: list[_Placed] = []
    for index, raw in enumerate(results):
        field = f"{place}.{index}"
        kind = raw.get("type") if isinstance(raw, dict) else None
        if isinstance(raw, dict) and isinstance(kind, str) and kind not in _TYPES:
            problems.append(task.problem(field, "unknown_result", f"{quoted(kind)} has no place in gold; not taken"))
            continue
        result = parse_record(_Result, json.dumps(raw))
        if isinstance(result, list):
            problems += [_within(task, field, one) for one in result]
        elif result.to_name != TEXT_OBJECT:
            message = f"is about {quoted(result.to_name)}, not about the text; not taken"
            problems.append(task.problem(field, "unknown_object", message))
        elif result.type != "labels":
            answers.append(_Placed(field, result))
        elif result.id in regions:
            problems.append(
                task.problem(field, "duplicate_region", f"region {quoted(result.id)} stands twice; keep one")
            )
        else:
            regions[result.id] = _Placed(field, result)
    return list(regions.values()), answers


def _within(task: _Task, field: str, complaint: Complaint) -> Problem:
    return task.problem(".".join(part for part in (field, complaint.field) if part), "wrong_type", complaint.message)


def _regions(
    task: _Task, regions: Sequence[_Placed], counting: Counting | None, problems: list[Problem]
) -> Iterator[tuple[str, RawMark]]:
    units = Units.of(task.text)
    told = counting or _tell(task, units, regions)
    if told is None:
        message = "the offsets may count UTF-16 units or code points, and no region says; taken as UTF-16 units"
        problems.append(task.problem("data.text", "offsets_assumed", message, "warning"))
    for field, result in regions:
        span = _span(units, result.value, told or "utf-16")
        label = result.value.labels[0] if len(result.value.labels) == 1 else ""
        if result.from_name != LABEL_CONTROL or label not in LABELS:
            message = f"labels {quoted(', '.join(result.value.labels))} of {quoted(result.from_name)} are not one of"
            problems.append(task.problem(field, "unknown_label", f"{message} {', '.join(LABELS)}; not taken"))
        elif span is None:
            message = f"{result.value.start}–{result.value.end} is no span of the text; mark it again"
            problems.append(task.problem(field, "offsets", message))
        elif not _repeats(result.value, span.of(task.text)):
            message = (
                f"says {quoted(str(result.value.text))} where the text has {quoted(span.of(task.text))}; mark it again"
            )
            problems.append(task.problem(field, "text_differs", message))
        else:
            yield result.id, RawMark(label, span, {}, task.file, task.line, field)


def _tell(task: _Task, units: Units, regions: Iterable[_Placed]) -> Counting | None:
    """What the offsets count: whichever fits the most words the regions repeat; None where nothing tells."""
    if not units.wide:
        return "utf-16"
    fits = {
        counting: sum(
            isinstance(one.result.value.text, str)
            and span is not None
            and _repeats(one.result.value, span.of(task.text))
            for one in regions
            for span in [_span(units, one.result.value, counting)]
        )
        for counting in _COUNTINGS
    }
    if not regions or any(fits.values()):
        return max(_COUNTINGS, key=fits.__getitem__)
    return None


def _span(units: Units, value: _Value, counting: Counting) -> Span | None:
    """The span of a region in code points; None where it is no span of the text."""
    if value.start is None or value.end is None:
        return None
    start, end = value.start, value.end
    if counting == "utf-16":
        first, last = units.to_points(start), units.to_points(end)
        if first is None or last is None:
            return None
        start, end = first, last
    return Span(start, end) if 0 <= start < end <= units.length else None


def _repeats(value: _Value, there: str) -> bool:
    """Whether the words that a region repeats, line breaks perhaps written out, are those of the text."""
    return not isinstance(value.text, str) or there in (value.text, value.text.replace("\\n", "\n"))


def _details(
    task: _Task, regions: Mapping[str, _Result], answers: Iterable[_Placed], problems: list[Problem]
) -> dict[str, dict[str, str]]:
    details: dict[str, dict[str, str]] = {}
    for field, result in answers:
        region = regions.get(result.id)
        label = region.value.labels[0] if region and region.value.labels else ""
        control = control_for(result.from_name, label)
        given = _given(result)
        if region is None:
            problems.append(task.problem(field, "no_region", f"answers about {quoted(result.id)}, which is no region"))
        elif control is None:
            message = f"{quoted(result.from_name)} is not asked of a {quoted(label)}; not taken"
            problems.append(task.problem(field, "unknown_control", message))
        elif len(given) > 1 or control.field in details.get(result.id, {}):
            problems.append(task.problem(field, "several_answers", f"{control.name} has several answers; keep one"))
        elif given and control.choices and given[0] not in control.choices:
            message = f"{control.name} {quoted(given[0])} is not one of {', '.join(control.choices)}; not taken"
            problems.append(task.problem(field, "unknown_choice", message))
        elif given:
            details.setdefault(result.id, {})[control.field] = given[0]
    return details


def _given(result: _Result) -> list[str]:
    if result.type == "choices":
        return result.value.choices
    text = result.value.text
    return [one for one in ([text] if isinstance(text, str) else text or []) if one]
