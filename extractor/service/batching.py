"""Runs by batches: handed in, left alone, taken up when they are answered.

A batch is written down before its file leaves, under a token that its file and the batch carry at the endpoint. So
whatever a crash leaves half done is found again by its token, and nothing is handed in twice.
"""

from __future__ import annotations

from itertools import islice
from secrets import token_hex
from typing import Final, NamedTuple

from ..openai_model import ENDED, BatchState, OpenAIBatches
from ..store import Batch, Store
from .batch_requests import RequestFiles

_AT_ONCE: Final = 500
"""Replies that go to disk together."""
_UNANSWERED: Final = {"expired": "late", "cancelled": "stopped", "failed": "stopped"}
"""Status of a batch → how those of its requests ended that it has no reply for."""
GONE: Final = "gone"


class Settled(NamedTuple):
    """A batch that was looked at."""

    batch: Batch
    state: BatchState | None
    """None: the endpoint never had it."""
    replies: int = 0
    """Taken in just now."""

    @property
    def ended(self) -> bool:
        """Whether nothing more comes of it."""
        return self.state is None or self.state.status in ENDED

    @property
    def may_go_on(self) -> bool:
        """Whether what it did not answer may be handed in again: not after a failure or the user's cancelling."""
        return self.state is None or self.state.status in {"completed", "expired"}


def settle(store: Store, endpoint: OpenAIBatches) -> list[Settled]:
    """Looks at every open batch of the endpoint's model and takes in what those that ended have brought.

    Raises `ModelFault` where the endpoint cannot be asked; what was taken in is kept.
    """
    return [_settle(store, endpoint, batch) for batch in store.batches.open() if batch.model == endpoint.identity]


def look(store: Store, endpoint: OpenAIBatches) -> list[Settled]:
    """How every open batch of the endpoint's model stands; nothing is taken in or handed in."""
    found = []
    for batch in store.batches.open():
        if batch.model == endpoint.identity:
            state = endpoint.state(batch.batch_id) if batch.batch_id else endpoint.find(batch.token)
            found.append(Settled(batch, state))
    return found


def submit(store: Store, endpoint: OpenAIBatches, run_id: str, files: RequestFiles) -> list[BatchState]:
    """Hands in the files of requests as batches of a run, each written down before it leaves and as it is taken."""
    states = []
    for file in files:
        batch = store.batches.plan(run_id, token_hex(8), endpoint.identity, file.requests)
        file_id = endpoint.upload(file.path, batch.token)
        store.batches.tell(batch.key, file_id=file_id)
        states.append(_submit(store, endpoint, batch, file_id))
    return states


def cancel(store: Store, endpoint: OpenAIBatches) -> list[Settled]:
    """Asks the endpoint to answer no more of any open batch."""
    found = []
    for batch in store.batches.open():
        if batch.model != endpoint.identity:
            continue
        state = _known(store, endpoint, batch)
        if state is not None and state.status not in ENDED:
            state = endpoint.cancel(state.id)
            store.batches.tell(batch.key, status=state.status)
        found.append(Settled(batch, state))
    return found


def _settle(store: Store, endpoint: OpenAIBatches, batch: Batch) -> Settled:
    state = _known(store, endpoint, batch)
    if state is None:
        store.batches.tell(batch.key, status=GONE)
        store.batches.close(batch.key, "stopped")
        return Settled(batch, None)
    store.batches.tell(batch.key, batch_id=state.id, status=state.status)
    if state.status not in ENDED:
        return Settled(batch, state)
    replies = 0
    for file_id in state.files:
        coming = endpoint.replies(file_id)
        while some := list(islice(coming, _AT_ONCE)):
            replies += store.batches.receive(batch.key, some)
    store.batches.close(batch.key, _UNANSWERED.get(state.status, "interrupted"))
    return Settled(batch, state, replies)


def _known(store: Store, endpoint: OpenAIBatches, batch: Batch) -> BatchState | None:
    """The batch at the endpoint, found by its token where its ids were lost, and handed in where only its file was."""
    if batch.batch_id is not None:
        return endpoint.state(batch.batch_id)
    state = endpoint.find(batch.token)
    if state is not None:
        return state
    file_id = batch.file_id or endpoint.find_file(batch.token)
    return None if file_id is None else _submit(store, endpoint, batch, file_id)


def _submit(store: Store, endpoint: OpenAIBatches, batch: Batch, file_id: str) -> BatchState:
    state = endpoint.submit(file_id, batch.token)
    store.batches.tell(batch.key, file_id=file_id, batch_id=state.id, status=state.status)
    return state
