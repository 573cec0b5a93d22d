"""What a run is to do, settled before it begins, and the digest by which the same run is known again."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from ..errors import ReadError
from ..pipeline import attempt
from ..reading import NO_DOCUMENT, fetch, load
from ..records import Failure, Skip, SourceText
from .intake import Document, documents

_HASH_SHOWN = 6


class Planned(NamedTuple):
    """A document to be read."""

    document: Document
    sha256: str
    stem: str
    """What its bulletin is called, by which no other of the run is."""


Entry = Planned | Skip | Failure
"""A document, or why it is not read."""


class Hashed(NamedTuple):
    """A document that was read through once."""

    document: Document
    sha256: str


class Plan(NamedTuple):
    """All documents of a run in their order, each content once."""

    entries: tuple[Entry, ...]
    digest: str
    """Of all that the results depend on."""


def make_plan(
    paths: Iterable[Path | Document], leave: Collection[Path], *, identity: str, anchor_date: date | None
) -> Plan:
    """The plan for the documents at `paths` but those in `leave`; each is read through once, for its hash.

    `identity` names the engine with its prompt and parameters.
    """
    return plan_of(hashed(paths, leave), identity=identity, anchor_date=anchor_date)


def plan_of(found: Iterable[Hashed | Skip | Failure], *, identity: str, anchor_date: date | None) -> Plan:
    """The plan for documents read through already, in their order."""
    entries = tuple(_entries(found))
    known = [version("bulletin-extractor"), identity, str(anchor_date), [_known(entry) for entry in entries]]
    return Plan(entries, sha256(json.dumps(known, sort_keys=True).encode()).hexdigest())


def hashed(paths: Iterable[Path | Document], leave: Collection[Path] = ()) -> Iterator[Hashed | Skip | Failure]:
    """The documents at `paths` but those in `leave`, each read through once, or why it is not."""
    for document in documents(paths, leave):
        if isinstance(document, Skip):
            yield document
            continue
        data = attempt(document.subject, "read", partial(fetch, document.path))
        yield data if isinstance(data, Failure) else Hashed(document, sha256(data).hexdigest())


def read_planned(planned: Planned, take: Callable[[], bytes] | None = None) -> SourceText | Skip | Failure:
    """The document as text, its bytes by `take` where they are in no file; skipped where it is none and was only found.

    A failure where it is no longer what it was when the run was planned.
    """
    subject = planned.document.subject
    source = attempt(subject, "read", partial(_load, planned, take or partial(fetch, planned.document.path)))
    if not isinstance(source, Failure):
        return source.model_copy(update={"stem": planned.stem})
    found = not planned.document.named and source.code in NO_DOCUMENT
    return Skip(subject=subject, reason=source.message.removeprefix(f"{subject}: ")) if found else source


def _load(planned: Planned, take: Callable[[], bytes]) -> SourceText:
    data = take()
    if sha256(data).hexdigest() != planned.sha256:
        raise ReadError(f"{planned.document.subject}: was changed while the run went on; run again", code="changed")
    return load(data, planned.document.path.name)


def _entries(found: Iterable[Hashed | Skip | Failure]) -> Iterator[Entry]:
    read: dict[str, str] = {}
    stems: set[str] = set()
    for each in found:
        if not isinstance(each, Hashed):
            yield each
            continue
        (document, digest), path = each, each.document.path
        if digest in read:
            yield Skip(subject=document.subject, reason=f"same content as {read[digest]}")
            continue
        read[digest] = document.subject
        stem = path.stem if path.stem not in stems else f"{path.stem}-{digest[:_HASH_SHOWN]}"
        stems.add(stem)
        yield Planned(document, digest, stem)


def _known(entry: Entry) -> list[str | bool]:
    match entry:
        case Planned():
            return [entry.document.subject, entry.document.named, entry.sha256, entry.stem]
        case Skip():
            return ["skip", entry.subject, entry.reason]
        case Failure():
            return ["failure", entry.subject, entry.code]
