"""Reading a prompt file, and filling it in.

A file starts with front matter, ``key: value`` lines between two lines of ``---``: `id`, `purpose`
and `inputs` (names, separated by commas). Its body is one or more parts, each headed by a line
``[[system]]`` or ``[[user]]``. Parts are told apart before anything is filled in, so no input can
open one.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal, NamedTuple, cast

from jinja2 import StrictUndefined, Template, TemplateError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ..errors import ConfigurationError
from ..records._base import Record

PromptRole = Literal["system", "user"]

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_HEADING = re.compile(r"^\[\[(system|user)\]\]\n", re.MULTILINE)
_FILE = re.compile(r"---\n(?P<head>.*?)\n---\n(?P<body>.*)", re.DOTALL)
_KEYS = ("id", "purpose", "inputs")
_FOLDERS: tuple[Traversable, ...] = (files(__package__) / "files", Path(__file__).parents[2] / "prompts")
"""Where an installed package has the files, and where the repository has them."""

_environment = ImmutableSandboxedEnvironment(  # a prompt is plain text: nothing to escape
    undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True
)


class Part(NamedTuple):
    """One turn of a prompt."""

    role: PromptRole
    text: str


class Prompt(Record):
    """A prompt file."""

    id: str
    purpose: str
    inputs: tuple[str, ...]
    """Names of what a request puts in."""
    body: str
    """The Jinja2 template, with its headings."""
    sha256: str
    """Hash of the file's bytes, stored with every run that asks with it."""

    def render(self, values: dict[str, str]) -> tuple[Part, ...]:
        """The parts with `values` filled in, as they stand: a value is never read as a template.

        Raises `ConfigurationError` where `values` are not just the inputs, or the template fails.
        """
        if set(values) != set(self.inputs):
            raise ConfigurationError(
                f"prompt {self.id!r} takes {', '.join(sorted(self.inputs))}; got {', '.join(sorted(values))}"
            )
        try:
            return tuple(Part(role, template.render(values).strip()) for role, template in _templates(self.body))
        except TemplateError as error:
            raise ConfigurationError(f"prompt {self.id!r}: {error}; correct its template") from None


@cache
def load(name: str) -> Prompt:
    """The prompt in ``<name>.md``; raises `ConfigurationError` where there is none or it is malformed."""
    if _NAME.fullmatch(name) is None:
        raise ConfigurationError(f"{name!r} is no name of a prompt; use lower-case letters, digits and hyphens")
    for folder in _FOLDERS:
        file = folder / f"{name}.md"
        if file.is_file():
            return parse(name, file.read_bytes())
    raise ConfigurationError(f"there is no prompt {name!r}; the files are in {_FOLDERS[-1]}")


def parse(name: str, data: bytes) -> Prompt:
    """The prompt that the bytes of file `name` hold; raises `ConfigurationError` where they are malformed."""
    match = _FILE.fullmatch(data.decode("utf-8").replace("\r\n", "\n"))
    if match is None:
        raise ConfigurationError(f"prompt {name!r} lacks its front matter between two lines of ---")
    head = dict(_entry(name, line) for line in match["head"].splitlines() if line.strip())
    if tuple(sorted(head)) != tuple(sorted(_KEYS)):
        raise ConfigurationError(f"prompt {name!r}: front matter must have just {', '.join(_KEYS)}; has {list(head)}")
    prompt = Prompt(
        id=head["id"],
        purpose=head["purpose"],
        inputs=tuple(one.strip() for one in head["inputs"].split(",") if one.strip()),
        body=match["body"],
        sha256=hashlib.sha256(data).hexdigest(),
    )
    _check(name, prompt)
    return prompt


def _entry(name: str, line: str) -> tuple[str, str]:
    key, colon, value = line.partition(":")
    if not colon or not value.strip():
        raise ConfigurationError(f"prompt {name!r}: front matter line {line!r} is not `key: value`")
    return key.strip(), value.strip()


def _check(name: str, prompt: Prompt) -> None:
    if prompt.id != name:
        raise ConfigurationError(f"prompt {name!r} calls itself {prompt.id!r}; name the file after its id")
    try:
        used = set[str]().union(
            *(meta.find_undeclared_variables(_environment.parse(text)) for _, text in _parts(prompt.body))
        )
    except TemplateError as error:
        raise ConfigurationError(f"prompt {name!r}: {error}; correct its template") from None
    if used != set(prompt.inputs):
        raise ConfigurationError(
            f"prompt {name!r} uses {sorted(used)} and declares {sorted(prompt.inputs)}; make them agree"
        )


@cache
def _templates(body: str) -> list[tuple[PromptRole, Template]]:
    return [(role, _environment.from_string(text)) for role, text in _parts(body)]


def _parts(body: str) -> list[tuple[PromptRole, str]]:
    before, *rest = _HEADING.split(body)
    if before.strip() or not rest:
        raise ConfigurationError("the body of a prompt starts with a line [[system]] or [[user]]")
    return [(cast(PromptRole, role), text) for role, text in zip(rest[::2], rest[1::2], strict=True)]
