"""Whether marks stand where they say they do."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.errors import FormatError

from .marks import AnyMark


def require_grounded(narrative: str, marks: Iterable[AnyMark], where: str) -> None:
    """Raises `FormatError` at the first mark for which ``narrative[start:end] == text`` does not hold or is empty.

    `where` is the file and line to name.
    """
    places: dict[str, int] = {}
    for mark in marks:
        place = places[mark.group] = places.get(mark.group, -1) + 1
        there = narrative[mark.start : mark.end]
        if mark.start >= mark.end or mark.text != there:
            raise FormatError(
                f"{where}: {mark.group}.{place}.text: {mark.text!r} is not what stands at "
                f"{mark.start}–{mark.end} of the narrative ({there!r}); mend start and end"
            )
