"""A narrative cut into clauses, so that a cue is weighed by how it stands to a number.

Sentences end at 。 and line breaks, their members at semicolons, clauses at commas and colons.
What stands in brackets is a clause of its own that hangs on the clause around it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..script import simplify

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
    clauses: list[Clause]
    owners: list[int]
    """Index of the clause that holds each character; a clause cut by a bracket goes on behind it."""

    def window(self, clause: Clause) -> str:
        """The words a clause is read in: brackets blanked unless the clause is itself one."""
        return self.flat if clause.parent < 0 else self.text


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


def _flatten(text: str, pairs: dict[int, int]) -> str:
    """`text` with the outermost brackets of `pairs` blanked."""
    parts: list[str] = []
    at = 0
    for start in sorted(pairs):
        if start > at or not parts:
            end = pairs[start] + 1
            parts += (text[at:start], "\0" * (end - start))
            at = end
    return "".join((*parts, text[at:]))


def _cut(text: str, pairs: dict[int, int]) -> tuple[list[Clause], list[int]]:
    """The clauses of `text`, and the one that holds each character."""
    places = [(0, 0, 0, -1)]
    ends, stops = [len(text)], [""]
    owners: list[int] = []
    stack: list[int] = []
    current = member = block = skipped = 0
    closers = set(pairs.values())
    for match in _TOKEN.finditer(text):
        at, kind = match.start(), match.lastgroup
        if kind == "close":
            if at in closers and skipped:
                skipped -= 1
            elif at in closers:
                ends[current], stops[current] = at, ")"
                owners += [current] * (at - len(owners))
                current = stack.pop()
            continue
        if kind == "open":
            if at in pairs and len(stack) == _DEEPEST:
                skipped += 1
                continue
            if at not in pairs:
                continue
            stack.append(current)
            parent = current
        else:
            ends[current], stops[current] = at, text[at]
            parent = places[current][3]
            member += kind != "clause"
            block += kind == "block"
        owners += [current] * (at + 1 - len(owners))
        current = len(places)
        places.append((at + 1, member, block, parent))
        ends.append(len(text))
        stops.append("")
    owners += [current] * (len(text) - len(owners))
    clauses = [
        Clause(start, end, *place, stop) for (start, *place), end, stop in zip(places, ends, stops, strict=True)
    ]
    return clauses, owners


def lay_out(narrative: str) -> Layout:
    """Cut `narrative` into its clauses; takes time in proportion to its length."""
    text = simplify(narrative)
    if "《" in text:
        text = _TITLE.sub(_blank, text)
    if "（" not in text and "(" not in text:
        return Layout(text, text, *_cut(text, {}))
    text = _ENUMERATOR.sub(lambda match: "。" * len(match[0]), text)
    pairs = _brackets(text)
    return Layout(text, _flatten(text, pairs), *_cut(text, pairs))
