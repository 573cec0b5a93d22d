"""The limits of an endpoint, kept for all workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from extractor.cluster.limits import Keeper

pytestmark = pytest.mark.ray


@pytest.fixture
def keeper() -> Keeper:
    """One that lets two requests be under way."""
    from extractor.cluster.limits import Keeper  # noqa: PLC0415 - with it Ray, which may be missing

    return Keeper(2)


def test_places_are_counted_over_all_workers(keeper: Keeper) -> None:
    """A third request waits, whoever sends it, until one of the two is over."""
    assert [True, True, False] == [keeper.enter("a"), keeper.enter("b"), keeper.enter("c")]
    keeper.leave("a")
    assert keeper.enter("c")


def test_a_worker_that_begins_anew_holds_nothing(keeper: Keeper) -> None:
    """Places that it held when it died are free, and no more than those."""
    for worker in ("a", "a"):
        keeper.enter(worker)
    keeper.begin("a")
    keeper.leave("a")

    assert [True, True, False] == [keeper.enter("b"), keeper.enter("b"), keeper.enter("b")]


def test_what_one_worker_learns_holds_for_all(keeper: Keeper) -> None:
    """An allowance that is used up, and a fault that no request can survive, are known to every worker."""
    keeper.learn({"x-ratelimit-limit-requests": "60", "x-ratelimit-remaining-requests": "0"}, None)
    keeper.record("permanent", "auth")

    assert (0 < keeper.take() <= 1, "auth") == (True, keeper.cause())
