"""Responsible bodies and leaders, one by one, out of a cell that wraps or glues them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import pairwise

from ..script import simplify
from ..spans import Passage, Span
from .documents import squeeze
from .patterns import pattern

BODIES = files(__package__) / "data" / "bodies.toml"
_SPACED_OUT = re.compile(
    r"(?:(?<=^)|(?<=[\s、，,；;]))([\u4e00-\u9fff])((?:[ \u3000\xa0]+[\u4e00-\u9fff])+)(?=$|[\s、，,；;])"
)
_LIST_MARK = re.compile(r"[、，,；;]\s*|[（()）]")
_EDGE = "。．.：: \t\u3000"
_PADDED = re.compile(r"([\u4e00-\u9fff]+)([ \u3000\xa0]+[\u4e00-\u9fff])?")
_GAP = Passage(" ", ())
_SPACES = re.compile(r"\s+")
_BETWEEN_NAMES = re.compile(r"[、，,；;\n]+")
_NAME_LENGTH = 3
_LONGEST_NAME = 4
_LONGEST_RUN = 60
"""Most characters of names printed without a space."""
_LONGEST_SUFFIX = 20
"""Characters that show whether a name ends as the names of bodies do."""
_BRACKETS = "（()）"
_CLOSING_BRACKETS = ")）"


@cache
def _tables() -> tuple[re.Pattern[str], frozenset[str]]:
    data = tomllib.loads(BODIES.read_text("utf-8"))
    suffixes = sorted(data["suffixes"], key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, suffixes))})[)）]?$"), frozenset(data["surnames"])


def bodies(cell: Passage) -> tuple[Passage, ...]:
    """The bodies named in `cell`: lists split, wrapped names joined, spaced-out names closed up.

    Those that only assist are left out.
    """
    plain = simplify(cell.text)
    assisting = pattern("assisting_bodies").search(plain)
    stop = assisting.start() if assisting else len(plain)
    roles = (Span(*match.span()) for match in pattern("role_of_bodies").finditer(plain, 0, stop))
    responsible = cell.cut(0, stop).splice((role, "\n") for role in roles)
    found: list[Passage] = []
    for entry in _split(responsible, _list_marks(responsible.text)):
        closed = _close_up(entry)
        for name in _join_wrapped(_split(closed, _SPACES.finditer(closed.text))):
            found += _split(name, pattern("between_bodies").finditer(simplify(name.text)))
    return tuple(found)


def _list_marks(text: str) -> Iterable[re.Match[str]]:
    """The marks between the entries of a list; one before a closing bracket stands inside an entry."""
    marks: list[re.Match[str]] = []
    inside = False
    for match in reversed(list(_LIST_MARK.finditer(text))):
        if match[0] in _BRACKETS:
            inside = match[0] in _CLOSING_BRACKETS
        elif not inside:
            marks.append(match)
    return reversed(marks)


def _join_wrapped(fragments: list[Passage]) -> list[Passage]:
    """Fragments that do not end as a body does belong to the one after."""
    names: list[list[Passage]] = []
    end = ""
    for fragment in fragments:
        if names and (len(fragment.text) <= 1 or not names_a_body(end)):
            names[-1].append(fragment)
            end += fragment.text
        else:
            names.append([fragment])
            end = fragment.text
        end = end[-_LONGEST_SUFFIX:]
    return [Passage.join(name) for name in names]


def names_a_body(text: str) -> bool:
    """Whether `text` ends as the names of bodies do."""
    return _tables()[0].search(simplify(text)) is not None


def people(cell: Passage, count: int) -> tuple[Passage, ...]:
    """The people named in `cell`, beside `count` bodies.

    Names of two characters are padded to the width of three; names printed without a space between
    them are split only where the pieces begin with a family name.
    """
    names: list[Passage] = []
    for entry in _split(cell, _BETWEEN_NAMES.finditer(cell.text)):
        names += _split_glued(entry, count)
    return tuple(names)


def _split_glued(entry: Passage, count: int) -> list[Passage]:
    closed = _close_names(entry)
    words = _split(closed, _SPACES.finditer(closed.text))
    names: list[Passage] = []
    for word in words:
        length = len(word.text)
        if ends := _only_ends(word.text):
            glued = length > _LONGEST_NAME or len(ends) == count
        else:
            ends = [*range(_NAME_LENGTH, length, _NAME_LENGTH), length]
            glued = length > _LONGEST_NAME and (length % _NAME_LENGTH == 0 or len(ends) == count)
        pieces = [word.cut(begin, end) for begin, end in pairwise((0, *ends))]
        names += pieces if glued and all(_is_name(piece.text) for piece in pieces) else [word]
    return names


def _only_ends(text: str) -> list[int]:
    """Where the names of two or three characters end that `text` is made of; none where there is more than one way."""
    if len(text) > _LONGEST_RUN:
        return []
    ways: dict[int, list[list[int]]] = {len(text): [[]]}
    for begin in range(len(text) - 2, -1, -1):
        ends = (begin + 2, begin + _NAME_LENGTH) if _is_name(text[begin : begin + 2]) else ()
        ways[begin] = [[end, *rest] for end in ends for rest in ways.get(end, ())][:2]
    return ways[0][0] if len(ways.get(0, ())) == 1 else []


def _close_names(entry: Passage) -> Passage:
    """王  伟 closed up to 王伟 and set off from its neighbours.

    Names have three characters or are padded to it: a family name before its padding is the one left over by threes.
    """
    parts: list[Passage] = []
    at = 0
    for match in _PADDED.finditer(entry.text):
        if match[2] is None or len(match[1]) % _NAME_LENGTH != 1:
            continue
        family = match.end(1) - 1
        parts += (entry.cut(at, family), _GAP, squeeze(entry.cut(family, match.end())), _GAP)
        at = match.end()
    return Passage.join((*parts, entry.cut(at)))


def _is_name(text: str) -> bool:
    return len(text) > 1 and simplify(text[0]) in _tables()[1]


def _close_up(entry: Passage) -> Passage:
    """住 建 局 closed up to 住建局."""
    parts: list[Passage] = []
    at = 0
    for match in _SPACED_OUT.finditer(entry.text):
        parts += (entry.cut(at, match.start()), squeeze(entry.cut(*match.span())))
        at = match.end()
    return Passage.join((*parts, entry.cut(at)))


def _split(passage: Passage, separators: Iterable[re.Match[str]]) -> list[Passage]:
    parts: list[Passage] = []
    at = 0
    for match in separators:
        parts.append(passage.cut(at, match.start()))
        at = match.end()
    parts.append(passage.cut(at))
    stripped = (_trim(part) for part in parts)
    return [part for part in stripped if part]


def _trim(part: Passage) -> Passage:
    text = part.text
    left = len(text) - len(text.lstrip(_EDGE + "\n"))
    return part.cut(left, max(left, len(text.rstrip(_EDGE + "\n"))))
