"""Words put together as lines."""

from __future__ import annotations

from itertools import groupby

from .boxes import Line, letters
from .enumerating import labelled
from .looks import Look
from .spaces import collapsed

_DIGITS, _SUPERSCRIPT = "0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED = str.maketrans(_DIGITS, _SUPERSCRIPT)
AS_IN_SOURCE = str.maketrans(_SUPERSCRIPT, _DIGITS)
"""From the digits of a line to those that stand in the page."""


class LineWriter:
    """A line that grows word by word."""

    def __init__(self) -> None:
        self.label = ""
        """The number that a list puts before the next line."""
        self._start()

    def _start(self) -> None:
        self._pieces: list[tuple[str, bool]] = []
        self._linked = self._links = 0
        self._attached = False

    def add(self, text: str, look: Look, *, raised: bool = False) -> None:
        """Words of the line, looking so."""
        self._pieces.append((text.translate(_RAISED) if raised else text, look.preserved))
        if look.linked:
            self._linked += letters(text)

    def add_link(self, *, attached: bool) -> None:
        """A link begins."""
        self._links += 1
        self._attached = self._attached or attached

    def finish(self) -> Line | None:
        """The line so far, if it has words; the next one begins."""
        if not self._pieces:
            return None
        runs = groupby(self._pieces, key=lambda piece: piece[1])
        joined = [("".join(text for text, _ in run), preserved) for preserved, run in runs]
        text = "".join(run if preserved else collapsed(run) for run, preserved in joined).strip()
        line = Line(labelled(self.label, text), self._linked, self._links, self._attached) if text else None
        self.label = "" if line else self.label
        self._start()
        return line
