"""The report: one page of HTML that needs nothing but itself."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from functools import cache, partial
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ..records import Extraction, Failure, Run, Skip
from .files import replacing
from .report import KINDS, report
from .words import Language, keys, word

_POLICY: Final = "default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'; form-action 'none'"


def write_html(
    extractions: Sequence[Extraction],
    path: str | Path,
    *,
    lang: Language = "zh",
    run: Run | None = None,
    failures: Sequence[Failure] = (),
    skips: Sequence[Skip] = (),
) -> None:
    """Writes the report in Chinese or English; `failures` and `skips` are the files that gave no bulletin.

    The page asks nothing of the network, and text of the documents stands in it as text only.
    Raises ConfigurationError where the file cannot be written.
    """
    style, script = _part("report.css"), _part("report.js")
    page = _environment().get_template("report.html.j2")
    rendered = page.render(
        report=report(extractions, failures=failures, skips=skips, lang=lang),
        run=run,
        lang=lang,
        kinds=KINDS,
        statuses=keys("reported_status"),
        say=partial(word, "page", lang=lang),
        name=partial(word, lang=lang),
        style=Markup(style),  # noqa: S704 - a file of this package
        script=Markup(script),  # noqa: S704 - a file of this package
        policy=_POLICY.format(style=_digest(style), script=_digest(script)),
    )
    with replacing(Path(path)) as draft:
        draft.write_text(rendered, encoding="utf-8", newline="\n")


def _digest(part: str) -> str:
    return "sha256-" + b64encode(sha256(part.encode()).digest()).decode()


@cache
def _part(name: str) -> str:
    return (files(__package__) / "templates" / name).read_text("utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader(__package__ or "", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
