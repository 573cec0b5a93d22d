"""Where words stand in the original document, put into words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..records import Place
from .words import Language, word

_LETTERS = 26


def whereabouts(places: Sequence[Place], lang: Language = "zh") -> str:
    """``第2页 表1 第3行第7列``, or ``工作表“台账” G5``; the first and the last place where there are several."""
    ends = dict.fromkeys(_whereabouts(place, lang) for place in (*places[:1], *places[-1:]))
    return " – ".join(filter(None, ends))


def _whereabouts(place: Place, lang: Language) -> str:
    return " ".join(_parts(place, lang))


def _parts(place: Place, lang: Language) -> Iterator[str]:
    for name in ("page", "sheet", "table"):
        value = getattr(place, name)
        if value is not None:
            yield word("whereabouts", name, lang).format(value)
    if place.row is not None and place.column is not None:
        if place.sheet is not None:
            yield f"{_column_letters(place.column)}{place.row}"
        else:
            yield word("whereabouts", "cell", lang).format(place.row, place.column)
    elif place.paragraph is not None:
        yield word("whereabouts", "paragraph", lang).format(place.paragraph)


def _column_letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters
