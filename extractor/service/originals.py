"""The document that a narrative stands in: a picture of its page, the row of its table, or the words around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Final, Literal, NamedTuple

import pypdfium2
from PIL import Image, ImageDraw

from ..errors import ExtractorError, ReadError
from ..reading import read
from ..records import Box, Item, SourceText
from ..spans import Span
from .document_rows import TurnedRow, row_of

_WIDTH: Final = 1400
"""Pixels of a page's picture."""
_LARGEST: Final = 50 * 1024 * 1024
_MOST_PIXELS: Final = 40_000_000
_AROUND: Final = 300
"""Characters shown before and after a narrative."""
_PICTURES: Final = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"})
_FRAME: Final = (200, 30, 30)


class Around(NamedTuple):
    """A narrative with the words of the document before and after it."""

    before: str
    narrative: str
    after: str


class Recorded(NamedTuple):
    """A document as a run read it."""

    sha256: str
    path: str | None
    """Where it lay then; None where that was not kept."""


Absence = Literal["gone", "changed", "unknown", "unreadable"]
"""Why a document is not shown: not where it lay, other bytes there now, not known where it lay, or not to be read."""


class Beside(NamedTuple):
    """What can be shown of a document beside a narrative."""

    pages: tuple[int, ...] = ()
    """Pages that a picture can be made of."""
    row: TurnedRow | None = None
    around: Around | None = None
    absence: Absence | None = None
    path: str | None = None
    """Where the document is, or was."""


class Originals:
    """Finds documents by their content, in some folders or where they lay. Safe to be asked by several threads."""

    def __init__(self, folders: Iterable[Path] = ()) -> None:
        self._folders = tuple(folders)
        self._lock = Lock()
        self._found: Mapping[str, Path] | None = None

    def path_of(self, document: Recorded) -> Path | None:
        """The file with the content that was read, in one of the folders or where it lay then."""
        with self._lock:
            if self._found is None:
                self._found = {_digest(path): path for path in _files(self._folders)}
        found = self._found.get(document.sha256)
        return found if found is not None and found.is_file() else _where_it_lay(document)

    def beside(self, document: Recorded, item: Item) -> Beside:
        """What of the document stands beside a narrative, or why nothing does."""
        path = self.path_of(document)
        if path is None:
            return Beside(absence=_absence(document), path=document.path)
        if pages := _pages(path, item):
            return Beside(pages, path=str(path))
        source = _read(path, document.sha256)
        if source is None:
            return Beside(absence="unreadable", path=str(path))
        row = row_of(source, item.narrative)
        return Beside(row=row, around=None if row else _around(source, item), path=str(path))

    def picture(self, document: Recorded, item: Item, page: int) -> bytes:
        """The page (from 1) as PNG, with a frame around the narrative; raises `ReadError` where there is none."""
        path = self.path_of(document)
        boxes = [each.place.box for each in item.places if each.place.page == page and each.place.box]
        if path is None or page not in _pages(path, item):
            raise ReadError(
                f"no picture of page {page}; name the folder of the documents with --documents", code="no_page"
            )
        with self._lock:
            # the library that draws pages is not made for several threads
            return _drawn(path, document.sha256, page, tuple(boxes))


def _pages(path: Path, item: Item) -> tuple[int, ...]:
    if path.suffix.lower() not in {".pdf", *_PICTURES}:
        return ()
    return tuple(sorted({located.place.page for located in item.places if located.place.page}))


def _around(source: SourceText, item: Item) -> Around | None:
    span = item.narrative.source_span()
    if span is None:
        return None
    before, after = Span(max(0, span.start - _AROUND), span.start), Span(span.end, span.end + _AROUND)
    return Around(before.of(source.text), span.of(source.text), after.of(source.text))


def _where_it_lay(document: Recorded) -> Path | None:
    if document.path is None:
        return None
    path = Path(document.path)
    state = _state(path)
    return path if state and _digest_of(path, state) == document.sha256 else None


def _absence(document: Recorded) -> Absence:
    if document.path is None:
        return "unknown"
    return "changed" if _state(Path(document.path)) else "gone"


def _state(path: Path) -> tuple[int, int] | None:
    """Length and time of change of a file that can be read; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_size, found.st_mtime_ns) if path.is_file() and found.st_size <= _LARGEST else None


@lru_cache(maxsize=1024)
def _digest_of(path: Path, _state: tuple[int, int]) -> str | None:
    try:
        return _digest(path)
    except OSError:
        return None


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        candidates = sorted(folder.rglob("*")) if folder.is_dir() else [folder]
        yield from (path for path in candidates if path.is_file() and path.stat().st_size <= _LARGEST)


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


@lru_cache(maxsize=32)
def _read(path: Path, _digest: str) -> SourceText | None:
    try:
        return read(path)
    except ExtractorError:
        return None


@lru_cache(maxsize=32)
def _drawn(path: Path, _digest: str, page: int, boxes: Sequence[Box]) -> bytes:
    picture = _page(path, page)
    draw = ImageDraw.Draw(picture)
    width, height = picture.size
    for box in boxes:
        corners = (box.left * width, box.top * height, box.right * width, box.bottom * height)
        draw.rectangle(corners, outline=_FRAME, width=max(2, width // 400))
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _page(path: Path, page: int) -> Image.Image:
    if path.suffix.lower() in _PICTURES:
        with Image.open(path) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise ReadError(f"{path.name}: has too many pixels to be shown", code="size")
            return opened.convert("RGB")
    try:
        document = pypdfium2.PdfDocument(path)
        if page > len(document):
            raise ReadError(f"{path.name}: has no page {page}", code="no_page")
        drawn: Image.Image = document[page - 1].render(scale=_WIDTH / document[page - 1].get_width()).to_pil()
    except pypdfium2.PdfiumError as error:
        raise ReadError(f"{path.name}: the page cannot be drawn ({error})", code="read") from None
    return drawn.convert("RGB")
