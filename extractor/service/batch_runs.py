"""The model engine by batches: begun like any run, gone on with as answers come."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from ..confidence import Calibration
from ..errors import ConfigurationError
from ..llm.faults import BATCHED
from ..openai_model import BatchState, OpenAIBatches
from ..pipeline import Calibrated, Labeller
from ..prompts import load
from ..records import Run
from ..settings import Settings
from ..store import Store
from .batch_requests import BatchModel, Limits, RequestFiles
from .batching import Settled, cancel, settle, submit
from .engines import calibration_for, name_of_model
from .modelling import RememberingModel, endpoint_of, label_by
from .running import RunReport, go_on

__all__ = ("BatchEngine", "Round", "batch_engine", "cancel", "collect", "hand_in")


class BatchEngine(NamedTuple):
    """The model engine whose answers come later."""

    name: str
    """As of the engine that asks at once, since the results are the same."""
    prompt: str
    identity: str
    labeller: Labeller
    calibration: Calibration | None
    endpoint: OpenAIBatches
    files: RequestFiles
    """What is to be handed in."""


class Round(NamedTuple):
    """One look at the batches of a run."""

    report: RunReport
    submitted: Sequence[BatchState]
    """Batches handed in for what is left."""
    held_by_a_batch: bool
    """An open batch has or had some of what is left."""

    @property
    def waiting(self) -> int:
        """Narratives that wait for a batch."""
        return sum(failure.code == BATCHED for failure in self.report.left)


@contextmanager
def batch_engine(settings: Settings, store: Store, limits: Limits | None = None) -> Iterator[BatchEngine]:
    """The model engine by batches; raises `ConfigurationError` where the settings name no model that can be used."""
    prompt = load(settings.prompt)
    with OpenAIBatches(endpoint_of(settings)) as endpoint, RequestFiles(limits) as files:
        model = RememberingModel(BatchModel(endpoint, store, files), store.asking)
        name = name_of_model(settings)
        asked_with = f"{prompt.id}@{prompt.sha256}"
        learned = calibration_for(settings, name, asked_with)
        yield BatchEngine(
            name=name,
            prompt=asked_with,
            identity=json.dumps([model.identity, prompt.id, prompt.sha256, settings.samples]),
            labeller=Calibrated(label_by(model, prompt, settings.samples), learned.calibration),
            calibration=learned.calibration,
            endpoint=endpoint,
            files=files,
        )


def hand_in(report: RunReport, store: Store, engine: BatchEngine, settled: Sequence[Settled]) -> Round:
    """Hands in what a run has left, unless one of its batches failed or was cancelled just now."""
    own = [each for each in settled if each.batch.run_id == report.run.id]
    submitted: Sequence[BatchState] = ()
    if all(each.may_go_on or not each.ended for each in own):
        submitted = submit(store, engine.endpoint, report.run.id, engine.files)
    return Round(report, submitted, held_by_a_batch=bool(store.batches.open(report.run.id)))


def collect(store: Store, settings: Settings) -> tuple[Sequence[Settled], Sequence[Round]]:
    """Takes in what the open batches have brought and goes on with their runs.

    Raises `ConfigurationError` where a run was begun by another model, prompt or number of samples.
    """
    rounds = []
    with batch_engine(settings, store) as engine:
        settled = settle(store, engine.endpoint)
    for run in _unfinished(store):
        with batch_engine(settings, store) as engine:
            if (run.engine, run.prompt) != (engine.name, engine.prompt):
                raise ConfigurationError(
                    f"run {run.id} was begun with {run.engine} and {run.prompt}; set OPENAI_MODEL, EXTRACTOR_PROMPT and"
                    " EXTRACTOR_SAMPLES as they were then"
                )
            rounds.append(hand_in(go_on(run, store, engine.labeller), store, engine, settled))
    return settled, rounds


def _unfinished(store: Store) -> Sequence[Run]:
    waiting = {batch.run_id for batch in store.batches.of()}
    runs = [summary.run for summary in store.runs()]
    return [run for run in runs if run.id in waiting and run.finished is None]
