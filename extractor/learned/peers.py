"""How a number stands to the others of its unit: which are more, which less, and what the rules say of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from .overview import Others, Overview, Peers

_MOST, _FEW = 5, 3
_PARTS = 4
_NEAR = 2


def peer_features(view: Overview, order: int) -> Iterator[str]:
    """What holds of number `order` among those of its unit, in the narrative."""
    place, role = view.scene.places[order], view.said[order]
    peers = view.peers[place.kind, place.unit]
    at = bisect_left(peers.orders, order)
    yield from _among(view, order, peers, at)
    for name, other in (("next", at + 1), ("last", at - 1)):
        if 0 <= other < len(peers.orders):
            there = peers.orders[other]
            less = "less" if view.scene.places[there].value < place.value else "not less"
            yield f"peer:{name}={view.said[there]}|{less}|{role}"
    yield from _parts(view, order, peers, at)


def _among(view: Overview, order: int, peers: Peers, at: int) -> Iterator[str]:
    value, role = view.scene.places[order].value, view.said[order]
    before, behind = peers.before[at], peers.behind[at]
    more_before, less_before = _compared(value, before)
    more_behind, less_behind = _compared(value, behind)
    count = min(len(peers.orders), _MOST)
    yield f"peer:all|{count}"
    yield f"peer:all|most={not more_before and not more_behind}|{min(count, _FEW)}"
    yield f"peer:all|{more_before}|{less_before}|{more_behind}|{less_behind}"
    yield f"peer:all|{role}|{more_before}|{less_behind}"


def _compared(value: float, others: Others) -> tuple[bool, bool]:
    """Whether one of `others` is more than `value`, and whether one is less."""
    return others.most > value, others.least < value


def _parts(view: Overview, order: int, peers: Peers, at: int) -> Iterator[str]:
    """What the rules say of the smaller numbers behind, which may be parts of it."""
    places, said = view.scene.places, view.said
    place, role = places[order], said[order]
    later = [there for there in peers.orders[at + 1 : at + 1 + 2 * _PARTS] if places[there].value < place.value]
    for there in later[:2]:
        close = places[there].inside.block - place.inside.block < _NEAR
        yield f"peer:part={said[there]}|{close}|{role}"
    yield f"peer:parts={'|'.join(sorted({said[there] for there in later[:_PARTS]}))}|{role}"
