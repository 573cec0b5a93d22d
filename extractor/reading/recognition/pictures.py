"""Pictures taken from their bytes, one a page, upright as their maker saw them and in plain colours."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from ...errors import ReadError
from .sheets import Sheet

MAX_PIXELS = 100_000_000
"""Largest picture decoded: A4 at 1000 dpi."""
MAX_PAGES = 200
MOST_PIXELS = 20_000_000
"""Larger pictures are made smaller before anything is looked for: A3 at 300 dpi."""

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP")
_A4 = 595.0, 842.0
_POINTS_AN_INCH = 72
_DPI = range(72, 1300)
"""Resolutions that a scanner may have; what else a file tells is taken for a default of some program."""
_SMALLEST = 8


def sheets(data: bytes) -> Iterator[Sheet]:
    """Every page of the picture file `data`; of an animation, the first frame.

    Raises `ReadError` for what is damaged, too large or has too many pages.
    """
    picture = _opened(data)
    count = _pages(picture)
    if count > MAX_PAGES:
        raise ReadError(
            f"has {count:,} pages, more than the {MAX_PAGES} a bulletin may have; split it", code="too_large"
        )
    for index in range(count):
        try:
            picture.seek(index)
            check_size(picture.size)
            page = plain(picture)
        except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
            raise ReadError(
                f"page {index + 1} cannot be decoded ({error}); scan or save it anew", code="damaged"
            ) from None
        width, height = _points(picture, page.size)
        yield Sheet(index + 1, page, width, height)


def has_further_frames(data: bytes) -> bool:
    """Whether `data` is an animation."""
    return bool(getattr(_opened(data), "is_animated", False)) and _opened(data).format == "PNG"


def check_size(size: tuple[int, int]) -> None:
    """Raises `ReadError` where a picture of `size` is too large to decode, or too small to show a word."""
    width, height = size
    if width * height > MAX_PIXELS:
        told = f"{width:,} × {height:,} pixels are more than the {MAX_PIXELS / 1e6:.0f} million a page may have"
        raise ReadError(f"{told}; scan it at 300 dpi", code="too_large")
    if min(size) < _SMALLEST:
        raise ReadError(f"{width:,} × {height:,} pixels show no text; scan it at 300 dpi", code="no_text")


def plain(picture: Image.Image) -> Image.Image:
    """`picture` as RGB of at most `MOST_PIXELS`, turned as its camera says, on white where it is transparent."""
    upright = ImageOps.exif_transpose(picture)
    share = (MOST_PIXELS / (upright.width * upright.height)) ** 0.5
    opaque = _opaque(upright)
    if share >= 1:
        return opaque
    size = max(1, int(opaque.width * share)), max(1, int(opaque.height * share))
    return opaque.resize(size, Image.Resampling.BOX)


def _opened(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(BytesIO(data), formats=_FORMATS)
    except Image.DecompressionBombError:
        raise ReadError(
            f"has more than the {MAX_PIXELS / 1e6:.0f} million pixels a page may have; scan it at 300 dpi",
            code="too_large",
        ) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise ReadError(f"cannot be opened ({error}); scan or save it anew", code="damaged") from None
    check_size(picture.size)
    return picture


def _pages(picture: Image.Image) -> int:
    """Pages of a scan; the further frames of any other format are previews or an animation."""
    if picture.format != "TIFF":
        return 1
    count = 1
    while count <= MAX_PAGES:
        try:
            picture.seek(count)
        except EOFError:
            break
        count += 1
    return count


def _opaque(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith(("I", "F")):
        return _levelled(picture)
    if picture.has_transparency_data:
        coloured = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", coloured.size, "white"), coloured).convert("RGB")
    return picture.convert("RGB")


def _levelled(picture: Image.Image) -> Image.Image:
    """Values of 16 or 32 bits, the darkest black and the brightest white."""
    values = np.nan_to_num(np.asarray(picture, dtype=np.float32))
    darkest, brightest = float(values.min()), float(values.max())
    if brightest <= darkest:
        return Image.new("RGB", picture.size, "white")
    grey = (values - darkest) * (255 / (brightest - darkest))
    return Image.fromarray(grey.astype(np.uint8)).convert("RGB")


def _points(picture: Image.Image, size: tuple[int, int]) -> tuple[float, float]:
    """Width and height in points by the resolution the file tells, else as wide as A4."""
    told = picture.info.get("dpi")
    dpi = float(told[0]) if isinstance(told, tuple) and told[0] == told[1] else 0.0
    if round(dpi) in _DPI:
        stored = picture.width * picture.height
        scale = _POINTS_AN_INCH / dpi * (stored / (size[0] * size[1])) ** 0.5
    else:
        scale = _A4[size[0] > size[1]] / size[0]
    return size[0] * scale, size[1] * scale
