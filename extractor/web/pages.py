"""The pages: the queue, and a narrative."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ..export.whereabouts import whereabouts
from ..service.originals import Originals, Recorded
from ..service.review_queue import Filters
from ..spans import Span
from ..store import ItemEntry, Slot
from .forms import ItemKey, Round
from .narratives import desk_of
from .problems import RESPONSES
from .rendering import language_of, phrases, render, reviewer_of, visitor_of
from .views import narrative_view

router = APIRouter(responses=RESPONSES, default_response_class=HTMLResponse)

_Round = Annotated[Round, Query()]
_Filter = Annotated[str, Query(max_length=200)]
_Page = Annotated[int, Query(ge=1, le=100_000)]


def _filters(
    bulletin: _Filter = "",
    unit: _Filter = "",
    kind: _Filter = "",
    status: _Filter = "",
    finding: _Filter = "",
    search: _Filter = "",
) -> Filters:
    return Filters(bulletin, unit, kind, status, finding, search.strip())


def _query(filters: Filters, round_: int) -> str:
    given = {**filters._asdict(), "round": round_ if round_ > 1 else ""}
    return urlencode({key: value for key, value in given.items() if value})


_Filters = Annotated[Filters, Depends(_filters)]


@router.get("/")
def queue(request: Request, filters: _Filters, page: _Page = 1, round: _Round = 1) -> HTMLResponse:  # noqa: A002
    """The queue, those first where looking is worth most."""
    shown = desk_of(request).queue.page(filters, page, round_=round)
    return HTMLResponse(
        render(
            "queue.html.j2",
            request,
            {"queue": shown, "filters": filters, "round": round, "onward": _query(filters, round)},
        )
    )


@router.get("/next")
def following(
    request: Request,
    filters: _Filters,
    after: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
    round: _Round = 1,  # noqa: A002
) -> Response:
    """Leads to the next narrative that is open and that nobody else has before them; to the queue where none is."""
    key = desk_of(request).queue.after(after, filters, reviewer_of(request), round_=round)
    query = _query(filters, round)
    return RedirectResponse((f"/narratives/{key}?" if key else "/?") + query, 303)


@router.get("/narratives/{item_key}")
def narrative(request: Request, item_key: ItemKey, filters: _Filters, round: _Round = 1) -> HTMLResponse:  # noqa: A002
    """A narrative with its marks, its facts and the original beside it."""
    desk, lang = desk_of(request), language_of(request)
    originals: Originals = request.app.state.originals
    slot = Slot(item_key, round)
    opened = desk.open(slot)
    item, entry = opened.found.item, desk.shelf.find(item_key)
    previous, following_ = desk.queue.before_and_after(item_key)
    claim = desk.claim_of(slot)
    return HTMLResponse(
        render(
            "narrative.html.j2",
            request,
            {
                "item": item,
                "entry": entry,
                "slot": slot,
                "beside": originals.beside(_recorded(entry), item),
                "whereabouts": whereabouts(item.places_of(Span(0, len(item.narrative.text))), lang),
                "previous": previous,
                "following": following_,
                "onward": _query(filters, round),
                "data": {
                    **narrative_view(opened, reviewer_of(request), claim, lang),
                    "decides": visitor_of(request).decides,
                    "words": phrases(lang),
                },
            },
        )
    )


@router.get("/originals/{item_key}/{page}.png", response_class=Response)
def original(request: Request, item_key: ItemKey, page: Annotated[int, Path(ge=1, le=100_000)]) -> Response:
    """The page of the document that the narrative stands on."""
    desk = desk_of(request)
    originals: Originals = request.app.state.originals
    item, entry = desk.open(Slot(item_key)).found.item, desk.shelf.find(item_key)
    return Response(originals.picture(_recorded(entry), item, page), media_type="image/png")


def _recorded(entry: ItemEntry | None) -> Recorded:
    return Recorded(entry.bulletin.sha256, entry.bulletin.path) if entry else Recorded("", None)
