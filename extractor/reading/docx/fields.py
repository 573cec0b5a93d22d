"""Fields: their codes are left out, their results are text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .account import Reason
from .markup import Element, W
from .numerals import written

CONTENTS = frozenset({"TOC", "INDEX", "TOA"})
"""Fields whose results repeat what stands elsewhere in the document."""
_CIRCLED = re.compile(r"\s*EQ\s+\\o\s*\\ac\s*\(\s*[○〇]\s*,\s*(\d{1,2})\s*\)\s*", re.IGNORECASE)
"""A number in a circle, which Word draws from the code."""
PAGE_NUMBERS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION"})


@dataclass
class _Field:
    codes: list[str] = field(default_factory=list)
    shows: bool = False
    """Whether its result has begun."""

    @property
    def name(self) -> str:
        words = "".join(self.codes).split(maxsplit=1)
        return words[0].upper() if words else ""


class Fields:
    """The fields that are open at a point of a part; they go on over paragraphs.

    Where begins and ends do not match, no text is taken for a code or a table of contents: none is lost by it.
    """

    def __init__(self, root: Element, dropped: frozenset[str] = CONTENTS) -> None:
        marks = [mark.get(W + "fldCharType") for mark in root.iter(W + "fldChar")]
        self._sound = marks.count("begin") == marks.count("end")
        self._dropped = dropped
        self._open: list[_Field] = []

    @property
    def reason(self) -> Reason | None:
        """Why text at this point is not read; None where it is."""
        if not self._sound:
            return None
        for each in self._open:
            if not each.shows:
                return "unseen"
            if each.name in self._dropped:
                return "contents" if each.name in CONTENTS else "unseen"
        return None

    def mark(self, kind: str | None) -> str:
        """The beginning, the separator or the end of a field; what Word shows at its end without a result."""
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].shows = True
        elif kind == "end" and self._open:
            closed = self._open.pop()
            circled = None if closed.shows else _CIRCLED.fullmatch("".join(closed.codes))
            return written(int(circled[1]), "decimalEnclosedCircle") if circled else ""
        return ""

    def code(self, text: str) -> None:
        """A piece of the code of the innermost field."""
        if self._open and not self._open[-1].shows:
            self._open[-1].codes.append(text)

    def open_simple(self, code: str) -> None:
        """A field whose code and result stand in one element; ends by `mark`."""
        self._open.append(_Field([code], shows=True))
