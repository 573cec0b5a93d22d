"""The interface of the narrative page."""

from __future__ import annotations

from typing import Annotated, Any, cast

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse

from ..errors import StaleError
from ..records import MarkKind
from ..service.reviewing import Opened, ReviewDesk, read_words
from ..spans import Span
from ..store import Slot
from .forms import ClaimForm, EditForm, ItemKey, Offset, ReversalForm, Round
from .problems import RESPONSES, problem_response
from .rendering import language_of, reviewer_of
from .views import Json, narrative_view

router = APIRouter(prefix="/api/narratives", responses=RESPONSES)

_Round = Annotated[Round, Query()]


def desk_of(request: Request) -> ReviewDesk:
    """The desk that the application works at."""
    return cast("ReviewDesk", request.app.state.desk)


@router.get("/{item_key}")
def read(request: Request, item_key: ItemKey, round: _Round = 1) -> dict[str, Any]:  # noqa: A002
    """A narrative as it stands now."""
    return _shown(request, desk_of(request).open(Slot(item_key, round)))


@router.post("/{item_key}/edits", response_model=dict[str, Any])
def edit(request: Request, item_key: ItemKey, form: EditForm) -> Any:  # noqa: ANN401
    """Makes an edit; 409 with both versions where somebody else was faster."""
    desk, slot = desk_of(request), Slot(item_key, form.round)
    try:
        return _shown(request, desk.edit(slot, form.edit, form.received(reviewer_of(request))))
    except StaleError as error:
        return _conflict(request, slot, error, form.edit.model_dump(mode="json", by_alias=True))


@router.post("/{item_key}/reversals", response_model=dict[str, Any])
def reverse(request: Request, item_key: ItemKey, form: ReversalForm) -> Any:  # noqa: ANN401
    """Takes the sender's latest edit back, or brings it back."""
    desk, slot = desk_of(request), Slot(item_key, form.round)
    try:
        return _shown(request, desk.reverse(slot, form.action, form.received(reviewer_of(request))))
    except StaleError as error:
        return _conflict(request, slot, error, {"action": form.action})


@router.post("/{item_key}/claims")
def claim(request: Request, item_key: ItemKey, form: ClaimForm) -> dict[str, str | None]:
    """Tells the others that the sender has it before them; who has it already, if somebody else."""
    slot = Slot(item_key, form.round)
    other = desk_of(request).claim(slot, reviewer_of(request), release=form.release)
    return {"claimed_by": other.reviewer if other else None}


@router.get("/{item_key}/reading")
def reading(request: Request, item_key: ItemKey, start: Offset, end: Offset, kind: MarkKind) -> dict[str, Any]:
    """Words of the narrative as a mark, its values as the grammar reads them."""
    found = desk_of(request).open(Slot(item_key)).found
    return read_words(found, Span(start, end), kind).model_dump(mode="json", by_alias=True)


def _shown(request: Request, opened: Opened) -> Json:
    reviewer = reviewer_of(request)
    claim = desk_of(request).claim_of(opened.slot)
    return narrative_view(opened, reviewer, claim, language_of(request))


def _conflict(request: Request, slot: Slot, error: StaleError, yours: Json) -> JSONResponse:
    current = _shown(request, desk_of(request).open(slot))
    more = {"current": current, "yours": yours}
    return cast("JSONResponse", problem_response(request.scope, 409, error.code, str(error), more))
