"""Gold from files: labelled narratives, items taken apart by hand, and the bulletins they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from extractor.errors import FormatError, ReadError
from extractor.records import GoldItem, GoldLine

from .grounding import require_grounded
from .jsonl import parse_lines
from .marks import AnyMark

_Entry = TypeVar("_Entry", GoldLine, GoldItem)


@dataclass(frozen=True, slots=True)
class GoldSet:
    """All that an evaluation measures against."""

    lines: tuple[GoldLine, ...]
    """Labelled narratives in order of the files; ids are unique."""
    items: Mapping[str, tuple[GoldItem, ...]] = field(default_factory=dict)
    """Items by the stem of their bulletin, in the bulletin's order; empty where there is no segmentation gold."""
    bulletins: Mapping[str, Path] = field(default_factory=dict)
    """Documents by stem; empty where there are none."""


def load_gold(path: Path, bulletins: Path | None = None) -> GoldSet:
    """The gold at `path`: a folder with ``labels/``, ``segmentation/`` and ``bulletins/``, or files of gold lines.

    `bulletins` goes before the folder's own. Raises `ReadError` where nothing is there, `FormatError`
    (naming file, line and field) for a line that breaks the form, a mark that does not stand where it
    says, or an id given twice.
    """
    if bulletins is not None and not bulletins.is_dir():
        raise ReadError(f"{bulletins}: no such folder; name the one that holds the bulletins", code="missing")
    if not (path / "labels").is_dir():
        return GoldSet(lines=_lines(gold_files(path)), bulletins=_documents(bulletins))
    items: dict[str, list[GoldItem]] = {}
    for _, item in _unique(_files(path / "segmentation"), GoldItem):
        items.setdefault(stem_of(item.id), []).append(item)
    return GoldSet(
        lines=_lines(gold_files(path)),
        items={stem: tuple(of) for stem, of in items.items()},
        bulletins=_documents(bulletins or path / "bulletins"),
    )


def gold_files(path: Path) -> list[Path]:
    """The files of gold lines at `path`: of a gold folder its labels, of another its own files, or the file itself.

    Raises `ReadError` where a folder has none.
    """
    if not path.is_dir():
        return [path]
    if (path / "labels").is_dir():
        return _files(path / "labels")
    files = _files(path)
    if not files:
        raise ReadError(f"{path}: has no *.jsonl, nor has labels/; name a gold folder or a .jsonl file", code="missing")
    return files


def stem_of(identity: str) -> str:
    """The bulletin of an item's id, ``<bulletin>/<place>``."""
    return identity.rpartition("/")[0]


def marks_of(line: GoldLine) -> tuple[AnyMark, ...]:
    """The marks of all four kinds, kind by kind."""
    return (*line.quantities, *line.percentages, *line.dates, *line.blockers)


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.jsonl"))


def _documents(folder: Path | None) -> dict[str, Path]:
    if folder is None or not folder.is_dir():
        return {}
    return {path.stem: path for path in sorted(folder.iterdir()) if path.is_file() and not path.name.startswith(".")}


def _lines(paths: Iterable[Path]) -> tuple[GoldLine, ...]:
    named = list(paths)
    lines = []
    for where, line in _unique(named, GoldLine):
        require_grounded(line.narrative, marks_of(line), where)
        lines.append(line)
    if not lines:
        raise FormatError(f"{', '.join(map(str, named)) or 'labels/'}: holds no gold line; name another file")
    return tuple(lines)


def _unique(paths: Iterable[Path], model: type[_Entry]) -> Iterator[tuple[str, _Entry]]:
    seen: dict[str, str] = {}
    for path in paths:
        for where, entry in parse_lines(path, model):
            if entry.id in seen:
                raise FormatError(f"{where}: id: {entry.id!r} stands at {seen[entry.id]} too; give each its own id")
            seen[entry.id] = where
            yield where, entry
