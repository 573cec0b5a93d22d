"""Notes and form fields that are laid over a page: those that it shows become part of it."""

from __future__ import annotations

from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

_SHOWN = {pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_STAMP}
_COMMENTS = {pdfium.FPDF_ANNOT_TEXT, pdfium.FPDF_ANNOT_FILEATTACHMENT}
_MOST = 10_000


class Annotated(NamedTuple):
    """A page with what is laid over it."""

    page: pypdfium2.PdfPage
    comments: int
    """How many comments show nothing but a sign."""
    undrawn: int
    """How many filled fields have no look of their own."""


def shown_annotations(document: pypdfium2.PdfDocument, index: int) -> Annotated:
    """A page, counted from 0, whose form fields and text boxes are words of the page as they look on it."""
    page = document[index]
    found = [_kind(page, at) for at in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST))]
    if any(kind in _SHOWN for kind, _ in found):
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        page.close()
        page = document[index]
    return Annotated(page, sum(kind in _COMMENTS for kind, _ in found), sum(undrawn for _, undrawn in found))


def _kind(page: pypdfium2.PdfPage, at: int) -> tuple[int, bool]:
    """The kind of an annotation, and whether it has a value but no look."""
    annotation = pdfium.FPDFPage_GetAnnot(page, at)
    kind: int = pdfium.FPDFAnnot_GetSubtype(annotation)
    has_value, has_look = (bool(pdfium.FPDFAnnot_HasKey(annotation, key)) for key in (b"V", b"AP"))
    pdfium.FPDFPage_CloseAnnot(annotation)
    return kind, kind == pdfium.FPDF_ANNOT_WIDGET and has_value and not has_look
