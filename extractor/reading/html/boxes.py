"""A page as boxes: what stands on it, after what is hidden was left out and inline markup became lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_LETTERS = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Line:
    """Running text between two breaks."""

    text: str
    linked: int = 0
    """Letters and digits of it that stand in links."""
    links: int = 0
    attached: bool = False
    """Whether it has a link to a document."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the size that may hold text."""


@dataclass(slots=True, eq=False)
class Box:
    """A block element."""

    tag: str
    names: str = ""
    """Its class, id and role."""
    parts: list[Line | Picture | Box] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Cell(Box):
    """A cell of a table, with the spans that it asks for; 0 rows are all that follow."""

    rows: int = 1
    columns: int = 1


@dataclass(slots=True)
class Row:
    """A row of a table. Rows of one group share spans; those of lower rank stand first."""

    group: int
    rank: int
    cells: list[Cell] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class TableBox(Box):
    """A table; its parts are the caption, and what wrongly stands between the cells."""

    rows: list[Row] = field(default_factory=list)
    headed: bool = False
    """Whether its columns or rows are called what those of a bulletin are."""
    group: int = 0
    rank: int = 1


@dataclass(slots=True)
class Page:
    """A page taken apart."""

    body: Box
    titles: list[str] = field(default_factory=list)
    """What the page calls itself and its article, without white space."""
    hidden: list[str] = field(default_factory=list)
    """Words that nobody sees."""
    aside: list[str] = field(default_factory=list)
    """Words that are no part of the text: controls, the window's title, readings over characters."""
    comments: list[str] = field(default_factory=list)
    """Comments that read like prose."""
    frames: list[str] = field(default_factory=list)
    """Addresses of what the page shows of others."""


def letters(text: str) -> int:
    """The number of letters, ideographs and digits of `text`."""
    return len(_LETTERS.findall(text))


def lines(box: Box) -> Iterator[Line]:
    """All lines in `box`, those of tables included, in order."""
    for part in contents(box):
        if isinstance(part, Line):
            yield part
        elif isinstance(part, Box):
            yield from lines(part)


def contents(box: Box) -> Iterator[Line | Picture | Box]:
    """What stands directly in `box`; of a table also its cells."""
    yield from box.parts
    if isinstance(box, TableBox):
        for row in box.rows:
            yield from row.cells
