"""Standoff folders, read as the work of strangers: no links are followed, no file outside the folder is touched."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple

from ..errors import FormatError, ReadError
from ..records import GoldLine
from ..spans import Span
from .controls import LABELS, control_for
from .notes import read_note
from .problems import Problem, quoted
from .reading import LARGEST_FILE, parse_json, parse_record, read_bytes
from .standoff import CONFIG, ORIGINS, stem_of
from .taking import Origin, RawLine, RawMark

_REGION = re.compile(r"(T[0-9]{1,9})\t(\S+) ([0-9]{1,9} [0-9]{1,9}(?:;[0-9]{1,9} [0-9]{1,9})*)\t(.*)", re.DOTALL)
_CHOICE = re.compile(r"[AM][0-9]{1,9}\t(\S+) (\S+)(?: (\S+))?")
_NOTE = re.compile(r"#[0-9]{1,9}\t\S+ (\S+)\t(.*)", re.DOTALL)
_ESCAPE = re.compile(r"_([0-9a-f]{1,6})_")
_SETTINGS: Final = (CONFIG, "visual.conf", "tools.conf", "kb_shortcuts.conf")
_LAST = 0x10FFFF


class _Row(NamedTuple):
    line: int
    text: str


class _Document(NamedTuple):
    """A text, and the file of its annotations."""

    file: str
    text: str

    def problem(self, line: int, field: str, code: str, message: str) -> Problem:
        """A problem of the annotations."""
        return Problem(self.file, line, field, code, message)


def read_folder(folder: Path, base: Iterable[GoldLine] = ()) -> Iterator[RawLine | Problem]:
    """The documents of a standoff folder; what cannot be taken of one is among its problems.

    Raises `ReadError` where there is no such folder, `FormatError` where it is larger than `LARGEST_FILE`.
    """
    texts = _texts(folder)
    problems = [one for one in texts.values() if isinstance(one, Problem)]
    yield from problems
    found = {name: one for name, one in texts.items() if isinstance(one, str)}
    origins: dict[str, Mapping[str, Any]] = {stem_of(line.id): {"id": line.id} for line in base}
    for outcome in _origins(str(folder / ORIGINS), found.pop(ORIGINS, "")):
        if isinstance(outcome, Problem):
            yield outcome
        else:
            origins[stem_of(outcome.id)] = outcome.model_dump(mode="json")
    stems = dict.fromkeys(sorted(name.rpartition(".")[0] for name in found))
    for stem in (*(stem for stem in origins if stem in stems), *(stem for stem in stems if stem not in origins)):
        yield _document(folder, stem, found, origins.get(stem) or {"id": _identity(stem)})


def _texts(folder: Path) -> dict[str, str | Problem]:
    """Name → text of each file that belongs to the format, or what is wrong with it."""
    texts: dict[str, str | Problem] = {}
    room = LARGEST_FILE
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        raise ReadError(f"{folder}: is no folder to read ({error.strerror}); check the name", code="missing") from None
    for name in names:
        if name in _SETTINGS:
            continue
        path = folder / name
        if not stat.S_ISREG(path.lstat().st_mode):
            texts[name] = Problem(str(path), 0, "", "not_a_file", "is a link or no file; not read")
        elif name != ORIGINS and path.suffix not in (".txt", ".ann"):
            texts[name] = Problem(str(path), 0, "", "unknown_file", "is neither .txt nor .ann; not read")
        else:
            data = read_bytes(path, room)
            room -= len(data)
            try:
                texts[name] = data.decode("utf-8")
            except UnicodeDecodeError as error:
                message = f"is not UTF-8 at byte {error.start} ({error.reason}); save it as UTF-8"
                texts[name] = Problem(str(path), 0, "", "encoding", message)
    return texts


def _origins(file: str, text: str) -> Iterator[Origin | Problem]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            parse_json(line)
        except FormatError as error:
            yield Problem(file, number, "", error.code, str(error))
            continue
        origin = parse_record(Origin, line)
        if isinstance(origin, list):
            yield from (Problem.at(file, number, one) for one in origin)
        else:
            yield origin


def _identity(stem: str) -> str:
    """The id that a file name stands for."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if int(match[1], 16) <= _LAST else match[0], stem)


