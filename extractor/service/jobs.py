"""Jobs worked off: what a job was given is run like any files, by one thread, which ends when it is told to."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import Final

from ..errors import ExtractorError, StoreError
from ..records import Run
from ..settings import Settings
from ..store import Job, RunSummary, Store
from .engines import chosen_engine
from .intake import Document
from .running import run_files

_LOG: Final = logging.getLogger(__name__)
_BEAT: Final = 15.0
"""Seconds between two signs of life; four of them fit into the lease of a job."""


class JobWorker:
    """A thread that takes one job after the other from the store at `location`, as long as it is not stopped."""

    def __init__(
        self,
        store: Store,
        location: str,
        settings: Settings,
        told: Callable[[RunSummary], None] = lambda _: None,
        *,
        poll: float = 1.0,
    ) -> None:
        """`told` hears of every run that ended; the store is looked into every `poll` seconds, or when woken."""
        self.name = f"{socket.gethostname()}-{os.getpid()}-{token_hex(3)}"
        self._store = store
        self._location = location
        self._settings = settings
        self._told = told
        self._poll = poll
        self._stopping = threading.Event()
        self._abandoned = threading.Event()
        self._wake = threading.Event()
        self._thread = threading.Thread(target=self._work, name="jobs", daemon=True)

    @property
    def alive(self) -> bool:
        """Whether it works, or would if there were a job."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def wake(self) -> None:
        """A job came."""
        self._wake.set()

    def stop(self, grace: float) -> None:
        """Take no further job; the one under way has `grace` seconds to end, then it goes back to the queue."""
        self._stopping.set()
        self._wake.set()
        self._thread.join(grace)
        self._abandoned.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._stopping.is_set():
            job = None
            try:
                job = self._store.jobs.take(self.name)
                if job is not None:
                    self._do(job)
            except StoreError as error:
                _LOG.warning("no job can be worked on: %s", error)
                job = None
            if job is None:
                self._wake.wait(self._poll)
                self._wake.clear()

    def _do(self, job: Job) -> None:
        jobs = self._store.jobs
        _LOG.info("job %s: taken", job.id)
        try:
            with self._beating(job) as lost:
                run_id = self._run(job, lost)
        except _Abandoned:
            jobs.release(job, self.name)
            _LOG.info("job %s: goes back to the queue", job.id)
        except ExtractorError as error:
            jobs.finish(job, self.name, reason=str(error))
            _LOG.warning("job %s: failed (%s)", job.id, error.code)
        except Exception as error:  # noqa: BLE001 - a job must never cost the jobs behind it
            # its words could be those of a document
            jobs.finish(job, self.name, reason=f"{type(error).__name__}; please report it")
            _LOG.error("job %s: failed (%s)", job.id, type(error).__name__)
        else:
            self._end(job, run_id)

    def _run(self, job: Job, lost: threading.Event) -> str:
        settings = self._settings
        with (
            TemporaryDirectory(prefix="extractor-job-") as folder,
            chosen_engine(settings.engine, settings, self._location) as engine,
        ):
            report = run_files(
                self._documents(job, Path(folder)),
                self._store,
                engine=engine.name,
                prompt=engine.prompt,
                identity=engine.identity,
                apart=job.id,
                calibration=engine.confidence.calibration,
                labeller=engine.labeller,
                workers=engine.workers,
                read_header=engine.read_header,
                anchor_date=job.anchor_date,
                progress=_Watch(self._abandoned, lost),
            )
        return report.run.id

    def _documents(self, job: Job, folder: Path) -> Iterator[Document]:
        for position, upload in enumerate(self._store.jobs.uploads(job)):
            path = folder / str(position) / upload.name  # two may have one name
            path.parent.mkdir()
            with path.open("wb") as file:
                file.writelines(upload.pieces)
            yield Document(path, named=True, called=upload.name)

    def _end(self, job: Job, run_id: str) -> None:
        if not self._store.jobs.finish(job, self.name, run_id=run_id):
            _LOG.warning("job %s: was given to another worker meanwhile", job.id)
            return
        _LOG.info("job %s: done in run %s", job.id, run_id)
        if summary := self._store.run(run_id):
            self._told(summary)

    @contextmanager
    def _beating(self, job: Job) -> Iterator[threading.Event]:
        over, lost = threading.Event(), threading.Event()

        def beat() -> None:
            while not over.wait(_BEAT):
                with suppress(StoreError):
                    if not self._store.jobs.beat(job, self.name):
                        lost.set()
                        return

        thread = threading.Thread(target=beat, name=f"job {job.id}", daemon=True)
        thread.start()
        try:
            yield lost
        finally:
            over.set()
            thread.join()


class _Abandoned(Exception):  # noqa: N818 - no error: the job is as good as not taken
    """The job is not to be gone on with."""


class _Watch:
    """A `Progress` that breaks a run off between two narratives."""

    def __init__(self, *reasons: threading.Event) -> None:
        self._reasons = reasons

    def began(self, run: Run, documents: int) -> None:
        """Raises `_Abandoned` where there is a reason to, as do the others."""
        del run, documents
        self._look()

    def opened(self, stem: str, items: int) -> None:
        """A document was taken apart."""
        del stem, items
        self._look()

    def advanced(self, items: int) -> None:
        """Narratives are through."""
        del items
        self._look()

    def _look(self) -> None:
        """Raises `_Abandoned` where there is a reason to."""
        if any(reason.is_set() for reason in self._reasons):
            raise _Abandoned
