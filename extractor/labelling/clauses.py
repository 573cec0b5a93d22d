"""A narrative cut into clauses, so that a cue is weighed by how it stands to a number.

Sentences end at 。 and line breaks, their members at semicolons, clauses at commas and colons.
What stands in brackets is a clause of its own that hangs on the clause around it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter

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
_STOP = re.compile(
    # a comma or colon inside a number (1,842; 2：1) is no stop
    f"[{''.join(_LEVELS)}]" r"(?:(?<![,：:])|(?<=,)(?!(?<=\d,)\d{3}(?!\d))|(?<=：)(?!\d)|(?<!\d[：:])(?<!,))"
)
_BRACKET = re.compile(r"[（(）)\n]")
_TITLE = re.compile(r"《[^《》\n]{1,80}》")
_ENUMERATOR = re.compile(r"[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]")
_ENDS = frozenset(("", *"。！？!?；;：:，,、\n"))
_LINE_HEAD = re.compile(
    r"\s*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、.．](?!\d)|[①-⑳]|[一二三四五六七八九十]是|[^\n。，；]{2,12}[：:])"
)
_ROW = re.compile(r"\s*[^\s\d，。；：、,;:]{1,14} +\S")
_VALUE_ENDS = re.compile(r"\d *(?:%|％|[^\W\d，。；：、,;:]{1,4})$")
_SHORT_LINE = 24
_DEEPEST = 3
_block = attrgetter("block")


@dataclass(slots=True)
class Clause:
    """A stretch between two stops. `member` and `block` number the wider stretches it is part of."""

    start: int
    end: int
    member: int
    block: int
    parent: int
    """Index of the clause a bracket hangs on; -1 outside brackets."""


@dataclass(slots=True)
class Layout:
    """The clauses of a narrative in the order they open."""

    text: str
    """The narrative in Simplified script, document titles blanked; offsets are the narrative's."""
    flat: str
    """`text` with bracketed words blanked as well."""
    clauses: list[Clause]
    owners: list[int]
    """Index of the clause that holds each character; a clause cut by a bracket goes on behind it."""

    def sentence(self, block: int) -> range:
        """The indices of the clauses of sentence `block`."""
        return range(*(bisect_left(self.clauses, number, key=_block) for number in (block, block + 1)))

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


def _goes_on(text: str, at: int) -> bool:
    """Whether the line break at `at` breaks a sentence off rather than ending it."""
    before = text[text.rfind("\n", 0, at) + 1 : at].rstrip()
    if before[-1:] in _ENDS or _LINE_HEAD.match(text, at + 1) is not None:
        return False
    return before[-1:].isdigit() or not _parts_rows(text, before, at)


def _parts_rows(text: str, before: str, at: int) -> bool:
    """Whether the line `before` the break at `at`, or the one behind it, names a value (总投资 3亿元)."""
    end = text.find("\n", at + 1)
    behind = text[at + 1 : end if end >= 0 else len(text)]
    if any(_ROW.match(line) and len(line) <= _SHORT_LINE for line in (before, behind)):
        return True
    return len(before) <= _SHORT_LINE and _VALUE_ENDS.search(before) is not None


def _cut(text: str, pairs: dict[int, int]) -> tuple[list[Clause], list[int]]:
    """The clauses of `text`, and which of them holds each character; of its brackets only `pairs` count."""
    clauses = [Clause(0, len(text), 0, 0, -1)]
    owners: list[int] = []
    around: list[int] = []
    current = member = block = 0
    closers = set(pairs.values())
    for match in _STOP.finditer(text):
        at = match.start()
        level = _LEVELS[text[at]]
        if level == "block" and text[at] == "\n" and _goes_on(text, at):
            continue
        if level == "close":
            if at in closers:
                clauses[current].end = at
                owners += [current] * (at - len(owners))
                current = around.pop()
            continue
        parent = current
        if level != "open":
            clauses[current].end = at
            parent = clauses[current].parent
            member += level != "clause"
            block += level == "block"
        elif at in pairs:
            around.append(current)
        else:
            continue
        owners += [current] * (at + 1 - len(owners))
        current = len(clauses)
        clauses.append(Clause(at + 1, len(text), member, block, parent))
    owners += [current] * (len(text) - len(owners))
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
