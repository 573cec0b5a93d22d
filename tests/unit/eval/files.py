"""Gold folders and prediction files for tests; places and figures are invented."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from eval.marks import AnyMark, Guess
from extractor.records import GoldItem, GoldLine, Marks
from tests.factories import ANCHOR, NARRATIVE, blocker, day, percentage, quantity

BULLETIN = f"""民生实事进展情况通报
2031年6月4日

1.新建换热站20座。
责任单位：柏塘区住建局
进展情况：{NARRATIVE}

2.新建公厕12座。
责任单位：柏塘区城管局
进展情况：截至5月底，已建成7座，占任务的58.3%。
"""
SECOND = "截至5月底，已建成7座，占任务的58.3%。"


def usual_marks() -> list[AnyMark]:
    """The five marks of `NARRATIVE`."""
    return [
        quantity(NARRATIVE, "1座", 1, "座"),
        quantity(NARRATIVE, "3.2万元", 32000, "元", subject="投资"),
        percentage(NARRATIVE, "5%", 5),
        day(NARRATIVE, "5月底", date(2031, 5, 31)),
        blocker(NARRATIVE, "资金尚未到位"),
    ]


def second_marks() -> list[AnyMark]:
    """The three marks of `SECOND`."""
    return [
        quantity(SECOND, "7座", 7, "座", subject="公厕"),
        percentage(SECOND, "58.3%", 58.3, subject="公厕"),
        day(SECOND, "5月底", date(2031, 5, 31)),
    ]


def line(place: int, narrative: str, marks: Iterable[AnyMark], *, bulletin: str = "demo") -> GoldLine:
    """A gold line."""
    grouped = Marks.of(marks)
    return GoldLine(
        id=f"{bulletin}/{place}",
        bulletin=bulletin,
        item=str(place),
        anchor_date=ANCHOR,
        task="新建换热站20座。" if place == 1 else "新建公厕12座。",
        narrative=narrative,
        reported_status=None,
        quantities=grouped.quantities,
        percentages=grouped.percentages,
        dates=grouped.dates,
        blockers=grouped.blockers,
    )


def demo_lines() -> list[GoldLine]:
    """The two narratives of `BULLETIN`."""
    return [line(1, NARRATIVE, usual_marks()), line(2, SECOND, second_marks())]


def demo_items() -> list[GoldItem]:
    """The two items of `BULLETIN`."""
    return [
        GoldItem(
            id=f"demo/{place}",
            item=str(place),
            heading="",
            task=task,
            units=(unit,),
            leaders=(),
            deadline="",
            narrative=narrative,
            status="",
            reported_status=None,
        )
        for place, task, unit, narrative in (
            (1, "新建换热站20座。", "柏塘区住建局", NARRATIVE),
            (2, "新建公厕12座。", "柏塘区城管局", SECOND),
        )
    ]


def write_lines(path: Path, records: Iterable[GoldLine | GoldItem | Mapping[str, Any]]) -> Path:
    """A JSON Lines file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    texts = (
        json.dumps(record if isinstance(record, Mapping) else record.model_dump(mode="json"), ensure_ascii=False)
        for record in records
    )
    path.write_text("".join(f"{text}\n" for text in texts), "utf-8")
    return path


def prediction(of: GoldLine, guesses: Iterable[Guess]) -> dict[str, Any]:
    """A line of predictions, with fields besides that no one has to know."""
    fields: dict[str, Any] = {"quantities": [], "percentages": [], "dates": [], "blockers": []}
    for guess in guesses:
        mark = guess.mark.model_dump(mode="json")
        fields[guess.mark.group].append({**mark, "confidence": guess.confidence, "rule": "number.measure"})
    return {"id": of.id, "narrative": of.narrative, **fields, "findings": [], "schema_version": 1}


def write_predictions(path: Path, guesses: Mapping[int, Iterable[Guess]]) -> Path:
    """Predictions for the narratives of `demo_lines` at the places given."""
    lines = demo_lines()
    return write_lines(path, (prediction(lines[place - 1], found) for place, found in guesses.items()))


def sure(marks: Iterable[AnyMark], confidence: float | None = 0.9) -> list[Guess]:
    """Marks as guesses of one confidence."""
    return [Guess(mark, confidence) for mark in marks]


def write_gold(folder: Path) -> Path:
    """A gold folder with labels, segmentation and the bulletin."""
    write_lines(folder / "labels" / "demo.jsonl", demo_lines())
    write_lines(folder / "segmentation" / "demo.jsonl", demo_items())
    (folder / "bulletins").mkdir()
    (folder / "bulletins" / "demo.txt").write_text(BULLETIN, "utf-8")
    return folder
