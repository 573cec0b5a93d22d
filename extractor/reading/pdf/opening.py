"""PDF documents opened, or refused with a reason."""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium

from ...errors import ReadError

MOST_PAGES = 2_000


def opened(data: bytes) -> pypdfium2.PdfDocument:
    """The document `data`; raises `ReadError` where it is locked, damaged or has more pages than a bulletin may."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise ReadError("is locked by a password; take the password off first", code="locked") from None
        raise ReadError("is damaged, or no PDF document; save it anew", code="damaged") from None
    if len(document) > MOST_PAGES:
        told = f"{len(document):,} pages are more than the {MOST_PAGES:,} a bulletin may have"
        raise ReadError(f"{told}; split it", code="too_large")
    return document
