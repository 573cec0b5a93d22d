"""``gold grow``: reviewed narratives into a gold file, with what that changes told first."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, get_args

from ..errors import ConfigurationError
from ..records import MARK_KINDS, GoldLine
from .checking import check_line
from .problems import Problem, has_errors

Use = Literal["test", "prompts", "calibration"]
_USES: Final[tuple[Use, ...]] = get_args(Use)


class Growth(NamedTuple):
    """What a gold file would become."""

    lines: tuple[GoldLine, ...]
    added: tuple[str, ...]
    """Ids of narratives that it did not have."""
    changed: tuple[str, ...]
    """Ids of narratives whose marks differ from those it had."""
    problems: tuple[Problem, ...]
    """Lines that are left as they were, and why."""
    diff: tuple[str, ...]
    """What changes, a line a mark: ``+`` comes, ``-`` goes."""


def grow(known: Sequence[GoldLine], reviewed: Iterable[GoldLine], name: str) -> Growth:
    """The lines of the gold file called `name` with `reviewed` in the place of those of the same id, or after them."""
    lines = {line.id: line for line in known}
    added: list[str] = []
    changed: list[str] = []
    problems: list[Problem] = []
    diff: list[str] = []
    for line in reviewed:
        old = lines.get(line.id)
        found = [Problem.at(name, 0, each) for each in check_line(line) if each.severity == "error"]
        if old is not None and old.narrative != line.narrative:
            found.append(
                Problem(name, 0, "narrative", "narrative_differs", "is not that of the gold line; see which holds")
            )
        if has_errors(found):
            problems += [Problem(each.file, 0, f"{line.id} {each.field}", each.code, each.message) for each in found]
            continue
        if old == line:
            continue
        (added if old is None else changed).append(line.id)
        diff += _difference(old, line)
        lines[line.id] = line
    return Growth(tuple(lines.values()), tuple(added), tuple(changed), tuple(problems), tuple(diff))


def require_use(splits: Path, bulletin: str, use: Use) -> None:
    """Raises `ConfigurationError` unless the table ``uses`` of `splits` gives `bulletin` to `use`, on one side alone.

    What tests may neither be shown in a prompt nor be calibrated on.
    """
    uses = _uses(splits)
    if bulletin not in uses[use]:
        raise ConfigurationError(f"{splits}: uses.{use} does not name {bulletin!r}; add it there first")
    others = [name for name in _USES if name != use and "test" in {name, use} and bulletin in uses[name]]
    if others:
        raise ConfigurationError(
            f"{splits}: {bulletin!r} is used for {use} and for {', '.join(others)}; "
            "what tests must be kept out of prompts and calibration: take it out of one"
        )


def _uses(splits: Path) -> dict[Use, list[str]]:
    try:
        table: dict[str, Any] = tomllib.loads(splits.read_text("utf-8")).get("uses", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(
            f"{splits}: cannot be read ({error}); it has to say what may be used for what"
        ) from None
    return {use: list(table.get(use, [])) for use in _USES}


def _difference(old: GoldLine | None, new: GoldLine) -> Iterator[str]:
    yield f"{'+' if old is None else '~'} {new.id}"
    before, after = (set(_marks(line)) if line else set() for line in (old, new))
    yield from (f"  - {each}" for each in sorted(before - after))
    yield from (f"  + {each}" for each in sorted(after - before))


def _marks(line: GoldLine) -> Iterator[str]:
    for kind in MARK_KINDS:
        for mark in getattr(line, kind):
            yield f"{kind} {mark.model_dump_json(by_alias=True)}"
