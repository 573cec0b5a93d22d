"""A narrative cut into clauses, so that a cue is weighed by how it stands to a number.

Sentences end at 。 and line breaks, their members at semicolons, clauses at commas and colons.
What stands in brackets is a clause of its own that hangs on the clause around it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from ..script import simplify
from ..spans import Span

_TOKEN = re.compile(
    r"(?P<block>[。！？!?\n①②③④⑤⑥⑦⑧⑨])|(?P<member>[；;])|(?P<clause>，|,(?!\d)|：(?!\d)|(?<!\d)[：:])"
    r"|(?P<open>[（(])|(?P<close>[）)])"
)
_TITLE = re.compile(r"《[^《》\n]{1,80}》")
_ENUMERATOR = re.compile(r"[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]")
_DEEPEST = 3


class Clause(NamedTuple):
    """A stretch between two stops. `member` and `block` number the wider stretches it is part of."""

    start: int
    end: int
    member: int
    block: int
    parent: int
    """Index of the clause a bracket hangs on; -1 outside brackets."""
    stop: str
    """The character that closes it; empty at the end of the narrative."""


class Layout(NamedTuple):
    """The clauses of a narrative in the order they open."""

    text: str
    """The narrative in Simplified script, document titles blanked; offsets are the narrative's."""
    flat: str
    """`text` with bracketed words blanked as well."""
    clauses: tuple[Clause, ...]
    starts: tuple[int, ...]
    """Where each fragment begins; a clause cut by a bracket has several."""
    owners: tuple[int, ...]
    """The clause each fragment belongs to."""

    def at(self, offset: int) -> int:
        """Index of the clause that holds the character at `offset`."""
        return self.owners[bisect_right(self.starts, offset) - 1]

    def window(self, clause: Clause) -> str:
        """The words a clause is read in: brackets blanked unless the clause is itself one."""
        return self.flat if clause.parent < 0 else self.text


class _Builder:
    """Collects clauses while the stops of a narrative go by."""

    def __init__(self, length: int) -> None:
        self.length = length
        self.bounds: list[list[int]] = [[0, length]]
        self.places: list[tuple[int, int, int]] = [(0, 0, -1)]
        self.stops: list[str] = [""]
        self.starts = [0]
        self.owners = [0]
        self.stack: list[int] = []
        self.member = 0
        self.block = 0

    def _begin(self, at: int, parent: int) -> None:
        self.bounds.append([at, self.length])
        self.places.append((self.member, self.block, parent))
        self.stops.append("")
        self.starts.append(at)
        self.owners.append(len(self.bounds) - 1)

    def _end(self, at: int, stop: str) -> int:
        current = self.owners[-1]
        self.bounds[current][1] = at
        self.stops[current] = stop
        return current

    def split(self, at: int, stop: str, level: str) -> None:
        """Close the clause at a stop and begin the next one behind it."""
        parent = self.places[self._end(at, stop)][2]
        if level == "block":
            self.block += 1
        if level != "clause":
            self.member += 1
        self._begin(at + 1, parent)

    def open(self, at: int) -> None:
        """Begin a clause inside a bracket."""
        self.stack.append(self.owners[-1])
        self._begin(at + 1, self.stack[-1])

    def close(self, at: int) -> None:
        """Return to the clause around a bracket."""
        self._end(at, ")")
        self.starts.append(at)
        self.owners.append(self.stack.pop())

    def clauses(self) -> tuple[Clause, ...]:
        """All clauses seen."""
        return tuple(
            Clause(start, end, *place, stop)
            for (start, end), place, stop in zip(self.bounds, self.places, self.stops, strict=True)
        )


def _blank(match: re.Match[str]) -> str:
    return "\0" * len(match[0])


def _brackets(text: str) -> dict[int, int]:
    """Where each bracket that is closed opens and closes; neither crosses a line break."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    for match in re.finditer(r"[（(）)\n]", text):
        character = match[0]
        if character == "\n":
            stack.clear()
        elif character in "（(":
            stack.append(match.start())
        elif stack:
            pairs[stack.pop()] = match.start()
    return pairs


def _outermost(pairs: dict[int, int]) -> list[Span]:
    spans: list[Span] = []
    for start in sorted(pairs):
        if not spans or start > spans[-1].end:
            spans.append(Span(start, pairs[start] + 1))
    return spans


def _flatten(text: str, spans: list[Span]) -> str:
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += (text[at:start], "\0" * (end - start))
        at = end
    return "".join((*parts, text[at:]))


def lay_out(narrative: str) -> Layout:
    """Cut `narrative` into its clauses; takes time in proportion to its length."""
    text = _TITLE.sub(_blank, simplify(narrative))
    text = _ENUMERATOR.sub(lambda match: "。" * len(match[0]), text)
    pairs = _brackets(text)
    closers = set(pairs.values())
    builder = _Builder(len(text))
    skipped = 0
    for match in _TOKEN.finditer(text):
        at, kind = match.start(), match.lastgroup or ""
        if kind == "open":
            if at in pairs and len(builder.stack) < _DEEPEST:
                builder.open(at)
            elif at in pairs:
                skipped += 1
        elif kind == "close":
            if at in closers and skipped:
                skipped -= 1
            elif at in closers:
                builder.close(at)
        else:
            builder.split(at, match[0], kind)
    flat = _flatten(text, _outermost(pairs))
    return Layout(text, flat, builder.clauses(), tuple(builder.starts), tuple(builder.owners))
