"""A narrative cut into clauses, so that a cue is weighed by how it stands to a number.

Sentences end at 。 and line breaks, their members at semicolons, clauses at commas and colons.
What stands in brackets is a clause of its own that hangs on the clause around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..script import simplify

_LEVELS = {
    character: level
    for level, characters in (
        ("block", "。！？!?\n①②③④⑤⑥⑦⑧⑨"),
        ("member", "；;"),
        ("clause", "，,：:"),
        ("open", "（("),
        ("close", "）)"),
    )
    for character in characters
}
_STOP = re.compile(f"[{''.join(_LEVELS)}]")
_BRACKET = re.compile(r"[（(）)\n]")
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
    """Where each bracket that is closed opens and closes, in order; neither crosses a line break."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    for match in _BRACKET.finditer(text):
        character = match[0]
        if character == "\n":
            stack.clear()
        elif character in "（(":
            stack.append(match.start())
        elif stack:
            pairs[stack.pop()] = match.start()
    return dict(sorted(pairs.items()))


def _shallow(pairs: dict[int, int]) -> dict[int, int]:
    """The brackets that are clauses of their own: those inside no more than two others."""
    kept: dict[int, int] = {}
    around: list[int] = []
    for start, end in pairs.items():
        while around and around[-1] < start:
            around.pop()
        if len(around) < _DEEPEST:
            kept[start] = end
            around.append(end)
    return kept


def _flatten(text: str, pairs: dict[int, int]) -> str:
    """`text` with its brackets blanked."""
    parts: list[str] = []
    at = 0
    for start, end in pairs.items():
        if start > at or not parts:
            parts += (text[at:start], "\0" * (end + 1 - start))
            at = end + 1
    return "".join((*parts, text[at:]))


def _in_number(text: str, at: int) -> bool:
    """Whether the comma or colon at `at` belongs to a number (1,842; 2：1)."""
    after = text[at + 1 : at + 2].isdecimal()
    if text[at] == ",":
        return after
    return (after or text[at] == ":") and text[at - 1 : at].isdecimal()


def _stops(text: str, pairs: dict[int, int]) -> Iterator[tuple[int, str]]:
    """Where clauses begin or end, and at which level; of the brackets only `pairs` count."""
    brackets = {*pairs, *pairs.values()}
    for match in _STOP.finditer(text):
        at = match.start()
        character = text[at]
        level = _LEVELS[character]
        if at in brackets if level in ("open", "close") else character not in ",：:" or not _in_number(text, at):
            yield at, level


def _cut(text: str, pairs: dict[int, int]) -> tuple[list[Clause], list[int]]:
    """The clauses of `text`, and which of them holds each character."""
    begun = [(0, 0, 0, -1)]
    ends = [len(text)]
    owners: list[int] = []
    around: list[int] = []
    current = member = block = 0
    for at, level in _stops(text, pairs):
        if level == "close":
            ends[current] = at
            owners += [current] * (at - len(owners))
            current = around.pop()
            continue
        parent = current
        if level == "open":
            around.append(current)
        else:
            ends[current] = at
            parent = begun[current][3]
            member += level != "clause"
            block += level == "block"
        owners += [current] * (at + 1 - len(owners))
        current = len(begun)
        begun.append((at + 1, member, block, parent))
        ends.append(len(text))
    owners += [current] * (len(text) - len(owners))
    clauses = [
        Clause(start, end, member, block, parent)
        for (start, member, block, parent), end in zip(begun, ends, strict=True)
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
    return Layout(text, _flatten(text, pairs), *_cut(text, _shallow(pairs)))
