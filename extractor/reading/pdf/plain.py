"""A second reading of a document by another library, which knows letters but not where or whether they show."""

from __future__ import annotations

import time
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.utils import MATRIX_IDENTITY, apply_matrix_pt, mult_matrix

MOST_PAGES = 20
"""Pages read a second time; of a longer document, so many spread over it."""
_MOST_SECONDS = 15.0
"""Of this process's own time."""
_SAME = 2.0
"""Points by which words that are printed twice may be off."""


class GaveUpError(Exception):
    """A second reading takes too long, or the document is too damaged for it."""


def sampled(count: int) -> range:
    """Which of `count` pages, from 0, are read a second time."""
    return range(0, count, -(-count // MOST_PAGES) or 1)


def all_words(data: bytes, pages: Iterable[int]) -> str:
    """The words of the `pages` of a document, counted from 0; raises `GaveUpError` where they cannot be had."""
    wanted = set(pages)
    device = _Letters()
    interpreter = _Interpreter(device.rsrcmgr, device)
    try:
        for index, page in enumerate(PDFPage.create_pages(PDFDocument(PDFParser(BytesIO(data))))):
            if index in wanted:
                interpreter.process_page(page)
    except GaveUpError:
        raise
    except Exception as error:  # the library raises all sorts on damaged files
        raise GaveUpError(str(error)) from error
    return "".join(device.letters)


class _Letters(PDFTextDevice):
    def __init__(self) -> None:
        super().__init__(PDFResourceManager())
        self.letters: list[str] = []
        self._seen: set[tuple[str, int, int]] = set()

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:  # noqa: ANN401, ARG002
        font = textstate.font
        pieces = [piece for piece in seq if isinstance(piece, bytes)] if font is not None else []
        words = "".join(_letter(font, code) for piece in pieces for code in font.decode(piece))
        x, y = apply_matrix_pt(mult_matrix(textstate.matrix, self.ctm or MATRIX_IDENTITY), textstate.linematrix)
        key = (words, round(x / _SAME), round(y / _SAME))
        if key not in self._seen:  # letters printed twice to look bold
            self.letters.append(words)
        self._seen.add(key)


class _Interpreter(PDFPageInterpreter):
    """Gives up where its time is spent."""

    def __init__(self, manager: PDFResourceManager, device: PDFTextDevice) -> None:
        super().__init__(manager, device)
        self._until = time.process_time() + _MOST_SECONDS

    def dup(self) -> PDFPageInterpreter:
        """The interpreter of a form, which has no more time than its page."""
        inner = _Interpreter(self.rsrcmgr, self.device)  # type: ignore[arg-type]
        inner._until = self._until
        return inner

    def pop(self, n: int) -> list[Any]:
        """The arguments of an operator."""
        if time.process_time() > self._until:
            raise GaveUpError("takes too long")
        return super().pop(n)


def _letter(font: Any, code: int) -> str:  # noqa: ANN401
    try:
        letter: str = font.to_unichr(code)
    except PDFUnicodeNotDefined:
        return ""
    return letter
