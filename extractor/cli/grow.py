"""``extractor gold grow``."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import typer

from ..annotations import Growth, Use, grow, has_errors, lines_text, read_lines, require_use, write_text
from ..errors import ConfigurationError
from ..records import GoldLine, Skip
from ..service import reviewed_lines
from ..settings import load_settings
from ..store import Store
from .console import err, out
from .exits import SOME_FAILED
from .options import Options


def grow_command(gold: Path, options: Options, bulletin: str | None, use: Use, *, write: bool) -> None:
    """Tells what finished reviews would change in the gold, and changes it where `write`."""
    settings = load_settings()
    with Store.open(options.store or settings.store_location(options.out), create=False) as store:
        found = list(reviewed_lines(store, bulletin))
    lines: defaultdict[str, list[GoldLine]] = defaultdict(list)
    for each in found:
        if isinstance(each, Skip):
            err.print(f"{each.subject} {each.reason}", style="yellow", markup=False, soft_wrap=True)
        else:
            lines[each.bulletin].append(each)
    for stem in lines:
        require_use(gold / "splits.toml", stem, use)
    paths = {stem: _labels(gold, stem) for stem in lines}
    growths = {stem: _growth(paths[stem], own) for stem, own in lines.items()}
    for stem, growth in growths.items():
        _tell(paths[stem], growth)
        if write and growth.diff:
            write_text(paths[stem], lines_text(growth.lines), force=True)
    told = "written" if write else "nothing written; add --write to write it"
    skipped = sum(isinstance(each, Skip) for each in found)
    err.print(f"{len(found) - skipped} reviewed narrative(s), {skipped} left out; {told}", markup=False)
    if any(has_errors(growth.problems) for growth in growths.values()):
        raise typer.Exit(SOME_FAILED)


def _labels(gold: Path, stem: str) -> Path:
    """The file of a bulletin's labels; its name comes from a document, so it may not lead elsewhere."""
    path = gold / "labels" / f"{stem}.jsonl"
    if path.parent.resolve() != path.resolve().parent:
        raise ConfigurationError(f"{stem!r} is no name for a file of labels; name the document otherwise")
    return path


def _growth(path: Path, reviewed: list[GoldLine]) -> Growth:
    return grow(read_lines(path) if path.exists() else (), reviewed, str(path))


def _tell(path: Path, growth: Growth) -> None:
    out.print(f"{path}: {len(growth.added)} new, {len(growth.changed)} changed", markup=False, soft_wrap=True)
    for line in growth.diff:
        out.print(line, markup=False, soft_wrap=True)
    for problem in growth.problems:
        err.print(str(problem), style="red", markup=False, soft_wrap=True)
