"""Reading the measure word after a number."""

from __future__ import annotations

from typing import NamedTuple

from .tables import Family, units

_LATIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
_CLOSE = {"(": ")", "（": "）"}
_NOUNS = frozenset("生村校企镇县客单学期床")
_MAX_PARTS = 3


class Measure(NamedTuple):
    """A measure word: where it ends, its canonical form and its family."""

    end: int
    unit: str
    family: Family
    factor: float


def read_unit(text: str, at: int) -> Measure | None:
    """The measure word or unit that begins at `at`, the longest there is."""
    measure = _simple(text, at)
    if measure is None or measure.end >= len(text):
        return measure
    following = text[measure.end]
    if following in "(（":
        return _bracketed(text, measure)
    if following == "/":
        return _per(text, measure)
    return measure


def _simple(text: str, at: int) -> Measure | None:
    table, lengths = units()
    for length in lengths.get(text[at : at + 1], ()):
        word = text[at : at + length]
        unit = table.get(word)
        if unit is None or len(word) < length:
            continue
        end = at + length
        following = text[end : end + 1]
        if unit.vetoed(text, end) or (word[-1] in _LATIN and following in _LATIN):
            continue
        return Measure(end, unit.name, unit.family, unit.factor)
    return None


def _bracketed(text: str, measure: Measure) -> Measure:
    """台（套）: the alternative in brackets belongs to the measure word."""
    inner = _simple(text, measure.end + 1)
    if inner is None or text[inner.end : inner.end + 1] != _CLOSE[text[measure.end]]:
        return measure
    end = inner.end + 1
    return measure._replace(end=end, unit=measure.unit + text[measure.end : end])


def _counted(text: str, at: int) -> Measure | None:
    """A noun that stands as a unit only after a stroke: 元/生."""
    noun = text[at : at + 1]
    return Measure(at + 1, noun, "thing", 1) if noun and noun in _NOUNS else None


def _per(text: str, measure: Measure) -> Measure:
    """微克/立方米, 元/人·月, 公里/百平方公里."""
    unit, end = measure.unit, measure.end
    for _ in range(_MAX_PARTS):
        joint = text[end : end + 1]
        if joint not in ("/", "·", ".", "•"):
            break
        start = end + 1
        if text[start : start + 1] == "每":
            start += 1
        scale = text[start : start + 1] if text[start : start + 1] in ("百", "千", "万", "亿") else ""
        part = _simple(text, start + len(scale)) or _counted(text, start + len(scale))
        if part is None:
            break
        unit += ("/" if joint == "/" else "·") + scale + part.unit
        end = part.end
    return measure._replace(end=end, unit=unit)
