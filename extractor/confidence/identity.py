"""What a calibration was made for: engine, prompt and code."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from pydantic import BaseModel, ConfigDict

_PACKAGE: Final = "extractor"
_FINDING: Final = ("mentions", "labelling", "verification", "confidence")
_LEARNED: Final = (*_FINDING, "learned", "learned/weights")
_ASKING: Final = (*_FINDING, "model_labelling")
_SUFFIXES: Final = (".py", ".toml", ".txt")
_WEIGHTS: Final = ".json"
OWN: Final = {"rules": _FINDING, "learned": _LEARNED, "combined": _LEARNED}
"""What goes into the digest of the engines that ask no model."""


class Identity(BaseModel):
    """An engine as it is at a time; facts of any other are as likely to be right as nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    engine: str
    """The name a run is known by: ``rules``, ``combined``, or ``model:`` with the model's name and how often it is
    asked."""
    prompt: str | None = None
    """Name and hash of what a model is asked with."""
    code: str
    """Digest of the code, tables and weights that find, label, check and weigh."""


def identity_of(engine: str, prompt: str | None = None) -> Identity:
    """The identity of an engine as it is now."""
    return Identity(engine=engine, prompt=prompt, code=_digest(OWN.get(engine, _ASKING)))


@cache
def _digest(packages: tuple[str, ...]) -> str:
    digest = sha256()
    for package in packages:
        suffixes = (_WEIGHTS,) if package.endswith("weights") else _SUFFIXES
        for name, content in _sources(files(_PACKAGE) / package, suffixes):
            digest.update(f"{package}/{name}\n{len(content)}\n".encode() + content)
    return digest.hexdigest()


def _sources(folder: Traversable, suffixes: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Name and content of each source, whatever line ends a checkout gave it."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from ((f"{entry.name}/{name}", content) for name, content in _sources(entry, suffixes))
        elif entry.name.endswith(suffixes):
            yield entry.name, entry.read_bytes().replace(b"\r\n", b"\n")
