"""What the elements of a page are, by their names and attributes."""

from __future__ import annotations

import re
from collections.abc import Mapping

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hgroup", "hr", "legend", "li", "listing", "main", "marquee", "menu", "nav",
    "ol", "p", "plaintext", "pre", "search", "section", "summary", "table", "tbody", "td", "textarea", "tfoot", "th",
    "thead", "tr", "ul", "xmp",
})  # fmt: skip
"""They begin on a line of their own."""
CODE = frozenset({"script", "style"})
"""What they hold are no words."""
ASIDE = frozenset({
    "button", "datalist", "head", "iframe", "noframes", "noscript", "object", "optgroup", "option", "rp", "rt", "rtc",
    "select", "title", "xml",
})  # fmt: skip
"""Their words are no part of the text."""
CHOICES = frozenset({"select", "option", "optgroup"})
IN_TABLES = frozenset({"thead", "tbody", "tfoot", "tr", "td", "th"})
RANKS = {"thead": 0, "tbody": 1, "tfoot": 2}
"""Groups of rows, in the order in which they are shown."""
TEXT_INPUTS = frozenset({"", "text", "number", "date", "month"})

_FRAMES = {"frame": "src", "iframe": "src", "embed": "src", "object": "data"}
_DOCUMENT = re.compile(r"\.(?:docx?|xlsx?|wps|et|pdf|ofd|rtf|zip|rar|7z)(?:$|[?#&])", re.IGNORECASE)
_PROSE = re.compile("[\u3400-\u9fff0-9]{4}[^<>]*[，。；：]")
_SIZE = re.compile(r"\s*(\d{1,6})")
_SMALLEST_WITH_TEXT = 100
"""Pixels of a side, below which a picture is an ornament."""


def reads_like_prose(comment: str) -> bool:
    """Whether a comment is more than the name of a part of the page, or a condition of Office."""
    return not comment.startswith("[") and _PROSE.search(comment) is not None


def leads_to_document(attributes: Mapping[str, str]) -> bool:
    """Whether a link gives a document rather than a page."""
    return _DOCUMENT.search(attributes.get("href", "")) is not None


def may_hold_text(attributes: Mapping[str, str]) -> bool:
    """Whether a picture is of a size that text can be read in."""
    sizes = [_SIZE.match(attributes.get(side, "")) for side in ("width", "height")]
    return "src" in attributes and all(size is None or int(size[1]) >= _SMALLEST_WITH_TEXT for size in sizes)


def address_of_frame(tag: str, attributes: Mapping[str, str]) -> str:
    """Where what an element shows comes from; empty where it shows nothing of others."""
    if tag not in _FRAMES:
        return ""
    address = attributes.get(_FRAMES[tag], "").strip()
    return "" if address.lower().startswith(("about:", "javascript:", "data:")) else address


def spans(attributes: Mapping[str, str]) -> tuple[int, int]:
    """The rows and columns that a cell asks for, within what browsers grant."""
    return _number(attributes, "rowspan", range(65_535)), _number(attributes, "colspan", range(1, 1_001))


def _number(attributes: Mapping[str, str], name: str, allowed: range) -> int:
    told = _SIZE.match(attributes.get(name, ""))
    return min(max(int(told[1]), allowed.start), allowed.stop - 1) if told else 1
