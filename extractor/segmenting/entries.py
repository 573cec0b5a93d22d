"""Rows of a table put together as a reader does: one entry an item, however many rows it takes.

Rows are one entry where a merged cell says so – the narrative, or what numbers and names the item – and
where a row has neither number nor name but goes on with what the row above says. Two tasks under one
number, each with progress of its own, are two entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..records import NOWHERE
from ..script import simplify
from ..spans import Passage
from .columns import PROGRESS, Roles, Row
from .enumerators import enumerator_of
from .figures import is_measure
from .names import names_a_body
from .patterns import pattern
from .strips import Strip

_LONGEST_TITLE = 80
_SENTENCE_END = re.compile(r"[。；;！!？?]$")
_HAN_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]")
_MOSTLY = 0.6
_LINE_BREAK = Passage("\n", ())
_SAID_ONCE = frozenset({"unit", "leader", "deadline", "status", "heading"})
_PROGRESS = PROGRESS | {"figure"}
"""Roles whose words belong to one item alone, though their cell reaches into the next one."""
_IN_SENTENCES = frozenset({"task", "narrative", "outcome", "period", "problem", "plan"})


class Entry(NamedTuple):
    """The rows of one item, or a row that titles those below it."""

    strips: list[Strip]
    title: Passage = NOWHERE


class Entries:
    """The rows of one table as entries, in order."""

    def __init__(self, roles: Roles, rows: Sequence[Strip]) -> None:
        self.roles = tuple(roles)
        self._merged = frozenset(
            column for column in range(len(roles)) for strip in rows for cell in strip.cells[column] if cell.rows > 1
        )
        self._told = self._of("narrative") or self._of("outcome", "period") or self._of("figure")
        self._keys = self._of("number", "task") or self._of("heading") or self._of("unit", "leader")
        numbers = [strip.words[column].text for column in self._of("number") for strip in rows if column in strip.new]
        self._numbered = 2 * sum(_DIGIT.search(number) is not None for number in numbers) > len(numbers)
        self._sentences = [
            column for column in range(len(roles)) if roles[column] in _IN_SENTENCES and _in_sentences(rows, column)
        ]
        self.found: list[Entry] = []
        for strip in rows:
            self._take(strip)

    def _take(self, strip: Strip) -> None:
        if _closes_table(strip):
            return
        above = self.found[-1] if self.found and not self.found[-1].title else None
        title = self._title(strip)
        if above and not strip.wide and self._goes_on(strip, above.strips[-1]):
            above.strips.append(strip)
        elif title is None:
            self.found.append(Entry([strip]))
        elif _reads_like_title(title.text):
            self.found.append(Entry([strip], title))

    def _title(self, strip: Strip) -> Passage | None:
        """The title of a section, where the row is one: it has nothing else but perhaps a number, or sums."""
        filled = [column for column, words in enumerate(strip.words) if words]
        named = [column for column in filled if self.roles[column] != "number"] or filled
        title = strip.words[named[0]]
        if len(filled) == 1:
            apart = strip.wide or self.roles[filled[0]] not in _IN_SENTENCES or _heads_section(title.text)
            return title if apart else None
        number = strip.words[filled[0]].text if len(named) < len(filled) else ""
        heads = _HAN_NUMBER.fullmatch("".join(number.split())) if number else _heads_section(title.text)
        sums = all(is_measure(strip.words[column].text) for column in named[1:])
        return title if heads and sums and self._numbered else None

    def _goes_on(self, strip: Strip, above: Strip) -> bool:
        """Whether a row belongs to the same item as the one `above` it."""
        told = [column for column in self._told if strip.words[column]]
        if told and all(strip.shares(above, column) for column in told):
            return True
        heads = strip.new == (0,) or any(column in strip.new for column in self._of("number"))
        if heads or _is_total(strip) or _is_total(above):
            return False
        names = [column for column in self._of("heading", "task") if column in strip.new]
        if names:
            return not self._shared(strip, above) and self._breaks_off(strip, above)
        bodies = [column for column in self._of("unit") if column in strip.new]
        return self._shared(strip, above) or not bodies or bool(self._of("number", "task"))

    def _shared(self, strip: Strip, above: Strip) -> bool:
        return any(strip.shares(above, column) for column in self._keys)

    def _breaks_off(self, strip: Strip, above: Strip) -> bool:
        """Whether the words above stop inside a sentence, in every column of sentences in which this row goes on."""
        going = [column for column in self._sentences if column in strip.new]
        open_ended = (above.words[column].text for column in going)
        begins = (strip.words[column].text for column in going)
        return bool(going) and all(map(_stops_short, open_ended)) and not any(map(enumerator_of, begins))

    def rows(self, entries: Iterable[Entry]) -> Iterator[Row]:
        """The words of `entries` by column; those of a title stand in the first one."""
        above: Row = ()
        for entry in entries:
            if entry.title:
                above = ()
                yield (entry.title, *([NOWHERE] * (len(self.roles) - 1)))
            else:
                row = tuple(self._joined(entry, column) for column in range(len(self.roles)))
                above = self._inherit(row, above) if above else row
                yield above

    def _inherit(self, row: Row, above: Row) -> Row:
        """With what stands above empty cells where nothing was merged: the heading, and bodies, if it names none."""
        answerable = self._of("unit", "leader")
        columns = self._of("heading")
        if not any(row[column] for column in answerable):
            columns += [*answerable, *self._of("deadline")]
        empty = {column for column in columns if not row[column] and column not in self._merged}
        return tuple(above[column] if column in empty else words for column, words in enumerate(row))

    def _joined(self, entry: Entry, column: int) -> Passage:
        first = entry.strips[0]
        told_above = self.roles[column] in _PROGRESS and column not in first.new
        parts = [NOWHERE if told_above else first.words[column]]
        said = {parts[0].text}
        for above, strip in pairwise(entry.strips):
            words = strip.words[column]
            if column not in strip.new or (self.roles[column] in _SAID_ONCE and words.text in said):
                continue
            cut = not self._shared(strip, above) and self._is_cut(column, parts[-1].text)
            parts += (words,) if cut or not parts[-1] else (_LINE_BREAK, words)
            said.add(words.text)
        return Passage.join(parts)

    def _is_cut(self, column: int, text: str) -> bool:
        """Whether `text` goes on in the next row within a word or sentence, where a page broke off a row."""
        match self.roles[column]:
            case "unit":
                return not names_a_body(text)
            case "leader":
                return len(text.strip()) == 1
            case "deadline" | "status" | "heading":
                return True
            case _:
                return column in self._sentences and _stops_short(text)

    def _of(self, *roles: str) -> list[int]:
        return [column for column, role in enumerate(self.roles) if role in roles]


def _reads_like_title(text: str) -> bool:
    whole = enumerator_of(text) is None and pattern("title_end").search(simplify(text)) is not None
    return len(text) <= _LONGEST_TITLE and _WORD.search(text) is not None and not whole


def _heads_section(text: str) -> bool:
    found = enumerator_of(text)
    return len(text) <= _LONGEST_TITLE and found is not None and found.style in ("chapter", "section")


def _closes_table(strip: Strip) -> bool:
    """Whether a row tells of the table as a whole: a note under it, who filled it in, the next annex."""
    return pattern("table_end").match(simplify(strip.words[strip.new[0]].text)) is not None


def _is_total(strip: Strip) -> bool:
    first = strip.words[strip.new[0]].text
    return pattern("total").match(simplify(first)) is not None


def _stops_short(text: str) -> bool:
    """Whether words are there and stop inside a sentence."""
    return bool(text) and _SENTENCE_END.search(text) is None


def _in_sentences(rows: Sequence[Strip], column: int) -> bool:
    """Whether the cells of a column mostly end as sentences do."""
    texts = [strip.words[column].text for strip in rows if column in strip.new]
    ended = sum(not _stops_short(text) for text in texts)
    return len(texts) > 1 and ended >= _MOSTLY * len(texts)
