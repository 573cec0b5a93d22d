"""What is printed on page after page and is no text: page numbers and running heads."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from .lines import Line
from .model import Page

_HEAD, _FOOT = 0.12, 0.86
"""Shares of a page's height above and below which running heads and page numbers stand."""
_EDGE = 0.93
"""Share of the height below which a bare number is that of the page."""
_FEWEST, _SHARE = 2, 0.3
"""Pages, and share of all, that a line has to stand on to be a running head."""
_STEP = 4.0
"""Points by which a line may stand higher or lower from page to page."""
_OUTERMOST = 2
"""Lines at each end of a page that may be furniture."""
_MARKED = re.compile(
    r"(?:[-—–－―─·•~]+\s*[0-9０-９]{1,4}\s*[-—–－―─·•~]+|第\s*[0-9一二三四五六七八九十]{1,4}\s*页.{0,12}|共\s*\d{1,4}\s*页.{0,12}"
    r"|[Pp]age\s*\d{1,4}.{0,10}|\d{1,4}\s*[/／]\s*\d{1,4})"
)
_BARE = re.compile(r"[0-9０-９]{1,4}|[ivxlc]{1,6}")
_DIGITS = re.compile(r"[0-9０-９]+")


def furniture(pages: Sequence[tuple[Page, Sequence[Line]]]) -> set[tuple[int, Line]]:
    """The lines of `pages`, each with the number of its page, that are page numbers or running heads.

    A heading that stands on the first page and is repeated is text where it first stands.
    """
    found: set[tuple[int, Line]] = set()
    first = pages[0][0].number if pages else 0
    repeated: defaultdict[tuple[str, int], list[tuple[int, Line]]] = defaultdict(list)
    for page, lines in pages:
        for line in _outermost(page, lines):
            if _is_number(line, page):
                found.add((page.number, line))
            else:
                text = _DIGITS.sub("#", "".join(line.text.split()))
                repeated[text, round(line.middle / _STEP)].append((page.number, line))
    for (text, level), own in list(repeated.items()):
        together = [*own, *repeated.get((text, level + 1), [])]
        if len({number for number, _ in together}) >= max(_FEWEST, _SHARE * len(pages)):
            found |= {
                (number, line) for number, line in together if number > first or line.middle > pages[0][0].height / 2
            }
    return found


def _outermost(page: Page, lines: Sequence[Line]) -> list[Line]:
    head = [line for line in lines[:_OUTERMOST] if line.middle < _HEAD * page.height]
    foot = [line for line in lines[-_OUTERMOST:] if line.middle > _FOOT * page.height]
    return [*head, *(line for line in foot if line not in head)]


def _is_number(line: Line, page: Page) -> bool:
    text = line.text.strip()
    if _MARKED.fullmatch(text):
        return True
    return line.middle > _EDGE * page.height and _BARE.fullmatch(text) is not None
