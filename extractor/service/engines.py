"""The engine that a command or the settings name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple, cast, get_args

from ..learned import Mode, Weights, label, load_weights
from ..pipeline import Labelled, Labeller, label_by_rules
from ..prompts import load
from ..records import Ledger, NarrativeRequest
from ..settings import Settings
from ..store import Spent, Store
from .spending import Appraiser, Estimate, appraise, limited


class ChosenEngine(NamedTuple):
    """An engine, and the name a run is known by."""

    name: str
    labeller: Labeller
    workers: int = 1
    """Narratives it can be asked about at once."""
    prompt: str | None = None
    """Name and hash of what a model is asked with."""
    spent: Callable[[], Spent] = Spent
    """What a model has been asked since the engine was chosen."""


@contextmanager
def chosen_engine(
    name: str, settings: Settings, store: str, *, max_cost: float | None = None
) -> Iterator[ChosenEngine]:
    """The engine called `name`; a model's connection closes at the end, its answers stay in the store at `store`.

    No more is asked of it once `max_cost` is spent. Where the block ends early nothing more is sent, and what is under
    way is waited for and kept; who is interrupted while waiting gives it up. Raises `ConfigurationError` where the
    settings name no model that can be used, or no price for it where there is a limit.
    """
    if name == "rules":
        yield ChosenEngine(name, label_by_rules)
        return
    if name in get_args(Mode):
        yield ChosenEngine(name, label_by_learned(load_weights(), cast(Mode, name)))
        return
    from ..openai_model import OpenAIModel  # noqa: PLC0415 - the SDK takes a second to load
    from .modelling import RememberingModel, endpoint_of, label_by  # noqa: PLC0415

    endpoint, prompt = endpoint_of(settings), load(settings.prompt)
    with Store.open(store) as kept, OpenAIModel(endpoint, kept.asking) as model:
        remembering = RememberingModel(limited(model, kept.asking, settings, max_cost), kept.asking)
        yield ChosenEngine(
            name=f"model:{settings.model}" + (f" ×{settings.samples}" if settings.samples > 1 else ""),
            labeller=label_by(remembering, prompt, settings.samples),
            workers=settings.concurrency,
            prompt=f"{prompt.id}@{prompt.sha256}",
            spent=partial(kept.asking.spent, datetime.now(UTC)),
        )


def label_by_learned(weights: Weights, mode: Mode) -> Labeller:
    """The engine that answers by `weights`, alone or combined with the rules."""

    def labeller(request: NarrativeRequest, ledger: Ledger) -> Labelled:
        return Labelled(ledger, label(request, ledger, weights, mode))

    return labeller


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
