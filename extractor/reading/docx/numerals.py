"""The numbers of lists as Word writes them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_DATA = files(__package__) / "data"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ROMAN_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_MOST_ROMAN = 3999
_TEN_THOUSAND = 10_000
_MOST_COUNTED = _TEN_THOUSAND**2
_LONGEST_LETTERS = 780
"""As Word does, the letters begin anew after thirty of each."""
_TEENS = range(11, 14)
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}

Format = Callable[[int], str]


def written(value: int, name: str, pattern: str | None = None) -> str:
    """`value` in the format that Word calls `name`; in digits where the format is not known or has none.

    `pattern` is that of a custom format, such as ``001, 002, 003, ...``.
    """
    if name == "custom" and pattern:
        return str(value).zfill(len(pattern.split(",")[0].strip()))
    return str(value) if value < 0 else _formats().get(name, str)(value)


@cache
def _formats() -> Mapping[str, Format]:
    tables = tomllib.loads((_DATA / "numerals.toml").read_text("utf-8"))
    formats: dict[str, Format] = {
        "none": lambda _: "",
        "bullet": lambda _: "",
        "decimalZero": lambda value: f"{value:02}",
        "numberInDash": lambda value: f"- {value} -",
        "hex": lambda value: f"{value:X}",
        "ordinal": _ordinal,
        "lowerRoman": _roman,
        "upperRoman": lambda value: _roman(value).upper(),
    }
    formats |= {name: _sequence(signs) for name, signs in tables["sequences"].items()}
    formats |= {name: _letters(signs) for name, signs in tables["letters"].items()}
    formats |= {name: _digits(signs) for name, signs in tables["digits"].items()}
    formats |= {name: _Counting(**table).write for name, table in tables["counting"].items()}
    heavens, earths = (tables["sequences"][name] for name in ("ideographTraditional", "ideographZodiac"))
    years = [heavens[index % len(heavens)] + earths[index % len(earths)] for index in range(60)]
    formats["ideographZodiacTraditional"] = lambda value: years[value - 1] if 0 < value <= len(years) else str(value)
    return formats


def _sequence(signs: str) -> Format:
    return lambda value: signs[value - 1] if 0 < value <= len(signs) else str(value)


def _letters(signs: str) -> Format:
    def write(value: int) -> str:
        if not value:
            return "0"
        times, index = divmod((value - 1) % _LONGEST_LETTERS, len(signs))
        return signs[index] * (times + 1)

    return write


def _digits(signs: str) -> Format:
    table = str.maketrans("0123456789", signs)
    return lambda value: str(value).translate(table)


def _ordinal(value: int) -> str:
    ending = "th" if value % 100 in _TEENS else _ENDINGS.get(value % 10, "th")
    return f"{value}{ending}"


def _roman(value: int) -> str:
    if not 0 < value <= _MOST_ROMAN:
        return str(value)
    parts = []
    for amount, sign in _ROMAN:
        times, value = divmod(value, amount)
        parts.append(sign * times)
    return "".join(parts) + _ROMAN_ONES[value]


class _Counting(NamedTuple):
    """How a language counts; see ``data/numerals.toml``."""

    digits: str
    powers: str
    first: str
    one: str
    zero: str | None = None
    digital: int = _MOST_COUNTED

    def write(self, value: int) -> str:
        """`value` with its powers of ten, or digit by digit where that is how it is written."""
        if value >= min(self.digital, _MOST_COUNTED) or not value:
            return _digits(self.digits)(value)
        high, low = divmod(value, _TEN_THOUSAND)
        if not high:
            return self._below_ten_thousand(low)
        gap = self._gap if 0 < low < _TEN_THOUSAND // 10 else ""
        counted = self._below_ten_thousand(low, leading=False) if low else ""
        return self._below_ten_thousand(high) + self.powers[3] + gap + counted

    @property
    def _gap(self) -> str:
        return self.digits[0] if self.zero is None else self.zero

    def _below_ten_thousand(self, value: int, *, leading: bool = True) -> str:
        """Zeros at the end are not written, several between two digits once."""
        parts: list[str] = []
        highest = len(str(value)) - 1
        for index, digit in enumerate(str(value).rstrip("0")):
            power = highest - index
            if digit == "0":
                parts += [self._gap] if parts[-1] != self._gap else []
            else:
                one = self.first if power == 1 and leading and not parts else self.one
                parts.append(one if digit == "1" and power else self.digits[int(digit)])
                parts[-1] += self.powers[power - 1] if power else ""
        return "".join(parts)
