"""Dates and times written by one section of a number format."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from .codes import Section, Token
from .numerals import in_numerals
from .words import names

_LAST = 2_958_466
"""The day after the last that Excel knows, 31 December 9999."""
_SECONDS = 86_400
_NOON = 12
_YEAR_IN_FULL = 3
_OUT_OF_RANGE = "########"


def write_date(section: Section, serial: float, *, date1904: bool) -> str:
    """The day and time that `serial` counts, by the tokens of a section; outside of the calendar, signs."""
    if not 0 <= serial < _LAST:
        return _OUT_OF_RANGE
    if not any(token.text.startswith("0") for token in section.tokens):
        serial = round(serial * _SECONDS) / _SECONDS
    moment = from_excel(serial, MAC_EPOCH if date1904 else WINDOWS_EPOCH)
    if isinstance(moment, time):
        first = datetime(1904, 1, 1) if date1904 else datetime(1899, 12, 31)  # noqa: DTZ001 - a calendar without zones
        moment = datetime.combine(first, moment)
    return "".join(_parts(section, moment, serial))


def _parts(section: Section, moment: datetime, serial: float) -> list[str]:
    tokens = section.tokens
    halves = section.has("half")
    parts = []
    for at, token in enumerate(tokens):
        text = token.text.lower()
        if token.kind == "date" and text.startswith("m") and _is_minute(tokens, at):
            parts.append(_numeric(moment.minute, text))
        elif token.kind == "date":
            parts.append(_date_part(text, moment, section.numerals, halves=halves))
        elif token.kind == "elapsed":
            parts.append(_elapsed(text, serial))
        elif token.kind == "half":
            parts.append(_half(token.text, moment))
        elif token.kind == "digit":
            parts.append(f"{moment.microsecond // 1000:03d}"[_place(tokens, at)])
        else:
            parts.append(token.text)
    return parts


def _is_minute(tokens: Sequence[Token], at: int) -> bool:
    """Whether an m is of minutes: behind hours or before seconds."""
    times = [token for token in tokens[:at] if token.kind in ("date", "elapsed")]
    if times and times[-1].text.lower().startswith("h"):
        return True
    following = next((token for token in tokens[at + 1 :] if token.kind in ("date", "elapsed")), None)
    return following is not None and following.text.lower().startswith("s")


def _date_part(text: str, moment: datetime, numerals: str, *, halves: bool) -> str:
    if text[0] in "ye":
        year = f"{moment.year:04d}" if len(text) >= _YEAR_IN_FULL or text[0] == "e" else f"{moment.year % 100:02d}"
        return in_numerals(year, numerals, digit_by_digit=True)
    if text[0] == "a":
        day = names().weekdays[moment.weekday()]
        return day if len(text) == _YEAR_IN_FULL else names().week + day
    value = {"m": moment.month, "d": moment.day, "h": moment.hour, "s": moment.second}[text[0]]
    if text[0] == "h" and halves:
        value = (value - 1) % _NOON + 1
    if text[0] in "md" and len(text) > len("mm"):
        known = names().months[moment.month - 1] if text[0] == "m" else names().days[moment.weekday()]
        return known[0] if text == "mmmmm" else known[:3] if len(text) == len("mmm") else known
    return in_numerals(_numeric(value, "x" if numerals else text), numerals)


def _numeric(value: int, text: str) -> str:
    return f"{value:02d}" if len(text) > 1 else str(value)


def _elapsed(text: str, serial: float) -> str:
    seconds = timedelta(seconds=round(serial * _SECONDS))
    unit = {"h": timedelta(hours=1), "m": timedelta(minutes=1), "s": timedelta(seconds=1)}[text[0]]
    return f"{seconds // unit:0{len(text)}d}"


def _half(text: str, moment: datetime) -> str:
    morning, afternoon = names().halves if text.startswith(names().halves[0]) else text.upper().split("/")
    return morning if moment.hour < _NOON else afternoon


def _place(tokens: Sequence[Token], at: int) -> int:
    """Which decimal of the second a zero stands for."""
    first = at
    while first and tokens[first - 1].kind == "digit":
        first -= 1
    return min(at - first, 2)
