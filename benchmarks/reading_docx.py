"""How fast Word documents are read, beside python-docx used plainly on the same files.

The documents are made here: the gold bulletins as paragraphs, and ledger tables with merged cells and list
labels. python-docx is asked for the text of every paragraph and cell; labels, revisions, hidden words, notes
and text boxes it does not tell. Readers are timed by the time of their process; the last by the clock, since
it works in another.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from pathlib import Path

import docx
from docx.table import Table

from extractor.reading import load
from extractor.reading.docx import read
from extractor.reading.packages import open_package

BULLETINS = Path(__file__).parents[1] / "gold" / "bulletins"
ROUNDS = 5
ROWS = 200
Reader = Callable[[bytes], object]


def prose() -> bytes:
    """The gold bulletins, a paragraph a line."""
    document = docx.Document()
    for path in sorted(BULLETINS.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            document.add_paragraph(line)
    return _saved(document)


def ledger() -> bytes:
    """A table of many rows, its first column merged over pairs, its second an automatic number."""
    document = docx.Document()
    table = document.add_table(rows=ROWS, cols=5)
    cells = table._cells  # noqa: SLF001 - looking each up by row takes minutes
    narrative = next(iter(sorted(BULLETINS.glob("*.txt")))).read_text("utf-8")[400:600]
    for row in range(ROWS):
        first, second, *others = cells[row * 5 : row * 5 + 5]
        first.text = f"第{row}项" if row % 2 == 0 else ""
        second.paragraphs[0].style = "List Number"
        for cell in others:
            cell.text = narrative
    for row in range(0, ROWS - 1, 2):
        cells[row * 5].merge(cells[(row + 1) * 5])
    return _saved(document)


def plain(data: bytes) -> object:
    """The text of all paragraphs and cells by python-docx."""
    document = docx.Document(io.BytesIO(data))
    return [_texts(block) for block in document.iter_inner_content()]


def speed(read_one: Reader, data: bytes, clock: Callable[[], float]) -> float:
    """Documents a second of the fastest of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        begun = clock()
        read_one(data)
        best = min(best, clock() - begun)
    return 1 / best


def main() -> None:
    """Prints the figures."""
    readers: tuple[tuple[str, Reader, Callable[[], float]], ...] = (
        ("python-docx, plainly", plain, time.process_time),
        ("our reader", read, time.process_time),
        ("of it: the package checked", open_package, time.process_time),
        ("in a process with limits", lambda data: load(data, "a.docx"), time.perf_counter),
    )
    for name, data in (("three bulletins as prose", prose()), (f"ledger of {ROWS} rows", ledger())):
        print(f"{name}, {len(data) / 1000:.0f} kB")
        for told, read_one, clock in readers:
            print(f"  {told:28} {speed(read_one, data, clock):8.1f} documents/s")


def _saved(document: docx.document.Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _texts(block: object) -> object:
    if isinstance(block, Table):
        return [[cell.text for cell in row.cells] for row in block.rows]
    return getattr(block, "text", "")


if __name__ == "__main__":
    main()
