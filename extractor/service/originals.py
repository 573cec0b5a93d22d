"""The document that a narrative stands in: a picture of its page, or the words around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple

import pypdfium2
from PIL import Image, ImageDraw

from ..errors import ExtractorError, ReadError
from ..reading import read
from ..records import Box, Item
from ..spans import Span

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


class Originals:
    """Finds documents by their content in some folders. Safe to be asked by several threads."""

    def __init__(self, folders: Iterable[Path] = ()) -> None:
        self._folders = tuple(folders)
        self._lock = Lock()
        self._found: Mapping[str, Path] | None = None

    def path_of(self, digest: str) -> Path | None:
        """The file with that SHA-256, if one of the folders has it."""
        with self._lock:
            if self._found is None:
                self._found = {_digest(path): path for path in _files(self._folders)}
        return self._found.get(digest)

    def pages_of(self, digest: str, item: Item) -> tuple[int, ...]:
        """The pages that the narrative stands on, where a picture of them can be made."""
        path = self.path_of(digest)
        if path is None or path.suffix.lower() not in {".pdf", *_PICTURES}:
            return ()
        return tuple(sorted({located.place.page for located in item.places if located.place.page}))

    def picture(self, digest: str, item: Item, page: int) -> bytes:
        """The page (from 1) as PNG, with a frame around the narrative; raises `ReadError` where there is none."""
        path = self.path_of(digest)
        boxes = [each.place.box for each in item.places if each.place.page == page and each.place.box]
        if path is None or page not in self.pages_of(digest, item):
            raise ReadError(f"no picture of page {page}; name the folder of the documents with --documents")
        with self._lock:
            # the library that draws pages is not made for several threads
            return _drawn(path, page, tuple(boxes))

    def around(self, digest: str, item: Item) -> Around | None:
        """The words around the narrative; None where the document is not at hand or cannot be read."""
        path = self.path_of(digest)
        span = item.narrative.source_span()
        if path is None or span is None:
            return None
        text = _text(path)
        if text is None:
            return None
        before, after = Span(max(0, span.start - _AROUND), span.start), Span(span.end, span.end + _AROUND)
        return Around(before.of(text), span.of(text), after.of(text))


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        candidates = sorted(folder.rglob("*")) if folder.is_dir() else [folder]
        yield from (path for path in candidates if path.is_file() and path.stat().st_size <= _LARGEST)


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


@lru_cache(maxsize=32)
def _text(path: Path) -> str | None:
    try:
        return read(path).text
    except ExtractorError:
        return None


@lru_cache(maxsize=32)
def _drawn(path: Path, page: int, boxes: Sequence[Box]) -> bytes:
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
