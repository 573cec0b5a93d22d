"""What is installed, configured and reachable."""

from __future__ import annotations

import sqlite3
import sys
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Literal, NamedTuple

from ..errors import StoreError
from ..reading.libreoffice import installed
from ..reading.office import PACKAGE
from ..settings import Settings
from ..store import Store

if TYPE_CHECKING:
    from ..openai_model import ModeReport

State = Literal["ok", "optional", "bad"]
_PYTHON = (3, 11)


class Condition(NamedTuple):
    """One thing looked at."""

    name: str
    state: State
    detail: str


def examine(settings: Settings) -> tuple[Condition, ...]:
    """The conditions this installation is in; secrets are told by presence only."""
    return (
        _python(),
        _package(),
        Condition("sqlite", "ok", sqlite3.sqlite_version),
        _extra("parquet", "duckdb"),
        _extra("local", "xllamacpp"),
        _libreoffice(),
        _output(settings),
        _store(settings),
        *_reviews(settings),
        _endpoint(settings),
    )


def examine_model(settings: Settings) -> tuple[Condition, ...]:
    """What the model endpoint does when asked: one small request a form of answer, none of any document.

    The requests stand in the ledger of the store, marked as probes. Raises `ConfigurationError` where the settings
    name no model that can be used.
    """
    from ..openai_model import probe  # noqa: PLC0415 - the SDK takes a second to load
    from .modelling import endpoint_of  # noqa: PLC0415

    endpoint = endpoint_of(settings)
    try:
        with Store.open(settings.store_location()) as store:
            report = probe(endpoint, store.asking.for_probes())
    except StoreError as error:
        return (Condition("model", "bad", f"not asked, since it could not be written down: {error}"),)
    forms = tuple(
        Condition(f"answers as {each.mode}", "ok" if each.verdict == "keeps" else "optional", _heard(each))
        for each in report.reports
    )
    if report.best is None:
        return (*forms, Condition("model", "bad", f"{settings.model}: no form of answer can be relied on"))
    told = [
        name for name, tells in (("tokens", report.tells_usage), ("probabilities", report.tells_probabilities)) if tells
    ]
    detail = f"{report.model or settings.model}, best asked as {report.best}; tells {' and '.join(told) or 'no tokens'}"
    return (*forms, Condition("model", "ok", detail))


def _heard(report: ModeReport) -> str:
    return f"{report.verdict} the form" if not report.message else f"{report.verdict}: {report.message}"


def _python() -> Condition:
    state: State = "ok" if sys.version_info[:2] >= _PYTHON else "bad"
    return Condition("python", state, sys.version.split()[0])


def _package() -> Condition:
    try:
        return Condition("bulletin-extractor", "ok", version("bulletin-extractor"))
    except PackageNotFoundError:
        return Condition("bulletin-extractor", "bad", "not installed; run make setup")


def _extra(extra: str, module: str) -> Condition:
    if find_spec(module) is None:
        return Condition(f"extra {extra}", "optional", f'not installed; pip install "bulletin-extractor[{extra}]"')
    return Condition(f"extra {extra}", "ok", f"{module} {version(module)}")


def _libreoffice() -> Condition:
    program = installed()
    if program is None:
        needed = f"not installed; .doc, .wps, .rtf and .odt need it: apt-get install {PACKAGE}"
        return Condition("LibreOffice", "optional", needed)
    return Condition("LibreOffice", "ok", program)


def _output(settings: Settings) -> Condition:
    folder = settings.out.absolute()
    existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
    try:
        # Tried rather than asked: a file system may refuse what the permissions allow
        with TemporaryFile(dir=existing):
            return Condition("output folder", "ok", str(settings.out))
    except OSError as error:
        return Condition("output folder", "bad", f"{settings.out} (not writable: {error.strerror})")


def _store(settings: Settings) -> Condition:
    location = settings.store_location()
    if "://" not in location and not Path(location).exists():
        return Condition("store", "ok", f"{location} (made at the first run)")
    try:
        with Store.open(location) as store:
            return Condition("store", "ok", f"{location}, {len(store.runs())} run(s)")
    except StoreError as error:
        return Condition("store", "bad", str(error))


def _reviews(settings: Settings) -> tuple[Condition, ...]:
    """What people decided, where they did: whether the journal beside the store says the same."""
    location = settings.store_location()
    if "://" in location or not Path(location).exists():
        return ()
    try:
        with Store.open(location) as store:
            report = store.decisions.examine()
    except StoreError as error:
        return (Condition("reviews", "bad", str(error)),)
    if report is None or (report.whole and not report.decisions):
        return ()
    if report.whole:
        return (Condition("reviews", "ok", f"{report.decisions} decision(s), journal whole, seal {report.seal}"),)
    differences = [
        f"line {report.broken} of the journal was changed, or lines before it taken out" * (report.broken is not None),
        "its last line broke off" * report.torn,
        f"{report.unwritten} decision(s) of the store are not in it" * bool(report.unwritten),
        f"{report.unknown} of its decision(s) are not in the store, or otherwise" * bool(report.unknown),
    ]
    advice = "extractor review tells what to do"
    return (Condition("reviews", "bad", f"{', '.join(filter(None, differences))}; {advice}"),)


def _endpoint(settings: Settings) -> Condition:
    given = (("a key", settings.api_key), ("an address", settings.base_url), ("a model", settings.model))
    configured = [name for name, value in given if value]
    if not configured:
        return Condition("model endpoint", "optional", "none configured; none is needed")
    used = "used by default" if settings.engine == "model" else "used with --engine model alone"
    return Condition("model endpoint", "optional", f"{', '.join(configured)} set; {used}")
