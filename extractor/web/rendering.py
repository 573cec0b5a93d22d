"""Filling in pages; text of documents stands in them as text only."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache, partial
from importlib.resources import files
from typing import Any, Final, cast
from urllib.parse import unquote

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request

from ..export.words import Language, keys, word
from .access import Visitor

PACKAGE: Final = "extractor.web"
_LANGUAGE_COOKIE: Final = "lang"
REVIEWER_COOKIE: Final = "reviewer"


def language_of(request: Request | None) -> Language:
    """The language that a reader chose; Chinese where they chose none."""
    return "en" if request is not None and request.cookies.get(_LANGUAGE_COOKIE) == "en" else "zh"


def visitor_of(request: Request) -> Visitor:
    """Who asks; whoever comes to an open page is taken for somebody who looks."""
    return cast("Visitor", getattr(request.state, "visitor", Visitor(decides=False, name="")))


def reviewer_of(request: Request) -> str:
    """The name of the person who asks; the one the program was started with where they gave none."""
    name = visitor_of(request).name
    if name is not None:
        return name
    given = unquote(request.cookies.get(REVIEWER_COOKIE, "")).strip()
    return given if 0 < len(given) <= LONGEST_NAME and given.isprintable() else str(request.app.state.reviewer)


LONGEST_NAME: Final = 40


def say(key: str, lang: Language = "zh") -> str:
    """What the pages call something."""
    return _words()[key][lang]


def phrases(lang: Language) -> Mapping[str, Any]:
    """What the scripts of the pages have to say, and the names of the closed values, in their order."""
    tables = ("kind", "quantities", "percentages", "dates", "measure", "category", "bound", "severity")
    named = {table: {key: word(table, key, lang) for key in keys(table)} for table in tables}
    named["bound"]["exact"] = say("exact", lang)
    return {"say": {key: words[lang] for key, words in _words().items()}, **named}


def render(template: str, request: Request | None, values: Mapping[str, Any] = {}) -> str:
    """A page in the language of who asks."""
    lang = language_of(request)
    visitor = visitor_of(request) if request is not None else None
    reviewer = reviewer_of(request) if request is not None else ""
    return (
        _environment()
        .get_template(template)
        .render(
            values,
            lang=lang,
            reviewer=reviewer,
            visitor=visitor,
            say=partial(say, lang=lang),
            name=partial(word, lang=lang),
            path=request.url.path if request else "",
        )
    )


@cache
def _words() -> Mapping[str, Mapping[Language, str]]:
    read: Mapping[str, Mapping[Language, str]] = tomllib.loads(
        (files(PACKAGE) / "data" / "words.toml").read_text("utf-8")
    )
    return read


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(PACKAGE, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # closed values are offered in the order of their tables
    environment.policies["json.dumps_kwargs"] = {"sort_keys": False}
    return environment
