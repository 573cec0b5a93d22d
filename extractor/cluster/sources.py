"""The documents of a run: files and folders, objects under a URI, rows of a Parquet file."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import cache, partial
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any, Final, NamedTuple

import pyarrow as pa
import ray.data
from pyarrow import dataset, fs

from ..errors import ConfigurationError, ReadError
from ..pipeline import attempt
from ..reading import MAX_BYTES, fetch
from ..records import Failure, Skip
from ..service.intake import Document, reason_against_name
from ..service.planning import Hashed, hashed

NAME: Final = "path"
"""Column of a table of documents that tells them apart."""
CONTENTS: Final = ("bytes", "text")
"""Columns that hold a document, one or the other."""
_TABLE: Final = ".parquet"
_HASHED_TOGETHER: Final = 16


class Origin(NamedTuple):
    """Where the bytes of a document are."""

    place: str
    """URI that the object is under, or the table that the row is in; empty for a file."""
    path: str
    """Of the file or object, or what the row is called."""
    in_table: bool = False


class Found(NamedTuple):
    """A document, or why it is none, and where it was found."""

    origin: Origin
    what: Hashed | Skip | Failure


def find(sources: Iterable[str], leave: Collection[Path]) -> Iterator[Found]:
    """The documents of the sources in their order, those of each by name; of folders, all but those in `leave`.

    Each is read through once: files by this process, objects and rows by the cluster.
    Raises `ConfigurationError` where a table has not the columns it needs, or a URI cannot be used.
    """
    for source in sources:
        if source.endswith(_TABLE):
            yield from _rows(source)
        elif "://" in source:
            yield from _objects(source, leave)
        else:
            for each in hashed([Path(source)], leave):
                path = each.document.path if isinstance(each, Hashed) else source
                yield Found(Origin("", str(Path(path).absolute())), each)


def take(origin: Origin) -> bytes:
    """The bytes of a file or an object; raises `ReadError`."""
    if not origin.place:
        return fetch(Path(origin.path))
    try:
        with _filesystem(origin.place).open_input_stream(origin.path) as stream:
            data: bytes = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise ReadError(f"cannot be opened ({error}); check its permissions", code="unreadable") from None
    if len(data) > MAX_BYTES:
        raise ReadError(f"is larger than the {MAX_BYTES / 1e6:.0f} MB a bulletin may have; split it", code="too_large")
    return data


def contents(table: str) -> str:
    """The column of a table that holds its documents.

    Raises `FileNotFoundError` where there is none, `ConfigurationError` where it lacks what it needs.
    """
    where = (_path_in(table), _filesystem(table)) if "://" in table else (table, None)
    try:
        names = dataset.dataset(where[0], filesystem=where[1], format="parquet").schema.names
    except pa.ArrowInvalid as error:
        raise ConfigurationError(f"{table}: is no Parquet ({error}); give a document another name") from error
    column = next((name for name in CONTENTS if name in names), None)
    if NAME not in names or column is None:
        raise ConfigurationError(
            f"{table}: a table of documents has the columns {NAME}, and {' or '.join(CONTENTS)};"
            f" this one has {', '.join(names)}"
        )
    return column


def as_bytes(content: bytes | str) -> bytes:
    """A document as it would stand in a file."""
    return content.encode() if isinstance(content, str) else content


def _rows(table: str) -> Iterator[Found]:
    # Workers may run in another folder
    place = table if "://" in table else str(Path(table).absolute())
    try:
        column = contents(place)
    except FileNotFoundError:
        yield Found(Origin("", table), _missing(table))
        return
    hashes = ray.data.read_parquet(place, columns=[NAME, column]).map_batches(
        partial(_hash_rows, column=column), batch_format="pyarrow", batch_size=_HASHED_TOGETHER
    )
    rows = sorted(hashes.take_all(), key=lambda row: (row[NAME] is None, row[NAME]))
    twice = [name for name, count in Counter(row[NAME] for row in rows).items() if count > 1 and name is not None]
    if twice:
        raise ConfigurationError(f"{table}: several rows are called {twice[0]!r}; each needs a {NAME} of its own")
    for row in rows:
        yield Found(Origin(place, row[NAME] or "", in_table=True), _of_row(table, row))


def _hash_rows(batch: pa.Table, *, column: str) -> pa.Table:
    digests = [
        None if content is None else sha256(as_bytes(content)).hexdigest() for content in batch[column].to_pylist()
    ]
    return pa.table({NAME: batch[NAME].cast(pa.string()), "sha256": pa.array(digests, pa.string())})


def _of_row(table: str, row: dict[str, Any]) -> Hashed | Failure:
    name, digest = row[NAME], row["sha256"]
    if name and digest:
        return Hashed(Document(Path(name), named=True, called=name), digest)
    lacking = "a row has no document; fill it in" if name else f"a row has no {NAME}; give it one"
    subject = name or table
    return Failure(subject=subject, stage="read", code="empty", message=f"{subject}: {lacking}")


def _objects(uri: str, leave: Collection[Path]) -> Iterator[Found]:
    """The objects at or under a URI; each is fetched by the cluster for its hash."""
    listed = list(_listed(uri, leave))
    wanted = [{"path": origin.path} for origin, what in listed if what is None]
    hashes: dict[str, Hashed | Failure] = {}
    if wanted:
        blocks = -(-len(wanted) // _HASHED_TOGETHER)
        rows = ray.data.from_items(wanted, override_num_blocks=blocks).map(_hash_object, fn_kwargs={"uri": uri})
        hashes = {row["path"]: pickle.loads(row["hashed"]) for row in rows.iter_rows()}  # noqa: S301 - our own worker's
    for origin, what in listed:
        yield Found(origin, hashes[origin.path] if what is None else what)


def _hash_object(row: dict[str, Any], *, uri: str) -> dict[str, Any]:
    origin = Origin(uri, row["path"])
    subject = subject_of(origin)
    digest = attempt(subject, "read", lambda: sha256(take(origin)).hexdigest())
    document = Document(Path(origin.path), named=origin.path == _path_in(uri), called=subject)
    hashed_ = digest if isinstance(digest, Failure) else Hashed(document, digest)
    return {"path": row["path"], "hashed": pickle.dumps(hashed_)}


def _listed(uri: str, leave: Collection[Path]) -> Iterator[tuple[Origin, Skip | Failure | None]]:
    try:
        filesystem, path = _filesystem(uri), _path_in(uri)
        [info] = filesystem.get_file_info([path])
        inside = (
            filesystem.get_file_info(fs.FileSelector(path, recursive=True))
            if info.type == fs.FileType.Directory
            else ()
        )
    except OSError as error:
        raise ConfigurationError(
            f"{_scheme(uri)}: cannot be listed ({error}); check the URI and the permissions"
        ) from error
    if info.type == fs.FileType.NotFound:
        yield Origin(uri, path), _missing(subject_of(Origin(uri, path)))
        return
    if info.type == fs.FileType.File:
        yield Origin(uri, path), None
    left = frozenset(str(each.resolve()) for each in leave) if filesystem.type_name == "local" else frozenset[str]()
    for each in sorted((each for each in inside if each.type == fs.FileType.File), key=lambda each: str(each.path)):
        origin = Origin(uri, each.path)
        if left.isdisjoint(map(str, (PurePosixPath(each.path), *PurePosixPath(each.path).parents))):
            reason = _hidden(each.path, path)
            yield origin, Skip(subject=subject_of(origin), reason=reason) if reason else None


def _hidden(path: str, under: str) -> str | None:
    parts = PurePosixPath(path).relative_to(under).parts
    return next((reason for part in parts if (reason := reason_against_name(part))), None)


def subject_of(origin: Origin) -> str:
    """What an object is called: its URI without whatever opens it."""
    return f"{_scheme(origin.place)}://{origin.path}" if origin.place else origin.path


def _scheme(uri: str) -> str:
    return uri.partition("://")[0]


def _missing(subject: str) -> Failure:
    message = f"{subject}: no such file; check the name"
    return Failure(subject=subject, stage="read", code="missing", message=message)


@cache
def _opened(uri: str) -> tuple[fs.FileSystem, str]:
    try:
        filesystem, path = fs.FileSystem.from_uri(uri)
    except (pa.ArrowException, OSError, ValueError) as error:
        scheme = _scheme(uri)
        raise ConfigurationError(f"{scheme}://…: is no URI that documents can be read from ({error})") from error
    return filesystem, path.rstrip("/") or "/"


def _filesystem(uri: str) -> fs.FileSystem:
    return _opened(uri)[0]


def _path_in(uri: str) -> str:
    return _opened(uri)[1]