def _document(folder: Path, stem: str, texts: Mapping[str, str], origin: Mapping[str, Any]) -> RawLine | Problem:
    file = str(folder / f"{stem}.ann")
    text, annotations = texts.get(f"{stem}.txt"), texts.get(f"{stem}.ann")
    if text is None or annotations is None:
        missing, there = (".txt", ".ann") if text is None else (".ann", ".txt")
        message = f"is missing or unreadable beside the {there}; not taken"
        return Problem(str(folder / f"{stem}{missing}"), 0, "", "no_pair", message)
    document = _Document(file, text)
    rows = [_Row(number, row.removesuffix("\r")) for number, row in enumerate(annotations.split("\n"), start=1)]
    rows = [row for row in rows if row.text.strip()]
    regions = [row for row in rows if row.text.startswith("T")]
    marks: dict[str, RawMark] = {}
    problems: list[Problem] = []
    for row in regions:
        outcome = _region(document, row)
        if isinstance(outcome, RawMark) and outcome.field not in marks:
            marks[outcome.field] = outcome
        elif isinstance(outcome, RawMark):
            problems.append(document.problem(row.line, outcome.field, "duplicate_region", "stands twice; renumber one"))
        else:
            problems.append(outcome)
    complete = dict(marks)
    for row in rows:
        if not row.text.startswith("T"):
            problems += _detail(document, row, complete)
    return RawLine(file, 0, text, origin, tuple(complete.values()), len(regions), tuple(problems))


def _region(document: _Document, row: _Row) -> RawMark | Problem:
    match = _REGION.fullmatch(row.text)
    if match is None:
        message = f"{quoted(row.text)} is no region; write T1<tab>LABEL start end<tab>text"
        return document.problem(row.line, "", "format", message)
    name, label, offsets, printed = match.groups()
    if label not in LABELS:
        message = f"label {quoted(label)} is not one of {', '.join(LABELS)}; not taken"
        return document.problem(row.line, name, "unknown_label", message)
    stretches = [Span(*map(int, stretch.split(" "))) for stretch in offsets.split(";")]
    span = Span(stretches[0].start, stretches[-1].end)
    if not all(0 <= one.start < one.end <= len(document.text) for one in stretches):
        return document.problem(row.line, name, "offsets", f"{offsets} is no span of the text; mark it again")
    gaps = [document.text[one.end : other.start] for one, other in pairwise(stretches)]
    if any(not gap or gap.strip() for gap in gaps):
        message = f"{offsets} leaves out words in between; mark one stretch, not taken"
        return document.problem(row.line, name, "discontinuous", message)
    if printed.split() != span.of(document.text).split():
        message = f"says {quoted(printed)} where the text has {quoted(span.of(document.text))}; mark it again"
        return document.problem(row.line, name, "text_differs", message)
    return RawMark(label, span, {}, document.file, row.line, name)


def _detail(document: _Document, row: _Row, marks: dict[str, RawMark]) -> Iterator[Problem]:
    """Adds what `row` says to its mark; yields what cannot be added."""
    choice, note = _CHOICE.fullmatch(row.text), _NOTE.fullmatch(row.text)
    if choice is None and note is None:
        yield document.problem(row.line, "", "unknown_line", f"{quoted(row.text)} has no place in gold; not taken")
        return
    target = choice[2] if choice else note[1] if note else ""
    mark = marks.get(target)
    if mark is None:
        yield document.problem(row.line, target, "no_region", f"{quoted(row.text)} is about no region taken; not taken")
        return
    bare = "subject" if control_for("subject", mark.label) else None
    pairs = [(choice[1], choice[3] or "true")] if choice else read_note(note[2], bare) if note else []
    for name, value in pairs:
        control = control_for(name, mark.label)
        if control is None or bool(control.choices) is not bool(choice):
            message = f"{quoted(name)} is not asked of a {mark.label}; not taken"
            yield document.problem(row.line, target, "unknown_control", message)
        elif control.choices and value not in control.choices:
            message = f"{name} {quoted(value)} is not one of {', '.join(control.choices)}; not taken"
            yield document.problem(row.line, target, "unknown_choice", message)
        elif control.field in mark.details:
            yield document.problem(row.line, target, "several_answers", f"{name} has several answers; keep one")
        elif value:
            mark = mark._replace(details={**mark.details, control.field: value})
            marks[target] = mark
