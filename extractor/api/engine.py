"""The engine that answers requests: opened once, and anew after its endpoint was found dead."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from typing import Final

from ..pipeline import attempt, extract_narrative
from ..records import Failure, NarrativeRequest, NarrativeResult
from ..service import ChosenEngine, chosen_engine
from ..settings import Settings

_DEAD: Final = frozenset({"circuit_open", "stopped"})
_PAUSE: Final = 30.0
"""Seconds after which an endpoint that was found dead is asked again."""


class ServingEngine:
    """The engine that the settings name, for requests of any number of threads.

    Raises `ConfigurationError` as it is made where the settings name none that can be used.
    """

    def __init__(self, settings: Settings, location: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._location = location
        self._clock = clock
        self._lock = threading.Lock()
        self._opened = clock()
        self._stack, self._engine = self._open()

    def extract(self, request: NarrativeRequest) -> NarrativeResult | Failure:
        """All that one narrative says, or why that cannot be told."""
        engine = self._engine
        outcome = attempt("", "extract", partial(extract_narrative, request, engine.labeller))
        if isinstance(outcome, Failure) and outcome.code in _DEAD:
            self._renew(engine)
        return outcome

    def close(self) -> None:
        """Lets go of the engine; what is under way is waited for."""
        self._stack.close()

    def _open(self) -> tuple[ExitStack, ChosenEngine]:
        stack = ExitStack()
        return stack, stack.enter_context(chosen_engine(self._settings.engine, self._settings, self._location))

    def _renew(self, dead: ChosenEngine) -> None:
        with self._lock:
            if self._engine is not dead or self._clock() - self._opened < _PAUSE:
                return
            self._opened = self._clock()
            old = self._stack
            self._stack, self._engine = self._open()
        old.close()
