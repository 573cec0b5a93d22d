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
_ASKING: Final = (*_FINDING, "model_labelling")
_SUFFIXES: Final = (".py", ".toml", ".txt")
RULES: Final = "rules"


class Identity(BaseModel):
    """An engine as it is at a time; facts of any other are as likely to be right as nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    engine: str
    """The name a run is known by: ``rules``, or ``model:`` with the model's name and the number of answers."""
    prompt: str | None = None
    """Name and hash of what a model is asked with."""
    code: str
    """Digest of the code and tables that find, label, check and weigh."""


def identity_of(engine: str, prompt: str | None = None) -> Identity:
    """The identity of an engine as it is now."""
    return Identity(engine=engine, prompt=prompt, code=_digest(_FINDING if engine == RULES else _ASKING))


@cache
def _digest(packages: tuple[str, ...]) -> str:
    digest = sha256()
    for package in packages:
        for name, content in _sources(files(_PACKAGE) / package):
            digest.update(f"{package}/{name}\n{len(content)}\n".encode() + content)
    return digest.hexdigest()


def _sources(folder: Traversable) -> Iterator[tuple[str, bytes]]:
    """Name and content of each source, whatever line ends a checkout gave it."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from ((f"{entry.name}/{name}", content) for name, content in _sources(entry))
        elif entry.name.endswith(_SUFFIXES):
            yield entry.name, entry.read_bytes().replace(b"\r\n", b"\n")
