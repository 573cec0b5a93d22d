"""Word documents made of raw XML, so that a test says exactly what is in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": W,
        "r": R,
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    }.items()
)

RELATIONS = {
    "styles": f"{R}/styles",
    "numbering": f"{R}/numbering",
    "footnotes": f"{R}/footnotes",
    "endnotes": f"{R}/endnotes",
    "comments": f"{R}/comments",
    "header1": f"{R}/header",
    "footer1": f"{R}/footer",
}
"""Of the parts a test gives by name; each is related to the document under its name."""


def run(text: str, properties: str = "") -> str:
    """A run of `text`, with the XML of its properties."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    """A paragraph; `content` that is no markup becomes a run."""
    inner = content if content.startswith("<") else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def cell(content: str, properties: str = "") -> str:
    """A cell; `content` that is no markup becomes a paragraph."""
    inner = content if content.startswith("<") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row of cells, each as `cell` takes it or made already."""
    made = "".join(each if each.startswith("<w:tc>") else cell(each) for each in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"


def table(*rows: str, properties: str = "") -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(rows)}</w:tbl>"


def part(root: str, content: str) -> str:
    """A part whose root element is ``w:root``."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} {NAMESPACES}>{content}</w:{root}>'


def relations(targets: Mapping[str, tuple[str, str]]) -> str:
    """A part of relations, from an id to a type and a target."""
    outside = ' TargetMode="External"'
    told = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"{outside if ":" in target else ""}/>'
        for key, (kind, target) in targets.items()
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


def members(
    body: str, parts: Mapping[str, str] | None = None, related: Mapping[str, tuple[str, str]] | None = None
) -> dict[str, str | bytes]:
    """The members of a document.

    `parts` are the contents of parts that `RELATIONS` names; `related` are further relations of the document.
    """
    parts = parts or {}
    targets = {name: (RELATIONS[name], f"{name}.xml") for name in parts} | dict(related or {})
    roots = {"header1": "hdr", "footer1": "ftr"}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{name.rstrip("1")}+xml"/>' for name in parts
    )
    return {
        "[Content_Types].xml": f'<?xml version="1.0"?><Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>{overrides}</Types>',
        "_rels/.rels": relations({"rId1": (f"{R}/officeDocument", "word/document.xml")}),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relations(targets),
        **{f"word/{name}.xml": part(roots.get(name, name), content) for name, content in parts.items()},
    }


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A package of members by name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def word(
    body: str, parts: Mapping[str, str] | None = None, related: Mapping[str, tuple[str, str]] | None = None
) -> bytes:
    """A whole document; see `members`."""
    return zipped(members(body, parts, related))
