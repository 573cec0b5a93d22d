"""Gold lines for these tests; places and figures are invented."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, get_args

from hypothesis import strategies as st

from extractor.records import (
    Blocker,
    BlockerCategory,
    Bound,
    Date,
    DateRole,
    GoldLine,
    Percentage,
    PercentageKind,
    PercentageRole,
    Quantity,
    QuantityRole,
    ReportedStatus,
)
from tests.factories import ANCHOR, NARRATIVE, blocker, day, percentage, quantity

GOLD = Path(__file__).parents[3] / "gold"
LABELS = sorted((GOLD / "labels").glob("*.jsonl"))


def usual_line(**changes: Any) -> GoldLine:  # noqa: ANN401
    """A gold line without fault; `changes` give other fields."""
    fields: dict[str, Any] = {
        "id": "demo/1",
        "bulletin": "demo",
        "item": "1",
        "anchor_date": ANCHOR,
        "task": "新建换热站20座。",
        "narrative": NARRATIVE,
        "reported_status": "on_track",
        "quantities": (
            quantity(NARRATIVE, "1座", 1, "座"),
            quantity(NARRATIVE, "3.2万元", 32000, "元", subject="投资"),
        ),
        "percentages": (percentage(NARRATIVE, "5%", 5, subject="计划"),),
        "dates": (day(NARRATIVE, "5月底", date(2031, 5, 31)),),
        "blockers": (blocker(NARRATIVE, "资金尚未到位"),),
    }
    return GoldLine(**{**fields, **changes})


def as_json(line: GoldLine, **changes: Any) -> str:  # noqa: ANN401
    """The line as its file has it; `changes` give other fields, whatever their types."""
    return json.dumps({**line.model_dump(mode="json", by_alias=True), **changes}, ensure_ascii=False)


_CHARS = "截至5月底，换热站已完成1座；資金0.5%<b>&\\\"'=:;\t\r\n 𠮷🚧é\u2028"
_NUMBERS = st.integers(-(10**18), 10**18) | st.floats(allow_nan=False, allow_infinity=False)
CHARS = st.characters(codec="utf-8")
_WORDS = st.text(CHARS, max_size=8)
_DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@st.composite
def gold_lines(draw: st.DrawFn) -> GoldLine:
    """Any gold line whose marks fit its narrative and do not overlap, in astral characters, markup and line breaks."""
    narrative = draw(st.text(_CHARS, max_size=40))
    cuts = sorted(draw(st.lists(st.integers(0, len(narrative)), max_size=8, unique=True)))
    marks = [
        draw(_mark(narrative, start, end))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
        if narrative[start:end].strip("\n") == narrative[start:end]
    ]
    groups = {
        kind.group: tuple(mark for mark in marks if isinstance(mark, kind))
        for kind in (Quantity, Percentage, Date, Blocker)
    }
    return GoldLine(
        id=draw(st.text(CHARS, min_size=1, max_size=12)),
        bulletin=draw(_WORDS),
        item=draw(_WORDS),
        anchor_date=draw(_DAYS),
        task=draw(_WORDS),
        narrative=narrative,
        reported_status=draw(st.sampled_from((None, *get_args(ReportedStatus)))),
        **groups,
    )


@st.composite
def _mark(draw: st.DrawFn, narrative: str, start: int, end: int) -> Quantity | Percentage | Date | Blocker:
    where: dict[str, Any] = {"text": narrative[start:end], "start": start, "end": end}
    number = st.fixed_dictionaries(
        {
            "value": _NUMBERS,
            "value_max": st.none() | _NUMBERS,
            "bound": st.sampled_from(get_args(Bound)),
            "subject": _WORDS,
        }
    )
    match draw(st.integers(0, 3)):
        case 0:
            role = draw(st.sampled_from(get_args(QuantityRole)))
            return Quantity(**where, **draw(number), unit=draw(_WORDS), role=role)
        case 1:
            kind = draw(st.sampled_from(get_args(PercentageKind)))
            role = draw(st.sampled_from(get_args(PercentageRole)))
            return Percentage(**where, **draw(number), kind=kind, role=role)
        case 2:
            role = draw(st.sampled_from(get_args(DateRole)))
            return Date.model_validate({**where, "from": draw(_DAYS), "to": draw(_DAYS), "role": role})
        case _:
            return Blocker(
                **where, category=draw(st.sampled_from(get_args(BlockerCategory))), halted=draw(st.booleans())
            )
