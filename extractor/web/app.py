"""The application."""

from __future__ import annotations

from collections import deque
from importlib.resources import files

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from ..service.originals import Originals
from ..service.reviewing import ReviewDesk
from . import narratives, pages, problems, session
from .access import Access
from .guard import Guard
from .rendering import PACKAGE


def create_app(desk: ReviewDesk, access: Access, *, originals: Originals, reviewer: str) -> FastAPI:
    """The application at `desk`; `reviewer` is the name of who gave none."""
    app = FastAPI(title="Review", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    app.state.desk = desk
    app.state.access = access
    app.state.originals = originals
    app.state.reviewer = reviewer
    app.state.failed_logins = deque[float]()
    for each in (session, narratives, pages):
        app.include_router(each.router)
    app.mount("/static", StaticFiles(directory=str(files(PACKAGE) / "static")), name="static")
    problems.install(app)
    app.add_middleware(Guard, access=access)
    return app
