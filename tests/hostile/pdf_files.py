"""PDF documents that hide, swell, loop, lie or are cut short."""

from __future__ import annotations

import zlib

from ..pdffiles import FONT, assembled, grid, lines, pdf, picture, stream, text
from .case import Case

_PROSE = lines("截至5月底，已建成12座。")
_HIDDEN = "已完工40个"
_PARSED = frozenset({"parsed"})
_NO_UNICODE = FONT.replace("/UniGB-UCS2-H", "/Identity-H").replace("(GB1)", "(Identity)")
_HTML = b"<html><script>alert(1)</script></html>"


def _warned(*checks: str) -> frozenset[str]:
    return frozenset(f"warned:{check}" for check in checks)


def _refused(*codes: str) -> frozenset[str]:
    return frozenset(f"refused:{code}" for code in codes)


def hidden(extra: str, x: float = 72, y: float = 700, size: float = 12) -> bytes:
    """Words that the page does not show beside some that it does."""
    return pdf(_PROSE + text(_HIDDEN, x, y, size, extra))


def bomb(megabytes: int, layers: int = 1) -> bytes:
    """A page whose content unpacks to very much more."""
    data = b" " * (megabytes << 20)
    for _ in range(layers):
        data = zlib.compress(data, 9)
    entries = f"/Filter [{'/FlateDecode ' * layers}]"
    return assembled(_skeleton("4 0 R") | {4: stream(data, entries)})


def operators(count: int) -> bytes:
    """A page of very many operators that draw nothing."""
    return assembled(_skeleton("4 0 R") | {4: stream("q Q\n" * count + _PROSE, packed=True)})


def shapes(count: int) -> bytes:
    """A page of very many lines."""
    return assembled(_skeleton("4 0 R") | {4: stream(_PROSE + "9 9 m 99 99 l S\n" * count, packed=True)})


def page_loop() -> bytes:
    """A tree of pages that has itself as a branch."""
    return assembled(_skeleton("4 0 R") | {2: "<< /Type /Pages /Count 2 /Kids [5 0 R 2 0 R] >>", 4: stream(_PROSE)})


def object_stream_in_itself() -> bytes:
    """A stream of objects that says it lies in itself."""
    packed = stream("4 0 << >>", "/Type /ObjStm /N 1 /First 4 /Extends 4 0 R")
    return assembled(_skeleton("6 0 R") | {4: packed, 6: stream(_PROSE)})


def many_pages(count: int) -> bytes:
    """One page, very many times."""
    kids = "5 0 R " * count
    return assembled(_skeleton("4 0 R") | {2: f"<< /Type /Pages /Count {count} /Kids [{kids}] >>", 4: stream(_PROSE)})


def table_loop() -> bytes:
    """A table of contents that leads back to itself."""
    whole = pdf(_PROSE)
    at = whole.rindex(b"xref\n0 1")
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % at)


def without_table() -> bytes:
    """A document that has lost its table of contents."""
    whole = pdf(_PROSE)
    return whole[: whole.rindex(b"xref\n0 1")]


def acting(action: str) -> bytes:
    """A document that wants something done when it is opened."""
    return pdf(_PROSE, catalog=f"/OpenAction << {action} >>")


def evil_cmap() -> bytes:
    """A font whose encoding is a path to a file."""
    return pdf(_PROSE, font=FONT.replace("/UniGB-UCS2-H", "/..#2f..#2f..#2ftmp#2fevil"))


def pictured(width: int, height: int, filter_name: str, data: bytes) -> bytes:
    """Words, and a picture that says it is very large."""
    entries = f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray"
    image = stream(data, f"{entries} /BitsPerComponent 8 /Filter /{filter_name}")
    content = _PROSE + "q 300 0 0 300 72 300 cm /I Do Q"
    return pdf(content, resources="/XObject << /I 100 0 R >>", objects={100: image})


def nested_forms(depth: int) -> bytes:
    """Forms inside forms, the last of which has the first inside."""
    forms: dict[int, bytes | str] = {
        100 + at: stream(
            f"/X Do {_PROSE if at == depth - 1 else ''}",
            "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >>"
            f" /XObject << /X {100 + (at + 1) % depth} 0 R >> >>",
        )
        for at in range(depth)
    }
    return pdf(_PROSE + "/X Do", resources="/XObject << /X 100 0 R >>", objects=forms)


def with_field() -> bytes:
    """A form field whose value is on the page."""
    look = stream(
        text("已完工9个", 2, 10),
        "/Type /XObject /Subtype /Form /BBox [0 0 200 40] /Resources << /Font << /F1 3 0 R >> >>",
    )
    field = "<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (9) /F 4 /Rect [72 600 272 640] /AP << /N 102 0 R >> >>"
    return pdf(
        _PROSE, page="/Annots [101 0 R]", catalog="/AcroForm << /Fields [101 0 R] >>", objects={101: field, 102: look}
    )


def with_undrawn_field() -> bytes:
    """A form field whose value only a program with forms would draw."""
    field = "<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (9) /F 4 /Rect [72 600 272 640] >>"
    return pdf(_PROSE, page="/Annots [101 0 R]", catalog="/AcroForm << /Fields [101 0 R] >>", objects={101: field})


def attached() -> bytes:
    """A document with a file inside."""
    names = "/Names << /EmbeddedFiles << /Names [(a) 101 0 R] >> >>"
    objects: dict[int, bytes | str] = {
        101: "<< /Type /Filespec /F (a.exe) /EF << /F 102 0 R >> >>",
        102: stream("MZ", "/Type /EmbeddedFile"),
    }
    return pdf(_PROSE, catalog=names, objects=objects)


