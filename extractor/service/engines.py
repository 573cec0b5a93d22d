"""The engine that a command or the settings name."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple, cast, get_args

from ..confidence import InForce, identity_of, in_force, load_calibration, packaged_calibration
from ..learned import Mode
from ..llm.limits import Limits
from ..pipeline import Calibrated, Labeller, label_by_own, label_by_rules
from ..prompts import load
from ..records import HeaderReader
from ..settings import Settings
from ..store import Spent, Store
from .spending import Appraiser, Estimate, appraise, limited


class ChosenEngine(NamedTuple):
    """An engine, and the name a run is known by."""

    name: str
    labeller: Labeller
    workers: int = 1
    """Narratives it can be asked about at once."""
    read_header: HeaderReader | None = None
    """Tells what the columns of a table with an unknown header are for."""
    prompt: str | None = None
    """Name and hash of what a model is asked with."""
    identity: str = ""
    """Of a model that is paid for: its parameters, its prompt and how often it is asked; empty for the rules."""
    confidence: InForce = InForce(None)
    """What was learned about the engine, or why its confidence only ranks."""
    spent: Callable[[], Spent] = Spent
    """What a model has been asked since the engine was chosen."""


@contextmanager
def chosen_engine(
    name: str,
    settings: Settings,
    store: str | Store,
    *,
    max_cost: float | None = None,
    since: datetime | None = None,
    limits: Limits | None = None,
) -> Iterator[ChosenEngine]:
    """The engine called `name`; a model's connection closes at the end, its answers stay in `store`.

    No more is asked of it once `max_cost` is spent, `since` then if that is not now; `limits` are those that are kept
    with other processes. Where the block ends early nothing more is sent, and what is under
    way is waited for and kept; who is interrupted while waiting gives it up. Raises `ConfigurationError` where the
    settings name no model that can be used, or no price for it where there is a limit.
    """
    if name == "rules" or name in get_args(Mode):
        learned = calibration_for(settings, name)
        labeller = label_by_rules if name == "rules" else partial(label_by_own, cast(Mode, name))
        yield ChosenEngine(name, Calibrated(labeller, learned.calibration), confidence=learned)
        return
    from ..openai_model import OpenAIModel  # noqa: PLC0415 - the SDK takes a second to load
    from .modelling import RememberingModel, endpoint_of, header_reader, label_by  # noqa: PLC0415

    endpoint, prompt, begun = endpoint_of(settings), load(settings.prompt), since or datetime.now(UTC)
    with _opened(store) as kept, OpenAIModel(endpoint, kept.asking, limits=limits) as model:
        remembering = RememberingModel(limited(model, kept.asking, settings, max_cost, begun), kept.asking)
        called = name_of_model(settings)
        asked_with = f"{prompt.id}@{prompt.sha256}"
        learned = calibration_for(settings, called, asked_with)
        yield ChosenEngine(
            name=called,
            labeller=Calibrated(label_by(remembering, prompt, settings.samples), learned.calibration),
            workers=settings.concurrency,
            read_header=header_reader(remembering),
            identity=json.dumps([model.identity, prompt.id, prompt.sha256, settings.samples]),
            prompt=asked_with,
            confidence=learned,
            spent=partial(kept.asking.spent, begun),
        )


def name_of_model(settings: Settings) -> str:
    """What runs of the model engine are known by, whether it is asked at once or by batches."""
    return f"model:{settings.model}" + (f" ×{settings.samples}" if settings.samples > 1 else "")


@contextmanager
def _opened(store: str | Store) -> Iterator[Store]:
    """A store, opened where only its place is given."""
    if isinstance(store, Store):
        yield store
        return
    with Store.open(store) as opened:
        yield opened


def calibration_for(settings: Settings, engine: str, prompt: str | None = None) -> InForce:
    """The calibration that the settings name, or that comes with the package, if it was made for this engine.

    Raises `ConfigurationError` where the file that is named cannot be used.
    """
    if settings.calibration is None:
        return packaged_calibration(engine)
    return in_force(load_calibration(settings.calibration), identity_of(engine, prompt))


def estimate(paths: Sequence[Path], settings: Settings, store: str, anchor_date: date | None) -> Estimate:
    """What the model engine would ask about the bulletins at `paths`; nothing is sent.

    Raises `ConfigurationError` as `chosen_engine` does.
    """
    from ..openai_model import OpenAIModel  # noqa: PLC0415
    from .modelling import endpoint_of, label_by  # noqa: PLC0415

    with Store.open(store) as kept, OpenAIModel(endpoint_of(settings), kept.asking) as model:
        appraiser = Appraiser(model.identity, kept.asking)
        labeller = label_by(appraiser, load(settings.prompt), settings.samples)
        return appraise(paths, labeller, appraiser, anchor_date)
