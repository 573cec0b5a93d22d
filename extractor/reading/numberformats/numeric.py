"""Numbers written by one section of a number format."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from .codes import Token

_EXACT = Context(prec=1000, rounding=ROUND_HALF_UP)
_FILLERS = {"0": "0", "#": "", "?": " "}
_GROUP = 3
_GENERAL_WIDTH = 11
"""Characters that a number without a format may have."""
_SMALLEST_PLAIN = Decimal("0.0001")
_MANTISSA_PLACES = 5


def write_number(tokens: Sequence[Token], value: Decimal) -> str:
    """`value`, not negative, by the tokens of a section."""
    if any(token.kind == "exponent" for token in tokens):
        return _scientific(tokens, value)
    if _slash(tokens) is not None:
        return _fraction(tokens, value)
    value = value.scaleb(2 * sum(token.kind == "percent" for token in tokens) - _GROUP * _scaling_commas(tokens))
    point = next((at for at, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    whole, part = tokens[:point], tokens[point:]
    rounded = _EXACT.quantize(value, Decimal(1).scaleb(-sum(token.kind == "digit" for token in part)))
    digits, _, decimals = format(rounded, "f").partition(".")
    return _whole(whole, digits.lstrip("0")) + _part(part, decimals)


def write_general(value: Decimal) -> str:
    """`value` as a cell without a format shows it."""
    size = abs(value)
    if not size:
        return "0"
    places = _GENERAL_WIDTH - 1 - max(size.adjusted() + 1, 1)
    if size >= _SMALLEST_PLAIN and places >= -1:
        rounded = _EXACT.quantize(value, Decimal(1).scaleb(-max(places, 0)))
        text = format(rounded, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    exponent = size.adjusted()
    mantissa = _EXACT.quantize(value.scaleb(-exponent), Decimal(1).scaleb(-_MANTISSA_PLACES))
    return f"{format(mantissa, 'f').rstrip('0').rstrip('.')}E{exponent:+03d}"


def _scaling_commas(tokens: Sequence[Token]) -> int:
    """Commas behind the last digit, or before the point: each takes a thousandth."""
    count = 0
    for at, token in enumerate(tokens):
        if token.kind == "comma":
            following = next((after for after in tokens[at + 1 :] if after.kind != "comma"), None)
            ends = following is not None and following.kind == "point"
            count += ends or not any(after.kind == "digit" for after in tokens[at + 1 :])
    return count if any(token.kind == "digit" for token in tokens) else 0


def _whole(tokens: Sequence[Token], digits: str) -> str:
    places = [at for at, token in enumerate(tokens) if token.kind == "digit"]
    grouped = any(token.kind == "comma" and places and places[0] < at < places[-1] for at, token in enumerate(tokens))
    if not places:
        return digits + "".join(map(_plain, tokens))
    written: list[str] = []
    count = 0
    for at in range(len(tokens) - 1, -1, -1):
        if tokens[at].kind != "digit":
            written.extend(reversed(_plain(tokens[at])))
            continue
        take = len(digits) if at == places[0] else min(1, len(digits))
        taken = digits[len(digits) - take :] or _FILLERS[tokens[at].text]
        digits = digits[: len(digits) - take]
        for digit in reversed(taken):
            if grouped and count and count % _GROUP == 0 and digit != " ":
                written.append(",")
            written.append(digit)
            count += 1
    return "".join(reversed(written))


def _part(tokens: Sequence[Token], decimals: str) -> str:
    """The point and what follows; zeros at the end are left out where the format does not ask for them."""
    places = [at for at, token in enumerate(tokens) if token.kind == "digit"]
    shown = list(decimals)
    for number in range(len(places) - 1, -1, -1):
        if shown[number] != "0" or tokens[places[number]].text == "0":
            break
        shown[number] = _FILLERS[tokens[places[number]].text]
    digits = iter(shown)
    return "".join(next(digits) if token.kind == "digit" else _plain(token) for token in tokens)


def _plain(token: Token) -> str:
    return token.text if token.kind in ("literal", "point", "percent") else ""


def _scientific(tokens: Sequence[Token], value: Decimal) -> str:
    at = next(at for at, token in enumerate(tokens) if token.kind == "exponent")
    mantissa, after = tokens[:at], tokens[at + 1 :]
    point = next((at for at, token in enumerate(mantissa) if token.kind == "point"), len(mantissa))
    step = max(sum(token.kind == "digit" for token in mantissa[:point]), 1)
    exponent = value.adjusted() // step * step if value else 0
    places = sum(token.kind == "digit" for token in mantissa[point:])
    if _EXACT.quantize(value.scaleb(-exponent), Decimal(1).scaleb(-places)) >= Decimal(10) ** step:
        exponent += step
    width = sum(token.kind == "digit" for token in after)
    sign = "-" if exponent < 0 else "+" if tokens[at].text.endswith("+") else ""
    return f"{write_number(mantissa, value.scaleb(-exponent))}E{sign}{abs(exponent):0{width}d}"


def _slash(tokens: Sequence[Token]) -> int | None:
    return next((at for at, token in enumerate(tokens) if token == Token("literal", "/")), None)


def _fraction(tokens: Sequence[Token], value: Decimal) -> str:
    """A whole number and a vulgar fraction, as ``# ?/?`` asks for."""
    at = _slash(tokens) or 0
    below = "".join(token.text for token in tokens[at + 1 :] if token.kind in ("digit", "literal")).strip()
    mixed = any(token.text == " " for token in tokens[:at])
    exact = Fraction(value)
    whole = int(exact) if mixed else 0
    above, under = _nearest(exact - whole, below)
    if mixed and above == under:
        whole, above = whole + 1, 0
    shown = f"{above}/{under}" if above or not mixed else ""
    return " ".join(filter(None, [str(whole) if whole or not shown else "", shown]))


def _nearest(rest: Fraction, below: str) -> tuple[int, int]:
    """Numerator and denominator; `below` is the denominator, or has as many places as that may have."""
    if below.isdigit() and int(below):
        return round(rest * int(below)), int(below)
    return rest.limit_denominator(10 ** max(len(below), 1) - 1).as_integer_ratio()
