"""Pictures that are damaged, far too large, or of an odd kind."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from .case import Case

FONT = "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"
"""Of the Debian package fonts-wqy-zenhei."""
TEXT = "截至5月底已建成12座"
_PARSED, _DAMAGED, _BLANK = frozenset({"parsed"}), frozenset({"refused:damaged"}), frozenset({"refused:no_text"})
_TOO_LARGE = frozenset({"refused:too_large"})


def drawn(text: str = TEXT, size: tuple[int, int] = (420, 80), character: int = 32) -> Image.Image:
    """`text` in black on white."""
    picture = Image.new("RGB", size, "white")
    ImageDraw.Draw(picture).multiline_text((16, 16), text, "black", ImageFont.truetype(FONT, character), spacing=16)
    return picture


def saved(picture: Image.Image, name: str = "PNG", **options: object) -> bytes:
    """`picture` as a file."""
    file = BytesIO()
    picture.save(file, format=name, **options)
    return file.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG that tells a size and holds next to nothing."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")
    packed = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def cut(share: float, name: str) -> bytes:
    """The first `share` of a picture file."""
    data = saved(drawn(), name)
    return data[: int(share * len(data))]


def _sixteen_bits() -> Image.Image:
    return drawn().convert("I").point(lambda value: value * 257).convert("I;16")


def _on_its_side() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return saved(drawn().rotate(90, expand=True), "JPEG", exif=exif)


CASES = (
    *(
        Case("D18", f"{name} cut at {share:.0%}", lambda name=name, share=share: cut(share, name), _DAMAGED)  # type: ignore[misc]
        for name in ("PNG", "JPEG", "TIFF")
        for share in (0.25, 0.5, 0.75)
    ),
    Case("D88", "60,000 × 60,000 pixels", lambda: bomb(60_000, 60_000), _TOO_LARGE),
    Case("D88", "11,000 × 11,000 pixels", lambda: bomb(11_000, 11_000), _TOO_LARGE),
    Case("D88", "no pixels", lambda: bomb(0, 0), _DAMAGED),
    Case("D88", "one pixel", lambda: saved(Image.new("RGB", (1, 1))), _BLANK),
    Case("D88", "blank", lambda: saved(Image.new("L", (800, 600), 255)), _BLANK),
    Case("D88", "black", lambda: saved(Image.new("L", (800, 600), 0)), _BLANK),
    Case("D88", "CMYK", lambda: saved(drawn().convert("CMYK"), "TIFF"), _PARSED),
    Case("D88", "one bit", lambda: saved(drawn().convert("1"), "TIFF", compression="group4"), _PARSED),
    Case("D88", "sixteen bits", lambda: saved(_sixteen_bits(), "PNG"), _PARSED),
    Case("D88", "a palette", lambda: saved(drawn().convert("P"), "PNG"), _PARSED),
    Case("D88", "turned by its camera", _on_its_side, _PARSED),
    Case(
        "D88",
        "animated",
        lambda: saved(drawn(), save_all=True, append_images=[drawn("别的")]),
        frozenset({"warned:further_frames"}),
    ),
    Case("D88", "bitmap", lambda: saved(drawn(), "BMP"), _PARSED),
)
