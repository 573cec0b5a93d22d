"""Label Studio: there, back, and the work of strangers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.annotations import Counting, Imported, Place, config_xml, lines_text, read_lines, read_tasks, take
from extractor.annotations import tasks_text as tasks_text_of
from extractor.errors import FormatError, ReadError
from extractor.records import GoldLine
from tests.factories import quantity

from .lines import LABELS, gold_lines, usual_line

WIDE = "𠮷水镇🚧已完成1座。"


def imported(path: Path, text: str, *base: GoldLine, counting: Counting | None = None) -> Imported:
    """What the import makes of the text of an export."""
    path.write_text(text, "utf-8")
    return take(read_tasks(path, counting), base)


@pytest.mark.parametrize("path", LABELS, ids=lambda path: str(path.name))
@pytest.mark.parametrize("place", ["annotations", "predictions"])
def test_our_gold_there_and_back(tmp_path: Path, path: Path, place: Place) -> None:
    """Our gold comes back to the byte."""
    came = imported(tmp_path / "tasks.json", tasks_text_of(read_lines(path), place))

    assert path.read_text("utf-8") == lines_text(came.lines)
    assert came.regions == came.marks
    assert {"prediction"} >= {one.code for one in came.problems}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(gold_lines())
def test_any_line_there_and_back(tmp_path: Path, line: GoldLine) -> None:
    """Any line comes back, whichever way the offsets are counted."""
    for counting in ("utf-16", "code-points"):
        came = imported(tmp_path / "tasks.json", tasks_text_of([line], counting=counting), counting=counting)

        assert ((line,), ()) == (came.lines, came.problems)


@pytest.mark.parametrize("counting", ["utf-16", "code-points"])
def test_counting_is_told_from_the_words(tmp_path: Path, counting: Counting) -> None:
    """The words that regions repeat tell what offsets count."""
    line = usual_line(
        narrative=WIDE,
        quantities=(quantity(WIDE, "1座", 1, "座", subject="𠮷水"),),
        percentages=(),
        dates=(),
        blockers=(),
    )
    text = tasks_text_of([line], counting=counting)

    assert {"utf-16": 9, "code-points": 7}[counting] == json.loads(text)[0]["annotations"][0]["result"][0]["value"][
        "start"
    ]
    assert (line,) == imported(tmp_path / "tasks.json", text).lines


def test_config_fits_the_tasks() -> None:
    """Each control that a task uses is in the configuration, with its choices."""
    config = ET.fromstring(config_xml())  # noqa: S314 - it is ours
    names = {one.get("name") for one in config.iter() if one.get("name")}
    choices = {one.get("value") for one in config.iter("Choice")}
    results = [
        result
        for path in LABELS
        for task in json.loads(tasks_text_of(read_lines(path)))
        for result in task["annotations"][0]["result"]
    ]

    assert {result["from_name"] for result in results} <= names
    assert {choice for result in results for choice in result["value"].get("choices", ())} <= choices
    assert {"text"} == {result["to_name"] for result in results}


def task(*results: Any, **changes: Any) -> dict[str, Any]:  # noqa: ANN401
    """A task with one annotation of `results`."""
    data = json.loads(tasks_text_of([usual_line()]))[0]["data"]
    return {"data": data, "annotations": [{"result": list(results)}], **changes}


def region(start: int = 12, end: int = 14, label: str = "QUANTITY", **changes: Any) -> dict[str, Any]:  # noqa: ANN401
    """A region, of 1座 unless told otherwise."""
    value = {"start": start, "end": end, "labels": [label], **changes.pop("value", {})}
    return {"id": "r", "from_name": "label", "to_name": "text", "type": "labels", "value": value, **changes}


def choice(name: str, *chosen: str, **changes: Any) -> dict[str, Any]:  # noqa: ANN401
    """A choice about the region."""
    value = {"start": 12, "end": 14, "choices": list(chosen)}
    return {"id": "r", "from_name": name, "to_name": "text", "type": "choices", "value": value, **changes}


def typed(name: str, *text: str, **changes: Any) -> dict[str, Any]:  # noqa: ANN401
    """Free text about the region."""
    return {
        "id": "r",
        "from_name": name,
        "to_name": "text",
        "type": "textarea",
        "value": {"text": list(text)},
        **changes,
    }


ACTUAL = choice("quantity_role", "actual")


def test_values_are_read_from_the_words(tmp_path: Path) -> None:
    """A region with a role alone gets value, unit and bound from the grammar, a date the reading of its role."""
    until = region(2, 5, "DATE", id="d")
    came = imported(
        tmp_path / "tasks.json",
        json.dumps([task(until, region(), ACTUAL, choice("date_role", "planned", id="d"), typed("subject", "换热站"))]),
    )
    [line] = came.lines

    assert () == came.problems
    assert usual_line().quantities[:1] == line.quantities
    assert ["2031-05-31"] == [one.to.isoformat() for one in line.dates], "a plan for days just gone by"


def test_base_gives_what_the_tool_lost(tmp_path: Path) -> None:
    """Bare regions take the details of the base, and a task without origin its origin."""
    line = usual_line()
    bare = task(region(), region(2, 5, "DATE", id="d"), data={"text": line.narrative, "id": line.id})
    came = imported(tmp_path / "tasks.json", json.dumps([bare]), line)

    assert () == came.problems
    assert (line.quantities[:1], line.dates, line.task) == (
        came.lines[0].quantities,
        came.lines[0].dates,
        came.lines[0].task,
    )


@pytest.mark.parametrize(
    ("results", "code", "marks"),
    [
        ([region(12, 999), ACTUAL], "offsets", 0),
        ([region(-1, 3), ACTUAL], "offsets", 0),
        ([region(14, 12), ACTUAL], "offsets", 0),
        ([region(value={"start": "12"}), ACTUAL], "wrong_type", 0),
        ([region(value={"start": 12.5}), ACTUAL], "wrong_type", 0),
        ([region(value={"start": None}), ACTUAL], "offsets", 0),
        ([region(value={"text": "2座"}), ACTUAL], "text_differs", 0),
        ([region(label="NUMBER"), ACTUAL], "unknown_label", 0),
        ([region(value={"labels": ["QUANTITY", "DATE"]}), ACTUAL], "unknown_label", 0),
        ([region(from_name="other"), ACTUAL], "unknown_label", 0),
        ([region(to_name="task"), ACTUAL], "unknown_object", 0),
        ([region(), region(id="s"), ACTUAL, choice("quantity_role", "actual", id="s")], "duplicate", 1),
        ([region(), region(), ACTUAL], "duplicate_region", 1),
        ([region(), region(12, 13, id="s"), ACTUAL, choice("quantity_role", "actual", id="s")], "overlap", 1),
        ([region()], "no_choice", 0),
        ([region(), ACTUAL, choice("quantity_role", "target")], "several_answers", 1),
        ([region(), choice("quantity_role", "actual", "target")], "several_answers", 0),
        ([region(), choice("quantity_role", "<b>actual</b>")], "unknown_choice", 0),
        ([region(), ACTUAL, choice("category", "land")], "unknown_control", 1),
        ([region(), ACTUAL, typed("subject", "换热站", id="nobody")], "no_region", 1),
        ([region(), ACTUAL, typed("value", "one")], "number", 0),
        ([region(), ACTUAL, typed("value", "1e999")], "region", 0),
        ([region(), ACTUAL, typed("value", "9" * 5000)], "number", 0),
        ([region(2, 5), ACTUAL], "no_value", 0),
        ([region(2, 5, "DATE"), choice("date_role", "as_of"), typed("from", "2031-05-31")], "no_value", 0),
        ([region(2, 5, "DATE"), choice("date_role", "as_of"), typed("from", "May"), typed("to", "May")], "region", 0),
        ([region(), ACTUAL, {"type": "relation", "from_id": "r", "to_id": "r"}], "unknown_result", 1),
        ([region(), ACTUAL, "text"], "wrong_type", 1),
        ([region(), ACTUAL, None], "wrong_type", 1),
        ([region(), ACTUAL, {"type": {}}], "wrong_type", 1),
    ],
)
def test_what_cannot_be_taken_is_reported(tmp_path: Path, results: list[Any], code: str, marks: int) -> None:
    """Each loss is a problem of one line; what stands beside it is taken."""
    came = imported(tmp_path / "tasks.json", json.dumps([task(*results)]))

    assert code in {one.code for one in came.problems}
    assert (1, marks) == (len(came.lines), came.marks)
    assert all(str(one).isprintable() and one.line == 1 for one in came.problems)


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (lambda: 7, "no_text"),
        (lambda: {"data": []}, "no_text"),
        (lambda: {"data": {"text": ["a"]}}, "no_text"),
        (lambda: {**task(), "annotations": []}, "unlabelled"),
        (lambda: {**task(), "annotations": [{"result": [], "was_cancelled": True}]}, "unlabelled"),
        (lambda: {**task(), "annotations": {"result": []}}, "unlabelled"),
        (lambda: {**task(), "data": {"text": "无"}}, "origin"),
        (lambda: {**task(), "data": {**task()["data"], "anchor_date": 5}}, "origin"),
        (lambda: {**task(), "data": {**task()["data"], "text": "无" * 100_001}}, "size"),
    ],
)
def test_tasks_that_cannot_be_taken(tmp_path: Path, broken: Callable[[], Any], code: str) -> None:
    """A task without use is reported and counted, and the others are taken."""
    came = imported(tmp_path / "tasks.json", json.dumps([broken(), task()]))

    assert code in {one.code for one in came.problems}
    assert (2, 1) == (came.read, len(came.lines))


def test_markup_stays_text(tmp_path: Path) -> None:
    """Markup in a narrative or subject is text like any other."""
    markup = "<b>已完成1座</b>&amp;"
    mark = quantity(markup, "1座", 1, "座", subject="<b>")
    line = usual_line(narrative=markup, quantities=(mark,), percentages=(), dates=(), blockers=())

    assert (line,) == imported(tmp_path / "tasks.json", tasks_text_of([line])).lines


def test_second_opinions_and_second_tasks(tmp_path: Path) -> None:
    """A second annotation, and a second task of the same id, are not lost in silence."""
    twice = task(annotations=[{"result": []}, {"result": [region()]}])
    came = imported(tmp_path / "tasks.json", json.dumps([twice, task()]))

    assert ["second_annotation", "duplicate_id"] == [one.code for one in came.problems]


def test_another_narrative_than_the_base(tmp_path: Path) -> None:
    """A narrative that was changed in the tool is refused."""
    came = imported(tmp_path / "tasks.json", json.dumps([task()]), usual_line(narrative="无", quantities=(), dates=()))

    assert ["narrative_differs"] == [one.code for one in came.problems]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "json"),
        ("7", "format"),
        ("[" * 100_000, "depth"),
        ('[{"data": NaN}]', "json"),
        ('[{"data": {}, "data": {}}]', "json"),
        ('["\\udc00"]', "json"),
    ],
)
def test_files_that_are_no_export(tmp_path: Path, text: str, code: str) -> None:
    """A file of no use ends the import with one line that names it."""
    with pytest.raises(FormatError, match=r"tasks\.json") as raised:
        imported(tmp_path / "tasks.json", text)

    assert code == raised.value.code
    assert "\n" not in str(raised.value)


def test_files_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is missing, too large or not UTF-8 is told so."""
    path = tmp_path / "tasks.json"
    with pytest.raises(ReadError):
        list(read_tasks(path))
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(FormatError, match="UTF-8"):
        list(read_tasks(path))
    monkeypatch.setattr("extractor.annotations.reading.read_bytes.__defaults__", (1,))
    with pytest.raises(FormatError, match="larger"):
        list(read_tasks(path))


def test_counting_that_nothing_tells(tmp_path: Path) -> None:
    """Where no region repeats its words after a wide character, UTF-16 units are assumed, and that is said."""
    wide = task(region(9, 11), ACTUAL)
    wide["data"]["text"] = WIDE
    came = imported(tmp_path / "tasks.json", json.dumps([wide]))

    assert ["1座"] == [one.text for one in came.lines[0].quantities]
    assert ["offsets_assumed"] == [one.code for one in came.problems]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("data", "text", "annotations", "result", "id", "value", "labels", "type")), inner
        )
    ),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(_JSON)
def test_no_json_breaks_the_import(tmp_path: Path, value: object) -> None:
    """Whatever stands where a task, a result or a value should, the import ends in records and problems."""
    tasks = [value, task(value), task(region(value=value if isinstance(value, dict) else {"start": value}), ACTUAL)]
    try:
        accounted = imported(tmp_path / "tasks.json", json.dumps(tasks)).read
    except FormatError as error:
        accounted = len(tasks) if str(error).isprintable() else 0

    assert len(tasks) == accounted
