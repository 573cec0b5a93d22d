"""Pages a minute of recognition, beside rapidocr used plainly; needs LibreOffice and the extra ocr.

``python -m benchmarks.recognition``. rapidocr gives lines and their boxes; no rules, cells, angles or reading order.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from PIL import Image
from rapidocr import RapidOCR

from extractor.reading.recognition import Sheet, recognise
from tests.documents import gold, office, word

_PAGES = 2
"""Of each bulletin."""


def pictures() -> list[Image.Image]:
    """The first pages of the three bulletins at 200 dpi."""
    documents = (office.converted(word.written(gold.blocks(stem)), "pdf") for stem in gold.STEMS)
    return [page for document in documents for page in office.pictures(document)[:_PAGES]]


def speed(read: Callable[[Image.Image], object], pages: list[Image.Image]) -> float:
    """Pages a minute, the first read once beforehand."""
    read(pages[0])
    begun = time.perf_counter()
    for page in pages:
        read(page)
    return 60 * len(pages) / (time.perf_counter() - begun)


def main() -> None:
    """Prints the figures."""
    pages = pictures()
    plain = RapidOCR(params={"Global.log_level": "critical"})
    print(f"rapidocr, plainly {speed(lambda page: plain(np.asarray(page)), pages):6.1f} pages/min")
    print(f"our reader        {speed(lambda page: recognise([Sheet(1, page, 842, 595)]), pages):6.1f} pages/min")


if __name__ == "__main__":
    main()
