"""Word documents that hide, link, nest or lie."""

from __future__ import annotations

from ..wordfiles import R, cell, members, paragraph, row, run, table, word, zipped
from .case import Case

_TEXT = paragraph("截至5月底，已建成12座。")
_ELSEWHERE = "http://127.0.0.1:9"
_PARSED = frozenset({"parsed"})


def _warned(*checks: str) -> frozenset[str]:
    return frozenset(f"warned:{check}" for check in checks)


def _refused(*codes: str) -> frozenset[str]:
    return frozenset(f"refused:{code}" for code in codes)


def headless() -> bytes:
    """A package whose main part is missing."""
    parts = members(_TEXT)
    del parts["word/document.xml"]
    return zipped(parts | {"word/other.xml": "<x/>"})


def deep(levels: int, tag: str) -> bytes:
    """Elements inside elements."""
    return word(paragraph(f"<w:{tag}>" * levels + run("已建成12座。") + f"</w:{tag}>" * levels))


def matryoshka(levels: int) -> bytes:
    """Tables inside tables."""
    body = "<w:tbl><w:tr><w:tc>" * levels + _TEXT + "</w:tc></w:tr></w:tbl>" * levels
    return word(body)


def endless_word() -> bytes:
    """One run of eleven million characters."""
    return word(paragraph(run("".join(f"{index:07}座" for index in range(1_400_000)))))


def many_paragraphs(count: int, length: int) -> bytes:
    """More paragraphs than any bulletin has; each differs, so that the package is not dense."""
    return word("".join(f"<w:p><w:r><w:t>{index:x}{'建成十二座' * length}</w:t></w:r></w:p>" for index in range(count)))


def many_elements(count: int) -> bytes:
    """Small elements without a word, which take far more memory as a tree than in the file."""
    return word("".join(f'<w:p w:x="{index:x}"/>' for index in range(count)) + _TEXT)


def linked_picture() -> bytes:
    """A picture that is a file of the machine that reads it."""
    picture = (
        '<w:r><w:drawing><wp:inline><wp:extent cx="9000000" cy="9000000"/><a:blip r:link="rId9"/></wp:inline>'
        "</w:drawing></w:r>"
    )
    return word(_TEXT * 30 + paragraph(picture), related={"rId9": (f"{R}/image", "file:///etc/passwd")})


def elsewhere(kind: str) -> bytes:
    """A document that would have something fetched from a network."""
    return word(_TEXT, related={"rId9": (f"{R}/{kind}", f"{_ELSEWHERE}/x")})


def imported() -> bytes:
    """A web page that Word imports when it opens the document."""
    page = "<!DOCTYPE html><html><body>已完工40个<script>x()</script></body></html>"
    parts = members(_TEXT + '<w:altChunk r:id="rId9"/>', related={"rId9": (f"{R}/aFChunk", "chunk.html")})
    return zipped(parts | {"word/chunk.html": page})