def picture_only() -> bytes:
    """A page that is one picture."""
    return pdf("q 595 0 0 842 0 0 cm /I Do Q", resources="/XObject << /I 100 0 R >>", objects={100: picture(99, 140)})


def under_picture() -> bytes:
    """Words beneath a picture."""
    content = _PROSE + text(_HIDDEN, 72, 700) + "q 200 0 0 40 60 690 cm /I Do Q"
    return pdf(content, resources="/XObject << /I 100 0 R >>", objects={100: picture(9, 9)})


def encrypted() -> bytes:
    """A document that a password locks."""
    locked = (
        "/Root 1 0 R /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + "ab" * 32 + "> /U <" + "cd" * 32 + "> >>"
    )
    return assembled(_skeleton("4 0 R") | {4: stream(_PROSE)}, f"{locked} /ID [<{'12' * 16}> <{'12' * 16}>]")


def broken_page() -> bytes:
    """A sound page, and one that is no page."""
    kids = {2: "<< /Type /Pages /Count 2 /Kids [5 0 R 6 0 R] >>", 4: stream(_PROSE), 6: "[]"}
    return assembled(_skeleton("4 0 R") | kids)


def _skeleton(contents: str) -> dict[int, bytes | str]:
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
    return {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: "<< /Type /Pages /Count 1 /Kids [5 0 R] >>",
        3: FONT,
        5: f"{page} /Contents {contents} >>",
    }


_WHOLE = pdf(_PROSE + grid((72, 200, 400), (600, 640, 680)) + text("已建成7座", 80, 650))
_HIDES = _warned("hidden_text")
_LIMITS = _refused("quarantined_memory", "quarantined_time", "parser_crashed", "too_large", "no_text", "damaged")

CASES = (
    Case("D10", "junk before the beginning", lambda: b"\x01junk " * 160 + _WHOLE, _PARSED | _refused("damaged")),
    Case("D11", "an archive behind", lambda: _WHOLE + b"PK\x03\x04" + b"\0" * 99, _PARSED),
    *(
        Case("D18", f"cut at {share} %", lambda share=share: _WHOLE[: len(_WHOLE) * share // 100], _PARSED | _LIMITS)  # type: ignore[misc]
        for share in (25, 50, 75)
    ),
    Case("D73", "600 MB from a page", lambda: bomb(600), _LIMITS),
    Case("D74", "900 MB packed twice", lambda: bomb(900, 2), _LIMITS),
    Case("D75", "pages in a loop", page_loop, _warned("lost_pages")),
    Case("D75", "a page that is none", broken_page, _warned("lost_pages")),
    Case("D76", "a million operators", lambda: operators(500_000), _PARSED | _LIMITS),
    Case("D76", "300,000 lines", lambda: shapes(300_000), _refused("too_large")),
    Case("D77", "objects in themselves", object_stream_in_itself, _PARSED | _refused("damaged")),
    Case("D78", "100,000 pages", lambda: many_pages(100_000), _refused("too_large")),
    Case("D79", "a table of contents in a loop", table_loop, _PARSED | _refused("damaged")),
    Case("D79", "no table of contents", without_table, _PARSED | _refused("damaged")),
    Case("D80", "a password", encrypted, _refused("locked")),
    Case("D81", "a picture and no word", picture_only, _refused("needs_ocr", "no_text")),
    Case(
        "D82",
        "letters that are not told",
        lambda: pdf(_PROSE, font=_NO_UNICODE),
        _warned("unmapped") | _refused("needs_ocr", "no_text"),
    ),
    Case("D84", "invisible words", lambda: hidden("3 Tr"), _HIDES),
    Case("D84", "white words", lambda: hidden("1 g"), _HIDES),
    Case("D84", "words of 1 point", lambda: hidden("", size=1), _HIDES),
    Case("D84", "words off the page", lambda: hidden("", x=-400), _HIDES),
    Case("D84", "words cut off", lambda: hidden("0 0 9 9 re W n"), _HIDES),
    Case("D84", "words under a picture", under_picture, _HIDES),
    Case("D84", "words under a bar", lambda: pdf(_PROSE + text(_HIDDEN, 72, 700) + "0 g 60 690 200 40 re f"), _HIDES),
    Case("D85", "a script", lambda: acting("/S /JavaScript /JS (app.alert\\(1\\))"), _PARSED),
    Case("D85", "a program", lambda: acting("/S /Launch /F (/bin/sh)"), _PARSED),
    Case("D85", "an address", lambda: acting("/S /URI /URI (http://127.0.0.1:9/)"), _PARSED),
    Case("D86", "an attached file", attached, _PARSED),
    Case(
        "D86",
        "an XFA form",
        lambda: pdf(_PROSE, catalog="/AcroForm << /Fields [] /XFA 101 0 R >>", objects={101: stream(_HTML)}),
        _PARSED | _warned("xfa"),
    ),
    Case(
        "D87",
        "an encoding that is a path",
        evil_cmap,
        _PARSED
        | _warned("unmapped", "text_shortfall", "uncertain_words", "recognised")
        | _refused("needs_ocr", "no_text"),
    ),
    Case(
        "D88",
        "a picture of 60,000 by 60,000",
        lambda: pictured(60_000, 60_000, "FlateDecode", zlib.compress(b"\0" * 99)),
        _PARSED,
    ),
    Case("D88", "a damaged JBIG2 picture", lambda: pictured(600, 600, "JBIG2Decode", b"\x97JB2" * 9), _PARSED),
    Case("D89", "a filled field", with_field, _PARSED),
    Case("D89", "a filled field without a look", with_undrawn_field, _warned("undrawn_fields")),
    Case("D89", "forms in a loop", lambda: nested_forms(12), _PARSED | _warned("text_shortfall")),
)
