"""The one JSON object in what a model wrote, or the reason there is none.

Models wrap their JSON: in a fence, in a sentence, after ``<think>``. All of it is put up with as long as exactly one
object is there. What a lenient parser would mend in silence - a key given twice, NaN, half a character - is refused.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import NoReturn

from .faults import make_fault

LONGEST = 200_000
"""Characters of an answer's text."""
DEEPEST = 64
"""Levels of nesting."""

_THOUGHT = re.compile(r"<think>.*?</think>", re.DOTALL)
_BRACKET = re.compile(r"[][{}]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class _RefusedError(ValueError):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def only_object(text: str, *, longest: int = LONGEST) -> str:
    """The part of `text` that is its one JSON object.

    Raises `ModelFault` of the class *content*, with a code that says why there is none.
    """
    try:
        return _only_object(text, longest)
    except _RefusedError as refused:
        code = refused.code
    raise make_fault(code, raw=text)


def _only_object(text: str, longest: int) -> str:
    if len(text) > longest:
        raise _RefusedError("oversize")
    if not text.strip():
        raise _RefusedError("no_content")
    _check_text(text)
    part = text if text.lstrip().startswith("{") else _without_thoughts(text)
    start = part.find("{")
    if start < 0:
        raise _RefusedError("no_object")
    found, end = _decode(part, start)
    if _BRACKET.search(part[:start]) or _BRACKET.search(part[end:]):
        raise _RefusedError("many_objects")
    _check(found)
    return part[start:end]


def _without_thoughts(text: str) -> str:
    rest = _THOUGHT.sub("", text)
    # some templates put the opening tag into the prompt, so that only the closing one is in the answer
    rest = rest.rpartition("</think>")[2]
    if "<think>" in rest:
        raise _RefusedError("no_object")
    return rest


def _decode(text: str, start: int) -> tuple[object, int]:
    try:
        return _DECODER.raw_decode(text, start)
    except _RefusedError:
        raise
    except RecursionError:
        raise _RefusedError("too_deep") from None
    except json.JSONDecodeError:
        raise _RefusedError("no_object") from None
    except ValueError:  # int() refuses thousands of digits
        raise _RefusedError("not_finite") from None


def _check(value: object) -> None:
    level = [value]
    for _ in range(DEEPEST + 1):
        for text in (item for item in level if isinstance(item, str)):
            _check_text(text)
        level = [inner for item in level for inner in _inside(item)]
        if not level:
            return
    raise _RefusedError("too_deep")


def _check_text(text: str) -> None:
    if _CONTROL.search(text):
        raise _RefusedError("control")
    if _SURROGATE.search(text):
        raise _RefusedError("surrogate")


def _inside(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        yield from value.keys()
        yield from value.values()
    elif isinstance(value, list):
        yield from value


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _RefusedError("duplicate_key")
    return found


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise _RefusedError("not_finite")
    return number


def _constant(_: str) -> NoReturn:
    raise _RefusedError("not_finite")


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_float=_finite, parse_constant=_constant)
