"""How fast PDF documents are read, beside pdfplumber used plainly on the same files.

The document is made here: pages of a ruled table with a narrative in each row. pdfplumber is asked for the
text and the tables of every page; hidden words, rows over pages and a second reading it does not know.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable

import pdfplumber

from extractor.reading.pdf import read
from extractor.reading.pdf.taking import take
from tests.pdffiles import grid, pdf, text

PAGES, ROWS, ROUNDS = 10, 20, 3
NARRATIVE = "截至5月底，已建成公厕12座，完成投资845.2万元。"
_XS = (60.0, 100.0, 220.0, 540.0)


def document() -> bytes:
    """Pages of a ledger."""
    pages = []
    for page in range(PAGES):
        content = grid(_XS, [780 - 35 * at for at in range(ROWS + 1)])
        for row in range(ROWS):
            cells = (str(page * ROWS + row + 1), "新建公厕12座", NARRATIVE)
            content += "".join(text(cell, x + 5, 758 - 35 * row, 10) for x, cell in zip(_XS, cells, strict=False))
        pages.append(content)
    return pdf(*pages)


def plain(data: bytes) -> object:
    """Text and tables by pdfplumber."""
    with pdfplumber.open(io.BytesIO(data)) as opened:
        return [(page.extract_text(), page.extract_tables()) for page in opened.pages]


def speed(work: Callable[[bytes], object], data: bytes) -> float:
    """Pages a second of the fastest of some rounds, by the time of this process."""
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.process_time()
        work(data)
        best = min(best, time.process_time() - begun)
    return PAGES / best


def main() -> None:
    """Prints the figures."""
    data = document()
    readers: tuple[tuple[str, Callable[[bytes], object]], ...] = (
        ("pdfplumber, plainly", plain),
        ("our reader", read),
        ("of it: without second reading", take),
    )
    for told, work in readers:
        print(f"{told:30} {speed(work, data):8.1f} pages/s")


if __name__ == "__main__":
    main()
