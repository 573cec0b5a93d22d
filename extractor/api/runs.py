"""What the store holds: runs, their facts, and both as files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path as FilePath
from tempfile import TemporaryDirectory
from typing import IO, Annotated, Final, Literal
from zipfile import ZIP_DEFLATED, ZipFile

from fastapi import Path, Query
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

from ..records import Fact, Failure, Skip
from ..service import export, stored_outcome
from ..store import RunSummary, Store
from .access import guarded_router
from .context import InService, Service
from .problems import ProblemError, described

router = guarded_router("read")

RunId = Annotated[str, Path(pattern="^[0-9A-Za-z][0-9A-Za-z.-]{0,99}$", examples=["20310604-093000-a1b2"])]
Form = Literal["jsonl", "xlsx", "csv", "html"]
_MEDIA: Final = {
    "jsonl": "application/x-ndjson",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "application/zip",
    "html": "text/html; charset=utf-8",
}
_NAMES: Final = {"jsonl": "narratives.jsonl", "xlsx": "facts.xlsx", "csv": "csv.zip", "html": "report.html"}
_CHUNK: Final = 64 * 1024
_FILES: Final = {"content": {media.split(";")[0]: {"schema": {"type": "string"}} for media in _MEDIA.values()}}


class RunView(BaseModel):
    """A run and its counts; read = done + failed + skipped."""

    id: str = Field(examples=["20310604-093000-a1b2"])
    started: datetime
    finished: datetime | None
    """None while it goes on, or where it was broken off."""
    engine: str
    code_version: str
    prompt: str | None
    read: int
    done: int
    failed: int
    skipped: int
    items: int
    items_failed: int
    facts: int
    findings: int

    @classmethod
    def of(cls, summary: RunSummary) -> RunView:
        """What is told of a run."""
        told = summary.run if summary else None
        return cls.model_validate(
            {name: getattr(summary if hasattr(summary, name) else told, name) for name in cls.model_fields}
        )


class Runs(BaseModel):
    """Some runs, the latest first."""

    runs: list[RunView]


class RunDetail(RunView):
    """A run, its counts, and the documents that gave no bulletin."""

    failures: list[Failure]
    skips: list[Skip]


class FactView(BaseModel):
    """A fact and the item whose narrative states it."""

    bulletin: str
    item: str
    fact: Fact


class Facts(BaseModel):
    """Some facts of a run, in the order of its bulletins and items."""

    facts: list[FactView]
    next_offset: int | None
    """Where to go on; None at the end."""


@router.get("/v1/runs")
def runs(
    service: InService,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    offset: Annotated[int, Query(ge=0, le=1_000_000_000)] = 0,
) -> Runs:
    """The runs of the store, whoever made them."""
    return Runs(runs=[RunView.of(summary) for summary in service.store.latest_runs(limit, offset)])


@router.get("/v1/runs/{run_id}", responses=described(404))
def run(run_id: RunId, service: InService) -> RunDetail:
    """One run."""
    view = RunView.of(_known(run_id, service))
    store = service.store
    return RunDetail(**view.model_dump(), failures=list(store.failures(run_id)), skips=list(store.skips(run_id)))


@router.get("/v1/runs/{run_id}/facts", responses=described(404))
def facts(
    run_id: RunId,
    service: InService,
    limit: Annotated[int, Query(ge=1, le=10_000)] = 1000,
    offset: Annotated[int, Query(ge=0, le=1_000_000_000)] = 0,
) -> Facts:
    """The facts of a run."""
    _known(run_id, service)
    found = list(islice(_facts(service.store, run_id), offset, offset + limit + 1))
    return Facts(facts=found[:limit], next_offset=offset + limit if len(found) > limit else None)


@router.get("/v1/runs/{run_id}/export", responses={**described(404), 200: _FILES}, response_class=StreamingResponse)
def exported(run_id: RunId, service: InService, form: Annotated[Form, Query()] = "jsonl") -> StreamingResponse:
    """A run as a file, as `extractor export` writes it; CSV as an archive of its files."""
    _known(run_id, service)
    disposition = f'attachment; filename="{run_id}-{_NAMES[form]}"'
    content = _chunks(_file(service.store, run_id, form))
    return StreamingResponse(content, media_type=_MEDIA[form], headers={"Content-Disposition": disposition})


def _facts(store: Store, run_id: str) -> Iterator[FactView]:
    for extraction in store.extractions(run_id):
        for each in extraction.results:
            for fact in each.result.facts:
                yield FactView(bulletin=extraction.bulletin.stem, item=each.item.id, fact=fact)


def _file(store: Store, run_id: str, form: Form) -> IO[bytes]:
    """The file, open and without a name: it is gone when it is closed, however the request ends."""
    with TemporaryDirectory(prefix="extractor-export-") as folder:
        [path] = export(stored_outcome(store, run_id), [form], FilePath(folder))
        return (_archive(path) if path.is_dir() else path).open("rb")


def _archive(folder: FilePath) -> FilePath:
    path = folder.with_suffix(".zip")
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, file.name)
    return path


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _known(run_id: str, service: Service) -> RunSummary:
    found = service.store.run(run_id)
    if found is None:
        raise ProblemError(404, "no_run", "there is no such run")
    return found
