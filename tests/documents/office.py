"""Word documents converted by LibreOffice, and pages made pictures."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL.Image import Image

PROGRAM = shutil.which("soffice")
_SECONDS = 120
_FILTERS = {"doc": "doc:MS Word 97", "pdf": "pdf:writer_pdf_Export"}
_POINTS_AN_INCH = 72


def converted(document: bytes, target: str) -> bytes:
    """A Word `document` as ``doc`` or ``pdf``; each call has a profile of its own."""
    return all_converted({"document": document}, target)["document"]


def all_converted(documents: Mapping[str, bytes], target: str) -> dict[str, bytes]:
    """Word documents by name, converted in one run of the program, which is most of the time of a single one."""
    with TemporaryDirectory(prefix="extractor-test-") as folder:
        sources = {name: Path(folder, f"{at}.docx") for at, name in enumerate(documents)}
        for name, source in sources.items():
            source.write_bytes(documents[name])
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        options = ["--headless", "--norestore", "--nologo", "--convert-to", _FILTERS[target], "--outdir", folder]
        subprocess.run(  # noqa: S603 - the office program and our own files
            [PROGRAM or "soffice", profile, *options, *map(str, sources.values())],
            check=True,
            capture_output=True,
            timeout=_SECONDS,
        )
        return {name: source.with_suffix(f".{target}").read_bytes() for name, source in sources.items()}


def pictures(pdf: bytes, dpi: int = 200) -> list[Image]:
    """Each page of `pdf` as a picture."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=dpi / _POINTS_AN_INCH).to_pil() for page in document]


def scanned(pdf: bytes, dpi: int = 200) -> bytes:
    """`pdf` as a scanner makes it: a picture on each page, and no text."""
    first, *others = pictures(pdf, dpi)
    file = BytesIO()
    first.save(file, format="PDF", resolution=dpi, save_all=True, append_images=others)
    return file.getvalue()
