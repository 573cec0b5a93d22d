"""The application."""

from __future__ import annotations

from collections import deque
from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from ..export.page import look
from ..service.accuracy import FILE_NAME
from ..service.dashboards import Dashboard
from ..service.originals import Originals
from ..service.reviewing import ReviewDesk
from ..service.trending import TrendDesk
from ..store import Store
from . import dashboard, narratives, pages, problems, session, trends
from .access import Access
from .guard import LOOK, Guard
from .rendering import PACKAGE


def create_app(
    store: Store, access: Access, *, originals: Originals, reviewer: str, measures: Path = Path(FILE_NAME)
) -> FastAPI:
    """The application at `store`; `reviewer` is the name of who gave none, `measures` the file with those of gold."""
    app = FastAPI(title="Review", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    desk = ReviewDesk(store)
    app.state.desk = desk
    app.state.trends = TrendDesk(store, desk)
    app.state.dashboard = Dashboard(store, desk, measures)
    app.state.access = access
    app.state.originals = originals
    app.state.reviewer = reviewer
    app.state.failed_logins = deque[float]()
    for each in (session, narratives, pages, dashboard, trends):
        app.include_router(each.router)
    app.get(LOOK, include_in_schema=False)(_look)
    app.mount("/static", StaticFiles(directory=str(files(PACKAGE) / "static")), name="static")
    problems.install(app)
    app.add_middleware(Guard, access=access)
    return app


def _look() -> Response:
    """The style that these pages have in common with the reports."""
    return Response(look(), media_type="text/css")
