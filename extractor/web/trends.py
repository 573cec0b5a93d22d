"""The page of trends, and a person's word on a link."""

from __future__ import annotations

from typing import cast

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from ..service.trending import TrendDesk, chart
from .forms import LinkForm
from .problems import RESPONSES
from .rendering import render, reviewer_of

router = APIRouter(responses=RESPONSES)

WIDTH = 220.0
HEIGHT = 70.0
"""Of a chart, without its margins."""


def _desk(request: Request) -> TrendDesk:
    return cast("TrendDesk", request.app.state.trends)


@router.get("/trends", response_class=HTMLResponse)
def trends(request: Request) -> HTMLResponse:
    """Tasks over time, and links that wait to be confirmed."""
    found = _desk(request).trends()
    charts = [[chart(each, measure, WIDTH, HEIGHT) for measure in each.measures] for each in found.trends]
    values = {"found": found, "charts": charts, "width": WIDTH, "height": HEIGHT}
    return HTMLResponse(render("trends.html.j2", request, values))


@router.post("/api/links", status_code=204)
def link(request: Request, form: LinkForm) -> Response:
    """Keeps that two items are one task, or that they are not."""
    _desk(request).link(form.earlier, form.later, reviewer_of(request), same=form.same)
    return Response(status_code=204)
