"""PDF documents written by hand, so that each test has in them what it needs and no more."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

WIDTH, HEIGHT = 595, 842
"""Of a page, in points."""
FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font"
    " /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4"
    " >> /DW 1000 /W [1 95 500] /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox"
    " [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>] >>"
)
"""A font that is not in the document; ideographs are one em wide, letters and digits half of it."""


def text(words: str, x: float, y: float, size: float = 12, extra: str = "") -> str:
    """`words` at a point that counts from the lower left corner, by operators; `extra` ones come before."""
    code = words.encode("utf-16-be").hex()
    return f"q {extra} BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{code}> Tj ET Q\n"


def lines(*rows: str, top: float = 760, left: float = 72, size: float = 12, pitch: float = 20) -> str:
    """A line for each of `rows`, from the `top` down."""
    return "".join(text(row, left, top - pitch * at, size) for at, row in enumerate(rows) if row)


def grid(xs: Sequence[float], ys: Sequence[float]) -> str:
    """Lines through all `xs` and `ys`."""
    across = "".join(f"{xs[0]} {y} m {xs[-1]} {y} l S\n" for y in ys)
    return across + "".join(f"{x} {ys[0]} m {x} {ys[-1]} l S\n" for x in xs)


def stream(content: bytes | str, entries: str = "", *, packed: bool = False) -> bytes:
    """A stream object."""
    data = content.encode("latin-1") if isinstance(content, str) else content
    if packed:
        data, entries = zlib.compress(data), f"{entries} /Filter /FlateDecode"
    return f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def picture(width: int, height: int, *, grey: int = 128) -> bytes:
    """A grey picture."""
    entries = f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray"
    return stream(bytes([grey]) * (width * height), f"{entries} /BitsPerComponent 8", packed=True)


def pdf(
    *contents: str,
    page: str = "",
    resources: str = "",
    objects: Mapping[int, bytes | str] | None = None,
    catalog: str = "",
    font: str = FONT,
) -> bytes:
    """A document of a page for each of `contents`, with more `objects` by number from 100 on."""
    first = 1000
    kids = " ".join(f"{first + 2 * at} 0 R" for at in range(len(contents)))
    numbered: dict[int, bytes | str] = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        2: f"<< /Type /Pages /Count {len(contents)} /Kids [{kids}] >>",
        3: font,
    }
    for own, content in zip(range(first, first + 2 * len(contents), 2), contents, strict=True):
        numbered[own] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {own + 1} 0 R"
            f" /Resources << /Font << /F1 3 0 R >> {resources} >> {page} >>"
        )
        numbered[own + 1] = stream(content)
    return assembled(numbered | dict(objects or {}))


def assembled(objects: Mapping[int, bytes | str], trailer: str = "/Root 1 0 R") -> bytes:
    """Objects by number as a file with its table of contents."""
    parts = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
    offsets: dict[int, int] = {}
    size = len(parts[0])
    for number, told in sorted(objects.items()):
        body = told.encode("latin-1") if isinstance(told, str) else told
        offsets[number] = size
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        size += len(parts[-1])
    table = ["xref\n0 1\n0000000000 65535 f \n"]
    table += [f"{number} 1\n{offset:010} 00000 n \n" for number, offset in offsets.items()]
    end = f"trailer\n<< /Size {max(objects) + 1} {trailer} >>\nstartxref\n{size}\n%%EOF\n"
    return b"".join([*parts, "".join(table).encode(), end.encode()])
