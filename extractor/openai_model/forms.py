"""The form of an answer: how each kind of endpoint is asked for it, and how an answer breaks it."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import instructor
from instructor.v2 import Provider, mode_registry
from pydantic import BaseModel, ValidationError

from ..llm.attempts import schema_of
from .presets import Mode
from .silence import silence

MODES: Mapping[Mode, instructor.Mode] = {
    "tools": instructor.Mode.TOOLS,
    "json_schema": instructor.Mode.JSON_SCHEMA,
    "json": instructor.Mode.JSON,
}
_SHOWN = 3
_SIZE = 256

Json = dict[str, Any]


class Shape(NamedTuple):
    """What matters of a form before it is sent."""

    complete: bool
    """Every field is required, as strict endpoints want it."""
    names: frozenset[str]
    """Every field's name, so that a name from an answer can be told from one of ours."""


@lru_cache(maxsize=_SIZE)
def shape_of(answer: type[BaseModel]) -> Shape:
    """The shape of `answer`; raises `ValueError` if any of its objects takes fields it does not name."""
    objects = list(_objects(schema_of(answer)))
    if any(entry.get("additionalProperties") is not False for entry in objects):
        raise ValueError(f"{answer.__name__} must forbid unknown fields, at every level")
    names = [frozenset(entry["properties"]) for entry in objects]
    required = [frozenset(entry.get("required", [])) for entry in objects]
    return Shape(complete=names == required, names=frozenset().union(*names))


@lru_cache(maxsize=_SIZE)
def parameters_for(answer: type[BaseModel], mode: Mode, *, strict: bool) -> Json:
    """What instructor adds to a request so that its answer has the form; the messages it would add are left out.

    `strict` asks the endpoint to keep to the form, which it does only for forms whose every field is required.
    """
    handlers = mode_registry.get_handlers(Provider.OPENAI, MODES[mode])
    _, told = handlers.request_handler(response_model=answer, kwargs={"messages": []})
    # instructor makes its loggers as it loads its parts, which is now
    silence()
    form: Json = copy.deepcopy(
        {name: told[name] for name in ("tools", "tool_choice", "response_format") if name in told}
    )
    if strict and shape_of(answer).complete:
        for tool in form.get("tools", []):
            tool["function"]["strict"] = True
        if "json_schema" in form.get("response_format", {}):
            form["response_format"]["json_schema"]["strict"] = True
    return form


def breaches(error: ValidationError, answer: type[BaseModel]) -> str:
    """Where and how an answer breaks its form, without a word of the answer itself."""
    names = shape_of(answer).names
    found = error.errors(include_url=False, include_context=False, include_input=False)
    shown = [f"{_path(entry['loc'], names)}: {entry['type']}" for entry in found[:_SHOWN]]
    more = [f"{len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
    return "; ".join(shown + more)


def _path(place: tuple[int | str, ...], names: frozenset[str]) -> str:
    return ".".join(str(part) if isinstance(part, int) or part in names else "*" for part in place) or "*"


def _objects(schema: object) -> Iterator[Json]:
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict) and schema.get("type") == "object":
            yield schema
        for inner in schema.values():
            yield from _objects(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from _objects(inner)
