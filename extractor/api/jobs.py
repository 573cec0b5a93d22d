"""Whole documents, run one job after the other."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date, datetime
from functools import partial
from typing import Annotated, Final, Literal

from fastapi import Depends, File, Form, Header, Path, Query, Response, UploadFile
from pydantic import BaseModel, Field
from pydantic.json_schema import SkipJsonSchema
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from ..store import Job, Token, Upload
from .access import Bearer, guarded_router
from .context import InService, Service, service_of
from .problems import Fault, ProblemError, described, later
from .uploads import plain_name

_FIELDS: Final = frozenset({"documents", "anchor_date"})
_NAME_TOLD: Final = 50
_PIECE: Final = 1_000_000
"""Bytes of a document that are in memory at a time."""
_QUEUE_PAUSE: Final = 30.0
_UPLOAD_PAUSE: Final = 5.0


@asynccontextmanager
async def _room(request: Request) -> AsyncIterator[None]:
    """A place for an upload, before a byte of it is read; raises a problem where there is none."""
    service = service_of(request)
    counts = await run_in_threadpool(service.store.jobs.counts)
    if counts.get("queued", 0) >= service.limits.queue:
        raise later(503, "queue_full", "so many jobs wait that no more are taken; try again later", _QUEUE_PAUSE)
    if not service.uploads.take():
        raise later(503, "busy", "too many uploads are under way; try again soon", _UPLOAD_PAUSE)
    try:
        yield
    finally:
        service.uploads.leave()


async def _refuse_odd_fields(request: Request) -> None:
    """A field that is misspelt, sent empty or sent twice must not be taken for none, or for another."""
    form = await request.form()
    faults = [Fault(where=f"body.{name[:_NAME_TOLD]}", what="is no field here") for name in set(form) - _FIELDS]
    days = form.getlist("anchor_date")
    if "" in days or len(days) > 1:
        faults.append(Fault(where="body.anchor_date", what="is empty, or there more than once; give one day or none"))
    if faults:
        told = sorted(faults, key=lambda fault: fault.where)
        raise ProblemError(422, "form", "the form has fields that are not taken; see errors", errors=told)


router = guarded_router("extract", {"POST": _room})
JobId = Annotated[str, Path(pattern="^[0-9a-f]{16}$", examples=["0123456789abcdef"])]


class JobView(BaseModel):
    """A job as it stands."""

    id: str = Field(examples=["0123456789abcdef"])
    owner: str = Field(examples=["intake"])
    """Name of the token it came with."""
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    """done: see the run, which tells what came of each document; failed: see the reason."""
    documents: int
    anchor_date: date | None
    created: datetime
    started: datetime | None
    finished: datetime | None
    run_id: str | None
    reason: str | None

    @classmethod
    def of(cls, job: Job) -> JobView:
        """What is told of `job`."""
        return cls.model_validate({name: getattr(job, name) for name in cls.model_fields})


class Jobs(BaseModel):
    """Some jobs, the latest first."""

    jobs: list[JobView]


@router.post("/v1/jobs", status_code=202, responses=described(408, 413), dependencies=[Depends(_refuse_odd_fields)])
def give(
    response: Response,
    service: InService,
    token: Bearer,
    documents: Annotated[list[UploadFile], File(description="Bulletins, each of at most 50 MB.", min_length=1)],
    anchor_date: Annotated[
        date | SkipJsonSchema[None],
        Form(description="Day that dates without a year are read from, instead of the issue dates."),
    ] = None,
    idempotency_key: Annotated[
        str | SkipJsonSchema[None],
        Header(description="Name of this request; sent again, it makes no second job.", max_length=200, min_length=1),
    ] = None,
) -> JobView:
    """Give documents; they are kept until they were run, and run in the order they came."""
    job = service.store.jobs.add(token.key, _read(documents), anchor_date, idempotency_key)
    service.worker.wake()
    response.headers["Location"] = f"/v1/jobs/{job.id}"
    return JobView.of(job)


@router.get("/v1/jobs")
def jobs(
    service: InService,
    token: Bearer,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    offset: Annotated[int, Query(ge=0, le=1_000_000_000)] = 0,
) -> Jobs:
    """The jobs that came with this token; with the scope admin, those of all."""
    found = service.store.jobs.page(_owner(token), limit=limit, offset=offset)
    return Jobs(jobs=[JobView.of(job) for job in found])


@router.get("/v1/jobs/{job_id}", responses=described(404))
def job(job_id: JobId, service: InService, token: Bearer) -> JobView:
    """One job; ask again until its state is done, failed or cancelled."""
    return JobView.of(_known(job_id, service, token))


@router.delete("/v1/jobs/{job_id}", responses=described(404, 409))
def cancel(job_id: JobId, service: InService, token: Bearer) -> JobView:
    """Cancel a job that waits; its documents are forgotten."""
    found = _known(job_id, service, token)
    if found.state != "cancelled" and not service.store.jobs.cancel(found):
        now = _known(job_id, service, token).state
        raise ProblemError(409, "not_queued", f"the job is {now}; only one that waits can be cancelled")
    return JobView.of(_known(job_id, service, token))


def _read(documents: list[UploadFile]) -> Iterator[Upload]:
    for document in documents:
        yield Upload(plain_name(document.filename), iter(partial(document.file.read, _PIECE), b""))


def _owner(token: Token) -> int | None:
    return None if token.allows("admin") else token.key


def _known(job_id: str, service: Service, token: Token) -> Job:
    found = service.store.jobs.get(job_id, _owner(token))
    if found is None:
        raise ProblemError(404, "no_job", "there is no such job of this token")
    return found
