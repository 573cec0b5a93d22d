"""The engine that a command or the settings name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from ..pipeline import Labeller, label_by_rules
from ..settings import Settings
from ..store import Store


class ChosenEngine(NamedTuple):
    """An engine, and the name a run is known by."""

    name: str
    labeller: Labeller


@contextmanager
def chosen_engine(name: str, settings: Settings, store: str) -> Iterator[ChosenEngine]:
    """The engine called `name`; a model's connection closes at the end, its answers stay in the store at `store`.

    Raises `ConfigurationError` where the settings name no model that can be used.
    """
    if name == "rules":
        yield ChosenEngine(name, label_by_rules)
        return
    from ..openai_model import OpenAIModel  # noqa: PLC0415 - the SDK takes a second to load
    from .modelling import RememberingModel, endpoint_of, label_by  # noqa: PLC0415

    endpoint = endpoint_of(settings)
    with Store.open(store) as kept, OpenAIModel(endpoint, kept.asking) as model:
        yield ChosenEngine(f"model:{settings.model}", label_by(RememberingModel(model, kept.asking)))
