"""The dashboard, and a bulletin as a table."""

from __future__ import annotations

from typing import Annotated, cast
from urllib.parse import quote

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse, Response

from ..export import rows
from ..export.findings import finding_view
from ..export.sheets import cells, sheets
from ..service.dashboards import Dashboard
from .problems import RESPONSES
from .rendering import language_of, render

router = APIRouter(responses=RESPONSES, default_response_class=HTMLResponse)

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_Key = Annotated[int, Path(ge=1, le=2**31 - 1)]
_WIDE = 36
"""Characters from which a column is a wide one."""


def _dashboard(request: Request) -> Dashboard:
    return cast("Dashboard", request.app.state.dashboard)


@router.get("/dashboard")
def dashboard(request: Request) -> HTMLResponse:
    """What the bulletins come to."""
    return HTMLResponse(render("dashboard.html.j2", request, {"overview": _dashboard(request).overview()}))


@router.get("/bulletins/{key}")
def bulletin(request: Request, key: _Key) -> HTMLResponse:
    """A bulletin as the ledger it came from, with what was extracted beside."""
    extraction, lang = _dashboard(request).extraction(key), language_of(request)
    sheet = sheets()["items"]
    table = cells(sheet, rows.items([extraction]))
    used = [place for place in range(len(sheet.columns)) if any(row[place] not in {None, ""} for row in table)]
    return HTMLResponse(
        render(
            "bulletin.html.j2",
            request,
            {
                "extraction": extraction,
                "key": key,
                "findings": [finding_view(each, extraction.bulletin.words_at, lang) for each in extraction.findings],
                "columns": [sheet.columns[place] for place in used],
                "table": [[row[place] for place in used] for row in table],
                "wide": _WIDE,
            },
        )
    )


@router.get("/bulletins/{key}/facts.xlsx", response_class=Response)
def workbook(request: Request, key: _Key) -> Response:
    """A bulletin as a spreadsheet."""
    stem = _dashboard(request).extraction(key).bulletin.stem
    name = quote(f"{stem}.xlsx", safe="")
    return Response(
        _dashboard(request).workbook(key),
        media_type=_XLSX,
        headers={"content-disposition": f"attachment; filename*=UTF-8''{name}"},
    )
