"""Calibrations from files, and whether they hold."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from ..errors import ConfigurationError
from .calibration import Calibration
from .identity import OWN, Identity, identity_of


class InForce(NamedTuple):
    """The calibration that holds, or why there is none."""

    calibration: Calibration | None
    why_not: str = ""


def load_calibration(path: Path) -> Calibration:
    """The calibration at `path`; raises `ConfigurationError` where it cannot be read or breaks the form."""
    try:
        return _parse(path.read_bytes(), str(path))
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be opened ({error.strerror}); check EXTRACTOR_CALIBRATION") from None


def in_force(calibration: Calibration | None, identity: Identity) -> InForce:
    """`calibration`, if it was made for `identity`; one made for anything else is refused, and said why."""
    if calibration is None:
        return InForce(None, f"none was made for {identity.engine}")
    made = calibration.identity
    for name, mine, needed in (
        ("engine", made.engine, identity.engine),
        ("prompt", made.prompt, identity.prompt),
        ("code", made.code, identity.code),
    ):
        if mine != needed:
            known = f"{_short(mine)}, this is {_short(needed)}"
            return InForce(None, f"the calibration was made for another {name} ({known})")
    return InForce(calibration)


@cache
def packaged_calibration(engine: str) -> InForce:
    """The calibration that comes with the package; there is none for engines that ask a model."""
    file = files(__package__) / "calibrations" / f"{engine}.json"
    packaged = _parse(file.read_bytes(), file.name) if engine in OWN and file.is_file() else None
    return in_force(packaged, identity_of(engine))


def _parse(content: bytes, where: str) -> Calibration:
    try:
        return Calibration.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "file"
        raise ConfigurationError(
            f"{where}: {field}: {first['msg']}; make it anew with: extractor eval calibrate"
        ) from None


_SHOWN = 20


def _short(name: str | None) -> str:
    return "none" if name is None else name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…"