def macros() -> bytes:
    """A document with macros called .docx, and an object that is a program."""
    shown = '<w:r><w:object><o:OLEObject ProgID="Package" r:id="rId9"/></w:object></w:r>'
    parts = members(
        _TEXT + paragraph(shown),
        related={"rId8": (f"{R}/vbaProject", "vbaProject.bin"), "rId9": (f"{R}/oleObject", "embeddings/o.bin")},
    )
    types = str(parts["[Content_Types].xml"]).replace(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    return zipped(
        parts | {"[Content_Types].xml": types, "word/vbaProject.bin": b"\xd0\xcf" * 9, "word/embeddings/o.bin": b"MZ"}
    )


def revised() -> bytes:
    """Insertions and deletions of figures."""
    gone = "<w:del><w:r><w:delText>25</w:delText></w:r></w:del>"
    return word(paragraph(f"{run('完工')}{gone}<w:ins>{run('40')}</w:ins>{run('个。')}"))


def fields() -> bytes:
    """A field that would start a program."""
    begin, split, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    order = r'<w:r><w:instrText>DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc"</w:instrText></w:r>'
    return word(_TEXT + paragraph(begin + order + split + run("40") + end))


def numbered_in_circles() -> bytes:
    """Lists and styles that lead back to themselves, and numbers beyond all counting."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
        '<w:style w:type="numbering" w:styleId="n"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="n"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="999999999"/>'
        '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1%1%9"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    listed = '<w:pStyle w:val="a"/><w:numPr><w:numId w:val="{}"/></w:numPr>'
    body = "".join(paragraph("建成12座。", listed.format(name)) for name in (1, 2, 2, 3))
    return word(body, {"styles": styles, "numbering": numbering})


def absurd_grid() -> bytes:
    """Cells said to cover a milliard columns."""
    span = '<w:gridSpan w:val="1000000000"/><w:vMerge/>'
    before = '<w:gridBefore w:val="1000000000"/>'
    return word(table(*(row(cell("建成12座。", span), properties=before) for _ in range(50))))


def in_the_margin() -> bytes:
    """A document whose words stand in the header alone."""
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    return word(paragraph("") + section, {"header1": _TEXT})


def picture_alone() -> bytes:
    """A picture of a table, and no word."""
    picture = '<w:r><w:pict><v:shape><v:imagedata r:id="rId9"/></v:shape></w:pict></w:r>'
    return zipped(
        members(paragraph(picture), related={"rId9": (f"{R}/image", "media/1.png")}) | {"word/media/1.png": b"\x89PNG"}
    )


def strict() -> bytes:
    """The Strict form."""
    parts = {name: str(content) for name, content in members(_TEXT).items()}
    for kind in ("wordprocessingml", "officeDocument"):
        old, new = f"http://schemas.openxmlformats.org/{kind}/2006/", f"http://purl.oclc.org/ooxml/{kind}/"
        parts = {name: content.replace(old, new) for name, content in parts.items()}
    return zipped(parts)


def by_wps() -> bytes:
    """As WPS writes: its own namespaces and parts, and relations that lead nowhere."""
    parts = members(
        _TEXT + '<wpsCustomData:x xmlns:wpsCustomData="http://www.wps.cn/officeDocument/2013/wpsCustomData"/>',
        related={"rId9": ("http://www.wps.cn/officeDocument/2020/cellImage", "../NULL")},
    )
    return zipped(parts | {"docProps/custom.xml": "<x/>", "customXml/item1.xml": "<x/>"})


def box_of_boxes() -> bytes:
    """A text box drawn in two forms, each with the words."""
    words = f"<w:txbxContent>{_TEXT}</w:txbxContent>"
    return word(
        paragraph(
            f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{words}</w:drawing></mc:Choice>'
            f"<mc:Fallback><w:pict>{words}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )


def noted() -> bytes:
    """Footnotes, endnotes and comments."""
    body = paragraph(run("建成12座。") + '<w:r><w:footnoteReference w:id="1"/></w:r>')
    notes = {f"{kind}s": f'<w:{kind} w:id="1">{_TEXT}</w:{kind}>' for kind in ("footnote", "endnote", "comment")}
    return word(body, notes)


CASES = (
    Case("D29", "no main part", headless, _refused("damaged")),
    Case("D36", "200,000 elements deep", lambda: deep(200_000, "smartTag"), _refused("too_deep")),
    Case("D36", "240 elements deep", lambda: deep(240, "smartTag"), _PARSED | _refused("too_deep")),
    Case("D37", "eleven million characters in a run", endless_word, _refused("too_large")),
    Case(
        "D37",
        "two million paragraphs",
        lambda: many_paragraphs(2_000_000, 1),
        _refused("too_large", "quarantined_memory"),
    ),
    Case(
        "D37",
        "three million blank paragraphs",
        lambda: many_elements(3_000_000),
        _PARSED | _refused("quarantined_memory"),
    ),
    Case("D39", "picture linked to a file", linked_picture, _PARSED),
    Case("D40", "template elsewhere", lambda: elsewhere("attachedTemplate"), _PARSED),
    Case("D40", "subdocument elsewhere", lambda: elsewhere("subDocument"), _PARSED),
    Case("D41", "imported web page", imported, _warned("chunks")),
    Case("D42", "macros and an object", macros, _warned("objects")),
    Case("D43", "revisions", revised, _PARSED),
    Case(
        "D44",
        "hidden run",
        lambda: word(paragraph(run("完工25个。") + run("完工40个。", "<w:vanish/>"))),
        _warned("hidden_text"),
    ),
    Case("D45", "text box in two forms", box_of_boxes, _PARSED),
    Case("D46", "notes and comments", noted, _PARSED),
    Case("D47", "60 tables inside each other", lambda: matryoshka(60), _PARSED | _refused("too_deep")),
    Case("D47", "cells of a milliard columns", absurd_grid, _warned("hidden_text")),
    Case("D48", "lists in circles", numbered_in_circles, _PARSED),
    Case("D49", "field that starts a program", fields, _PARSED),
    Case("D50", "words in the header alone", in_the_margin, _PARSED),
    Case("D50", "picture alone", picture_alone, _refused("pictures_only")),
    Case("D51", "Strict", strict, _PARSED),
    Case("D51", "made by WPS", by_wps, _PARSED),
)
