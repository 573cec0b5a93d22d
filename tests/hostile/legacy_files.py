"""Legacy documents: whole, broken, locked, and such that would run a macro or fetch a picture.

LibreOffice, which reads them, also makes the ones that no script can write.
"""

from __future__ import annotations

import subprocess
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from ..wordfiles import cell, paragraph, row, word
from .case import Case

_WIDTH = '<w:tcW w:w="4000" w:type="dxa"/>'
_TEXT = paragraph("截至5月底，已建成12座。") + (
    '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid>'
    + "".join(row(*(cell(each, _WIDTH) for each in pair)) for pair in (("任务", "进展"), ("改厕", "完成64%")))
    + "</w:tbl>"
    + paragraph("注：数据由各单位提供。")
)
_MAGIC, _SECTOR = b"\xec\xa5", 64
_BLOCK = 512
_FLAGS_AT = 10
_FAST_SAVED, _LOCKED = 1 << 2, 1 << 8
_ODF = {
    prefix: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("svg", "svg-compatible"),
        ("script", "script"),
    )
} | {"xlink": "http://www.w3.org/1999/xlink"}  # fmt: skip
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_LIBRARY = 'xmlns:library="http://openoffice.org/2000/library"'


@cache
def saved_as(suffix: str) -> bytes:
    """The document above as LibreOffice saves it; `suffix` may name a filter besides."""
    with TemporaryDirectory() as folder:
        source = Path(folder, "document.docx")
        source.write_bytes(word(_TEXT))
        command = ("soffice", f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless")
        to = ("--convert-to", suffix, "--outdir", folder, str(source))
        subprocess.run((*command, *to), check=True, capture_output=True, timeout=90)  # noqa: S603 - words of our own
        return Path(folder, f"document.{suffix.partition(':')[0]}").read_bytes()


def flagged(flag: int) -> bytes:
    """A legacy document whose header has a flag set."""
    data = bytearray(saved_as("doc"))
    at = next(at for at in range(_SECTOR, len(data), _SECTOR) if data.startswith(_MAGIC, at))
    flags = int.from_bytes(data[at + _FLAGS_AT : at + _FLAGS_AT + 2], "little") | flag
    data[at + _FLAGS_AT : at + _FLAGS_AT + 2] = flags.to_bytes(2, "little")
    return bytes(data)


def looping() -> bytes:
    """A legacy document whose table of sectors leads in circles."""
    data = bytearray(saved_as("doc"))
    first = int.from_bytes(data[76:80], "little")
    at = (first + 1) * _BLOCK
    for entry in range(at, at + _BLOCK, 4):
        data[entry : entry + 4] = (1).to_bytes(4, "little")
    return bytes(data)


def cut() -> bytes:
    """A legacy document of which a third is missing."""
    data = saved_as("doc")
    return data[: len(data) * 2 // 3]


def odt(body: str, scripts: str = "", extra: dict[str, str] | None = None) -> bytes:
    """An OpenDocument text."""
    extra = extra or {}
    spaces = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in _ODF.items())
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2">{scripts}'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in ("content.xml", *extra)
    )
    kind = "application/vnd.oasis.opendocument.text"
    root = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        manifest = f'<manifest:manifest xmlns:manifest="{_MANIFEST}">{root}{listed}</manifest:manifest>'
        archive.writestr("META-INF/manifest.xml", manifest)
        for name, text in extra.items():
            archive.writestr(name, text)
    return file.getvalue()


def with_picture(address: str) -> bytes:
    """A picture that stands elsewhere."""
    image = f'<draw:image xlink:href="{address}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>'
    frame = f'<draw:frame svg:width="5cm" svg:height="5cm">{image}</draw:frame>'
    return odt(f"<text:p>{frame}截至5月底，已建成12座。</text:p>")


def with_section(address: str) -> bytes:
    """A section whose words stand in another file."""
    source = f'<text:section-source xlink:href="{address}" text:filter-name="Text"/>'
    return odt(f'<text:section text:name="s">{source}<text:p>旧</text:p></text:section><text:p>已建成12座。</text:p>')


