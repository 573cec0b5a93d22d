"""Lists counted through a document, and the labels that Word prints before their paragraphs."""

from __future__ import annotations

import re
from collections import defaultdict

from .lists import List, Lists
from .numerals import written
from .symbols import symbol

_NUMBER_OF_LEVEL = re.compile(r"%([1-9])")
_WIDE = "、，。．；：）】》〉」』"
_BULLET = "•"


class Counters:
    """The numbers that the lists of a document have come to.

    Lists of one definition share their numbers. A list that starts at a number of its own does so where it is
    first met; a level below starts anew after one above; a level above that was not met yet counts as met once.
    """

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._met: set[tuple[str, int]] = set()

    def label(self, name: str, index: int) -> str:
        """The label of the next paragraph of a level, with a blank after it where one is needed; may be empty."""
        listed = self._lists.get(name)
        if listed is None or index not in listed.levels:
            return ""
        counts = self._count(listed, name, index)
        level = listed.levels[index]
        if level.format == "bullet":
            return (symbol(level.text) or _BULLET) + " " if level.text.strip() else ""
        return _spaced(_printed(listed, index, counts), level.suffix)

    def _count(self, listed: List, name: str, index: int) -> dict[int, int]:
        counts = self._counts[listed.definition]
        if index not in counts or (index in listed.starts and (name, index) not in self._met):
            counts[index] = listed.start_of(index)
        else:
            counts[index] += 1
        self._met.add((name, index))
        for above in range(index):
            counts.setdefault(above, listed.start_of(above))
        for below in [each for each in counts if each > index]:
            restart = listed.levels[below].restart if below in listed.levels else None
            if restart is None or index < restart:
                del counts[below]
        return counts


def _printed(listed: List, index: int, counts: dict[int, int]) -> str:
    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        level = listed.levels.get(at)
        if at not in counts or level is None:
            return ""
        legal = listed.levels[index].legal and level.format != "none"
        return written(counts[at], "decimal" if legal else level.format, level.pattern)

    return _NUMBER_OF_LEVEL.sub(number, listed.levels[index].text)


def _spaced(label: str, suffix: str) -> str:
    """A wide mark needs no blank after it, as when typed; without one 1. and 5月 would make 1.5月."""
    if not label or suffix == "nothing" or label[-1] in _WIDE:
        return label
    return label + " "
