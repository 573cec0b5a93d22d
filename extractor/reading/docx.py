"""Word documents."""

import io
import docx
from .blocks import Content, Paragraph


def read(data: bytes) -> Content:
    d = docx.Document(io.BytesIO(data))
    return Content(tuple(Paragraph(p.text) for p in d.paragraphs))
