"""Bytes to records, or to problems; files are untrusted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, from_json

from ..errors import FormatError, ReadError
from ..records import GoldItem, GoldLine
from .problems import Complaint, Problem, quoted

LARGEST_FILE: Final = 50 * 1024 * 1024
"""Bytes; a larger file is refused unread."""

_Model = TypeVar("_Model", bound=BaseModel)
_BOM = b"\xef\xbb\xbf"
_FOLDERS = ("labels", "segmentation")
_SHAPE_CODES = {
    "extra_forbidden": ("unknown_field", "is no field of the schema; correct or remove it"),
    "missing": ("missing_field", "is missing; add it, null or [] where it is empty"),
    "literal_error": ("unknown_value", ""),
}


class Entry(NamedTuple):
    """A record with the place it was read from."""

    file: str
    line: int
    record: GoldLine | GoldItem


class Gold(NamedTuple):
    """What a set of gold files holds."""

    files: tuple[str, ...]
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]

    @property
    def lines(self) -> tuple[GoldLine, ...]:
        """The labelled narratives."""
        return tuple(entry.record for entry in self.entries if isinstance(entry.record, GoldLine))


def read_gold(paths: Iterable[Path]) -> Gold:
    """Every record of `paths`: JSON Lines files, or folders that hold them, also in ``labels/`` and ``segmentation/``.

    What cannot be read becomes a problem; nothing is raised.
    """
    files: list[str] = []
    entries: list[Entry] = []
    problems: list[Problem] = []
    for found in _find(paths):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        files.append(str(found))
        for outcome in _read_file(found):
            (problems if isinstance(outcome, Problem) else entries).append(outcome)  # type: ignore[arg-type]
    return Gold(tuple(files), tuple(entries), tuple(problems))


def read_lines(path: Path) -> tuple[GoldLine, ...]:
    """The labelled narratives of one file; raises `FormatError` for the first line that breaks the schema."""
    lines: list[GoldLine] = []
    for outcome in _read_file(path):
        if isinstance(outcome, Problem):
            if outcome.severity == "error":
                raise FormatError(str(outcome), code=outcome.code)
        elif isinstance(outcome.record, GoldLine):
            lines.append(outcome.record)
        else:
            raise FormatError(f"{path}:{outcome.line}: is a segmentation line; name a file of labels", code="kind")
    return tuple(lines)


def read_bytes(path: Path, limit: int = LARGEST_FILE) -> bytes:
    """The bytes of a regular file; raises `ReadError` where there is none, `FormatError` above `limit` bytes."""
    try:
        if not path.is_file():
            raise ReadError(f"{path}: is no file; check the name", code="missing")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ReadError(f"{path}: cannot be opened ({reason}); check the name", code="missing") from None
    if len(data) > limit:
        raise FormatError(f"{path}: is larger than {limit} bytes; split it", code="size")
    return data


def parse_json(data: bytes | str) -> Any:  # noqa: ANN401 - anything JSON carries
    """The value of JSON text: no duplicate keys, no NaN, no lone surrogates, not deeper than 200 levels.

    Raises `FormatError` whose message starts with what is wrong, without a place.
    """
    try:
        from_json(data, allow_inf_nan=False)
        return json.loads(data, object_pairs_hook=_unique)
    except (ValueError, RecursionError) as error:
        code = "depth" if "recursion" in str(error) else "json"
        raise FormatError(f"is no valid JSON ({error}); correct it", code=code) from None


def parse_record(model: type[_Model], data: bytes | str) -> _Model | list[Complaint]:
    """The record that JSON text holds, its types taken strictly, or all that is wrong with it."""
    try:
        return model.model_validate_json(data, strict=True)
    except ValidationError as error:
        return [_shape(one) for one in error.errors(include_url=False, include_context=False)]


def _find(paths: Iterable[Path]) -> Iterator[Path | Problem]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = sorted(
            file for folder in (path, *(path / name for name in _FOLDERS)) for file in folder.glob("*.jsonl")
        )
        if not found:
            yield Problem(str(path), 0, "", "no_files", "holds no *.jsonl, labels/*.jsonl or segmentation/*.jsonl")
        yield from found


def _read_file(path: Path) -> Iterator[Entry | Problem]:
    name = str(path)
    try:
        data = read_bytes(path)
    except (ReadError, FormatError) as error:
        yield Problem(name, 0, "", error.code, str(error).removeprefix(f"{name}: "))
        return
    if data.startswith(_BOM):
        message = "starts with a byte order mark; save it as UTF-8 without one"
        yield Problem(name, 1, "", "byte_order_mark", message, "warning")
        data = data.removeprefix(_BOM)
    lines = data.split(b"\n")
    if not lines[-1].strip():
        lines.pop()
    for number, line in enumerate(lines, start=1):
        for outcome in _read_line(line):
            yield Problem.at(name, number, outcome) if isinstance(outcome, Complaint) else Entry(name, number, outcome)


def _read_line(line: bytes) -> Iterator[GoldLine | GoldItem | Complaint]:
    if not line.strip():
        yield Complaint("", "blank_line", "is blank; remove it", "warning")
        return
    try:
        value = parse_json(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        yield Complaint("", "encoding", f"is not UTF-8 at byte {error.start} ({error.reason}); save the file as UTF-8")
        return
    except FormatError as error:
        yield Complaint("", error.code, str(error))
        return
    if not isinstance(value, dict):
        yield Complaint("", "not_an_object", "is no JSON object; write one object a line")
        return
    model: type[GoldLine | GoldItem] = GoldItem if "heading" in value and "quantities" not in value else GoldLine
    record = parse_record(model, line)
    if isinstance(record, list):
        yield from record
    else:
        yield record


class _DuplicateKeyError(ValueError):
    """Two members of one object have the same name."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        twice, _ = Counter(name for name, _ in pairs).most_common(1)[0]
        raise _DuplicateKeyError(f"key {quoted(twice)} stands twice")
    return members


def _shape(error: ErrorDetails) -> Complaint:
    field = ".".join(str(part) for part in error["loc"])
    code, message = _SHAPE_CODES.get(error["type"], ("wrong_value", ""))
    return Complaint(field, code, message or f"{error['msg']}; correct it")
