"""A second, plainer reading of a page: all that is no tag, to hold the first one against."""

from __future__ import annotations

import html
import re

_RAW = re.compile(r"(script|style)\b", re.IGNORECASE)
_TAG = re.compile(r"/?[a-z]", re.IGNORECASE)


def words(text: str) -> str:
    """What stands between the tags of the page `text`, hidden words included; comments, scripts and styles left out."""
    found: list[str] = []
    lowered = text.lower() if len(text.lower()) == len(text) else text
    at = 0
    while (opening := text.find("<", at)) >= 0:
        found.append(text[at:opening])
        after = opening + 1
        if text.startswith("!--", after):
            at = _behind(text, "-->", after + 3)
        elif raw := _RAW.match(text, after):
            at = _behind(text, ">", _behind(lowered, f"</{raw[1].lower()}", after))
        elif _TAG.match(text, after) or text[after : after + 1] in ("!", "?"):
            at = _behind(text, ">", after)
        else:
            found.append("<")
            at = after
    found.append(text[at:])
    return html.unescape("".join(found))


def _behind(text: str, mark: str, start: int) -> int:
    found = text.find(mark, start)
    return len(text) if found < 0 else found + len(mark)