def with_macro(written: str) -> bytes:
    """A macro that runs when the document is opened, and writes a file."""
    listener = (
        '<office:scripts><office:event-listeners><script:event-listener script:language="ooo:script"'
        ' script:event-name="dom:load" xlink:type="simple" xlink:href="vnd.sun.star.script:Standard.Module1.Main'
        '?language=Basic&amp;location=document"/></office:event-listeners></office:scripts>'
    )
    macro = f'Sub Main\nOpen "{written}" For Output As #1\nPrint #1,"x"\nClose #1\nEnd Sub'
    module = (
        '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"'
        f' script:language="StarBasic">{macro}</script:module>'
    )
    library = (
        f'<library:library {_LIBRARY} library:name="Standard" library:readonly="false"'
        ' library:passwordprotected="false"><library:element library:name="Module1"/></library:library>'
    )
    libraries = (
        f'<library:libraries {_LIBRARY} xmlns:xlink="{_ODF["xlink"]}">'
        '<library:library library:name="Standard" library:link="false"/></library:libraries>'
    )
    extra = {
        "Basic/script-lc.xml": libraries,
        "Basic/Standard/script-lb.xml": library,
        "Basic/Standard/Module1.xml": module,
    }
    return odt("<text:p>截至5月底，已建成12座。</text:p>", listener, extra)


def endless_table() -> bytes:
    """A table of a milliard rows, told in a few bytes."""
    cell = '<table:table-cell table:number-columns-repeated="1000000"><text:p>甲</text:p></table:table-cell>'
    return odt(
        f'<table:table><table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row></table:table>'
    )


def rtf(body: str) -> bytes:
    """An RTF document."""
    told = "".join(each if ord(each) < 128 else f"\\u{ord(each) - (ord(each) > 32767) * 65536}?" for each in body)
    return f"{{\\rtf1\\ansi {told}}}".encode("ascii")


def laughing_word_xml() -> bytes:
    """A Word 2003 document with entities in entities."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    space = 'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"'
    body = "<w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body>"
    head = f'<?xml version="1.0"?><?mso-application progid="Word.Document"?><!DOCTYPE x [<!ENTITY l0 "ha">{levels}]>'
    return f"{head}<w:wordDocument {space}>{body}</w:wordDocument>".encode()


def _refused(*codes: str) -> frozenset[str]:
    return frozenset(f"refused:{code}" for code in codes)


WRITTEN_BY_MACRO = Path(gettempdir(), "written-by-a-hostile-macro")
"""What is there only where a macro ran."""
_ELSEWHERE = "http://127.0.0.1:9/a.png"
_PARSED = frozenset({"parsed"})
_BROKEN = _PARSED | _refused("conversion", "no_text", "quarantined_time", "damaged", "format")

CASES = (
    Case("D07", "RTF", lambda: saved_as("rtf"), _PARSED),
    Case("D64", "Word 97", lambda: saved_as("doc"), _PARSED),
    Case("D64", "Word 2003 XML", lambda: saved_as("xml:MS Word 2003 XML"), _PARSED),
    Case("D64", "OpenDocument", lambda: saved_as("odt"), _PARSED),
    Case("D66", "fast-saved", lambda: flagged(_FAST_SAVED), _PARSED),
    Case("D67", "locked", lambda: flagged(_LOCKED), _refused("locked")),
    Case("D68", "sectors in circles", looping, _BROKEN),
    Case("D68", "a third missing", cut, _BROKEN),
    Case("D69", "macro on opening", lambda: with_macro(str(WRITTEN_BY_MACRO)), _PARSED),
    Case("D70", "picture elsewhere", lambda: with_picture(_ELSEWHERE), _PARSED | {"warned:pictures_prevail"}),
    Case("D70", "section of another file", lambda: with_section("file:///etc/passwd"), _PARSED),
    Case("D72", "table of a milliard rows", endless_table, _BROKEN | _refused("quarantined_memory", "too_large")),
    Case("D72", "RTF a million groups deep", lambda: rtf("{" * 1_000_000 + "12座" + "}" * 1_000_000), _BROKEN),
    Case("D72", "RTF with a promise of two milliard bytes", lambda: rtf("{\\bin2000000000 x}已建成12座。"), _BROKEN),
    Case(
        "D72", "Word 2003 XML with entities", laughing_word_xml, _refused("conversion", "quarantined_time", "xml_dtd")
    ),
)
