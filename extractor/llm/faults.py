"""Which class of fault a failure has, by ``data/faults.toml``."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from pydantic import TypeAdapter

from .types import FaultClass, ModelFault

LONGEST_WAIT = 120.0
"""Seconds that may be slept between two requests; what must wait longer is deferred."""
_LONGEST_DEFERRAL = 86400.0
BATCHED = "batched"
"""Code of the fault that is raised where an answer is waited for with a batch."""


class Kind(NamedTuple):
    """What is done about one way to fail."""

    fault: FaultClass
    attempts: int
    """Requests it is worth in all."""
    says: str
    then: FaultClass | None = None
    """The class it has once the attempts are spent; None: the same."""


class _Table(NamedTuple):
    kinds: dict[str, Kind]
    statuses: dict[str, str]
    errors: dict[str, str]
    finishes: dict[str, str]
    ends: dict[str, list[str]]


@cache
def _table() -> _Table:
    text = (files(__package__) / "data" / "faults.toml").read_text("utf-8")
    return TypeAdapter(_Table).validate_python(tomllib.loads(text))


def kind(code: str) -> Kind:
    """What is done about the fault called `code`; raises `KeyError` for an unknown one."""
    return _table().kinds[code]


def codes() -> tuple[str, ...]:
    """Every way to fail that has a name."""
    return tuple(_table().kinds)


def make_fault(code: str, *, raw: str = "", not_before: float | None = None, detail: str = "") -> ModelFault:
    """The fault called `code`; `detail` is shown to users, so it never holds text of a document or an answer."""
    what = kind(code)
    message = f"{what.says} ({detail})" if detail else what.says
    # half a character cannot be written to any store
    storable = raw.encode("utf-8", "replace").decode()
    return ModelFault(message, what.fault, code=code, raw=storable, not_before=not_before)


def spent(fault: ModelFault, deferral: float) -> ModelFault:
    """A fault whose requests are spent, in its final class; deferred by `deferral` seconds at least."""
    final = kind(fault.code).then or fault.fault
    not_before = max(fault.not_before or 0.0, deferral) if final == "deferred" else fault.not_before
    return ModelFault(str(fault), final, code=fault.code, raw=fault.raw, not_before=not_before)


def code_of_status(status: int) -> str | None:
    """The fault that an HTTP status stands for; None for success."""
    if 200 <= status < 300:  # noqa: PLR2004 - the classes of HTTP
        return None
    if 300 <= status < 400:  # noqa: PLR2004
        return "redirect"
    return _table().statuses.get(str(status), "bad_request" if 400 <= status < 500 else "overloaded")  # noqa: PLR2004


def code_of_error(body: object) -> str | None:
    """The fault that an error body names by its ``code`` or ``type``; None where it names no known one."""
    error = body.get("error", body) if isinstance(body, dict) else None
    if not isinstance(error, dict):
        return None
    names = [str(error.get(field, "")).lower() for field in ("code", "type")]
    return next((_table().errors[name] for name in names if name in _table().errors), None)


def code_of_finish(reason: object) -> str | None:
    """The fault that a ``finish_reason`` stands for; None for an ordinary end."""
    name = "" if reason is None else str(reason)
    if name in _table().ends["ordinary"]:
        return None
    return _table().finishes.get(name, "finish")


def seconds_to_wait(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds that ``Retry-After`` asks to wait, 0 at least; None where it asks nothing readable.

    Keys of `headers` are in lower case; `now` is seconds since the epoch, for the form that gives a date.
    """
    milliseconds = _number(headers.get("retry-after-ms", ""))
    if milliseconds is not None:
        return _bounded(milliseconds / 1000)
    text = headers.get("retry-after", "")
    seconds = _number(text)
    if seconds is None:
        seconds = _until(text, now)
    return None if seconds is None else _bounded(seconds)


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return None if math.isnan(number) else number


def _until(text: str, now: float) -> float | None:
    try:
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - now
    except (ValueError, OverflowError):
        return None


def _bounded(seconds: float) -> float:
    return min(max(seconds, 0.0), _LONGEST_DEFERRAL)
