"""Pages of HTML that need nothing but themselves: style and script inside, and nothing asked of the network."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from .files import replacing

_POLICY: Final = "default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'; form-action 'none'"


@cache
def part(package: str, name: str) -> str:
    """The text of the file `name` among the templates of `package`."""
    return (files(package) / "templates" / name).read_text("utf-8")


def look() -> str:
    """The style that all pages have in common: colours by theme, links, focus, and what findings underline."""
    return part("extractor.export", "look.css")


def write_page(path: Path, package: str, values: Mapping[str, object], *, style: str, script: str) -> None:
    """Writes ``report.html.j2`` of `package`, filled in; of `values`, text stands in it as text only.

    `style` and `script` are the only ones that the page's policy lets run; the style goes on from the common look.
    Raises ConfigurationError where the file cannot be written.
    """
    style = look() + style
    rendered = (
        _environment(package)
        .get_template("report.html.j2")
        .render(
            values,
            style=Markup(style),  # noqa: S704 - a file of the package
            script=Markup(script),  # noqa: S704 - a file of the package
            policy=_POLICY.format(style=_digest(style), script=_digest(script)),
        )
    )
    with replacing(path) as draft:
        draft.write_text(rendered, encoding="utf-8", newline="\n")


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


@cache
def _environment(package: str) -> Environment:
    return Environment(
        loader=PackageLoader(package, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
