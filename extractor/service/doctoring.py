"""What is installed, configured and reachable."""

from __future__ import annotations

import os
import sqlite3
import sys
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, NamedTuple

from ..errors import StoreError
from ..settings import Settings
from ..store import Store

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
        _output(settings),
        _store(settings),
        _endpoint(),
    )


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


def _output(settings: Settings) -> Condition:
    folder = settings.out.absolute()
    existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
    writable = os.access(existing, os.W_OK)
    return Condition(
        "output folder", "ok" if writable else "bad", f"{settings.out}{'' if writable else ' (not writable)'}"
    )


def _store(settings: Settings) -> Condition:
    location = settings.store_location()
    if "://" not in location and not Path(location).exists():
        return Condition("store", "ok", f"{location} (made at the first run)")
    try:
        with Store.open(location) as store:
            return Condition("store", "ok", f"{location}, {len(store.runs())} run(s)")
    except StoreError as error:
        return Condition("store", "bad", str(error))


def _endpoint() -> Condition:
    configured = [name for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL") if os.environ.get(name)]
    if not configured:
        return Condition("model endpoint", "optional", "none configured; the rules engine needs none")
    return Condition("model endpoint", "optional", f"{', '.join(configured)} set; the rules engine does not use it")
