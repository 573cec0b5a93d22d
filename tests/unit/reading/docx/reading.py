"""Documents read in this process, and what came of it."""

from __future__ import annotations

from extractor.reading.blocks import Content, Grid
from extractor.reading.composing import Composition
from extractor.reading.docx import read
from tests.wordfiles import word


def text_of(content: Content | bytes | str) -> str:
    """The text of a document, of its bytes, or of a body."""
    composition = Composition()
    composition.add(_content(content).blocks)
    return composition.text


def checks_of(content: Content | bytes | str) -> list[str]:
    """The names of the notes on a document."""
    return [note.check for note in _content(content).notes]


def count_told(content: Content | bytes | str, check: str) -> str:
    """The English words of one note."""
    return next(note.en for note in _content(content).notes if note.check == check)


def grid_of(body: str) -> list[tuple[str, int, int, int, int]]:
    """The cells of the first table: text, row, column, rows, columns."""
    grid = next(block for block in read(word(body)).blocks if isinstance(block, Grid))
    return [(text_of(Content(each.blocks)), each.row, each.column, each.rows, each.columns) for each in grid.cells]


def _content(content: Content | bytes | str) -> Content:
    if isinstance(content, Content):
        return content
    return read(word(content) if isinstance(content, str) else content)
