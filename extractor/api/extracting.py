"""A text now."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

from fastapi import Body
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from ..records import Failure, NarrativeRequest, NarrativeResult, ReportedStatus
from .access import guarded_router
from .context import InService
from .problems import ProblemError, described, later

router = guarded_router("extract")

_LONGEST: Final = 20_000
_AGAIN: Final = frozenset({"circuit_open", "rate_limited"})
_PAUSE: Final = 30.0
_EXAMPLE: Final[JsonDict] = {
    "id": "demo/1",
    "narrative": "截至5月底，换热站已完成1座，占计划的5%；资金尚未到位。",
    "anchor_date": "2031-06-04",
    "task": "新建换热站20座。",
}


class Text(BaseModel):
    """A narrative outside any bulletin."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_EXAMPLE]})

    id: str = Field(default="", max_length=200)
    """Whatever the client knows it by; comes back as it is."""
    narrative: str = Field(min_length=1, max_length=_LONGEST)
    anchor_date: date | None = None
    """Day that dates without a year are read from, as a rule the issue date."""
    task: str = Field(default="", max_length=_LONGEST)
    """The task that the narrative is about, which helps to tell a target from what was done."""
    reported_status: ReportedStatus | None = None


@router.post("/v1/extract", responses=described(408, 413, 502))
def extract(text: Annotated[Text, Body()], service: InService) -> NarrativeResult:
    """The facts and findings of one narrative; nothing of it is stored, but for the answers of a model."""
    outcome = service.engine.extract(NarrativeRequest.model_validate(text.model_dump()))
    service.figures.extracted(outcome)
    if isinstance(outcome, Failure):
        raise _problem_of(outcome)
    return outcome


def _problem_of(failure: Failure) -> ProblemError:
    if failure.code == "unexpected":
        return ProblemError(500, "unexpected", "the service has a fault with this text; please report it")
    detail = failure.message.removeprefix(": ")
    if failure.code in _AGAIN:
        return later(503, failure.code, detail, _PAUSE)
    return ProblemError(502, failure.code, detail)
