"""``gold check``: each fault is found, at its line and field, and nothing else is."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extractor.annotations import Problem, check_gold, check_line, has_errors, read_lines, write_text
from extractor.errors import ConfigurationError, FormatError
from tests.factories import NARRATIVE, blocker, day, percentage, quantity

from .lines import GOLD, LABELS, as_json, usual_line


def problems(tmp_path: Path, *lines: str | bytes) -> list[Problem]:
    """What the check says of a file of these lines."""
    path = tmp_path / "labels.jsonl"
    path.write_bytes(b"".join((line.encode() if isinstance(line, str) else line) + b"\n" for line in lines))
    return list(check_gold([path]).problems)


GOOD = as_json(usual_line())
SECOND = as_json(
    usual_line(
        id="demo/2", item="2", narrative="正在办理前期手续。", quantities=(), percentages=(), dates=(), blockers=()
    )
)
MARK = usual_line().quantities[0].model_dump()


def test_good_lines_have_no_problem(tmp_path: Path) -> None:
    """Lines without fault are passed in silence."""
    assert [] == problems(tmp_path, GOOD, SECOND)


@pytest.mark.parametrize(
    ("line", "field", "code", "severity"),
    [
        (b"\xff{}", "", "encoding", "error"),
        (b"", "", "blank_line", "warning"),
        (b"[]", "", "not_an_object", "error"),
        (b"{", "", "json", "error"),
        (b'{"id": NaN}', "", "json", "error"),
        (b'{"id": "\\ud800"}', "", "json", "error"),
        (b"[" * 100_000, "", "depth", "error"),
        (b'{"id": "demo/3", "id": "demo/4"}', "", "json", "error"),
        (as_json(usual_line(id="demo/3"), note="?"), "note", "unknown_field", "error"),
        (as_json(usual_line(id="demo/3"), task=7), "task", "wrong_value", "error"),
        (as_json(usual_line(id="demo/3"), anchor_date=0), "anchor_date", "wrong_value", "error"),
        (as_json(usual_line(id="demo/3"), reported_status="done"), "reported_status", "unknown_value", "error"),
        (
            as_json(usual_line(id="demo/3"), quantities=[{**MARK, "role": "goal"}]),
            "quantities.0.role",
            "unknown_value",
            "error",
        ),
        (
            as_json(usual_line(id="demo/3"), quantities=[{**MARK, "value": "1"}]),
            "quantities.0.value.int",
            "wrong_value",
            "error",
        ),
        (
            as_json(usual_line(id="demo/3"), quantities=[{**MARK, "value": True}]),
            "quantities.0.value.int",
            "wrong_value",
            "error",
        ),
    ],
)
def test_broken_lines(tmp_path: Path, line: str | bytes, field: str, code: str, severity: str) -> None:
    """A line that breaks the form is told by its number, and the lines around it are read all the same."""
    found = problems(tmp_path, GOOD, line, SECOND)

    assert (2, field, code, severity) == (found[0].line, found[0].field, found[0].code, found[0].severity)
    assert {2} == {problem.line for problem in found}


def test_missing_field(tmp_path: Path) -> None:
    """A field left out is named."""
    line = GOOD.replace('"task": "新建换热站20座。", ', "")

    assert [("task", "missing_field")] == [(one.field, one.code) for one in problems(tmp_path, line)]


FALLING = "空气中浓度同比下降21.1%，较上年减少3天。"
FALLEN = "21.1%"


def falling(**changes: Any) -> dict[str, Any]:  # noqa: ANN401
    """A narrative of a decline with its marks."""
    percent = percentage(FALLING, FALLEN, -21.1, subject="浓度", kind="change", **changes)
    days_less = quantity(FALLING, "3天", -3, "天", subject="浓度", role="change")
    return {"narrative": FALLING, "quantities": (days_less,), "percentages": (percent,), "dates": (), "blockers": ()}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"id": "demo"}, {("id", "identity", "error")}),
        ({"id": "other/1"}, {("id", "identity", "error")}),
        ({"id": "demo/0"}, {("id", "identity", "error")}),
        ({"item": " "}, {("item", "no_item", "error")}),
        ({"task": "新建换热站\x0720座。"}, {("task", "control", "error")}),
        ({"task": "新建换热站\ufffd座。"}, {("task", "replacement", "warning")}),
        ({"task": "新建换热站\ue000座。"}, {("task", "private_use", "warning")}),
        ({"task": "新建换热站\u200b座。"}, {("task", "invisible", "warning")}),
        ({"quantities": (quantity(NARRATIVE, "1座", 1, "座", end=99),)}, {("quantities.0", "offsets", "error")}),
        ({"quantities": (quantity(NARRATIVE, "1座", 1, "座", end=12),)}, {("quantities.0", "offsets", "error")}),
        ({"quantities": (quantity(NARRATIVE, "1座", 1, "座", start=11, end=13),)},
         {("quantities.0", "offsets", "error")}),
        ({"quantities": usual_line().quantities[::-1]}, {("quantities.1", "order", "error")}),
        ({"quantities": (*usual_line().quantities, quantity(NARRATIVE, "3.2万元，", 32000, "元", subject="投资"))},
         {("quantities.2", "overlap", "error"), ("quantities.2", "not_found", "warning")}),
        ({"blockers": (blocker(NARRATIVE, "资金尚未到位"), blocker(NARRATIVE, "尚未到位"))},
         {("blockers.1", "overlap", "error")}),
        ({"blockers": (blocker(NARRATIVE, "；"),)}, {("blockers.0.text", "empty_blocker", "error")}),
        ({"blockers": (blocker(NARRATIVE, "资金尚未到位。"),)}, {("blockers.0.text", "blocker_edges", "warning")}),
        ({"quantities": (quantity(NARRATIVE, "1座", 1, "座", value_max=1), usual_line().quantities[1])},
         {("quantities.0.value_max", "range", "error"), ("quantities.0.value_max", "value_max_differs", "warning")}),
        ({"quantities": (quantity(NARRATIVE, "1座", -1, "座"), usual_line().quantities[1])},
         {("quantities.0.value", "sign", "error"), ("quantities.0.value", "value_differs", "warning")}),
        ({"quantities": (quantity(NARRATIVE, "1座", 1, "個"), usual_line().quantities[1])},
         {("quantities.0.unit", "unit_script", "error"), ("quantities.0.unit", "unit_differs", "warning")}),
        ({"quantities": (usual_line().quantities[0], quantity(NARRATIVE, "3.2万元", 3.2, "万元", subject="投资"))},
         {("quantities.1.unit", "unit_scale", "error"), ("quantities.1.unit", "unit_differs", "warning"),
          ("quantities.1.value", "value_differs", "warning")}),
        ({"quantities": (quantity(NARRATIVE, "1座", 1, "座 "), usual_line().quantities[1])},
         {("quantities.0.unit", "unit_space", "error"), ("quantities.0.unit", "unit_differs", "warning")}),
        ({"quantities": (quantity(NARRATIVE, "1座", 1, "座", bound="approx"), usual_line().quantities[1])},
         {("quantities.0.bound", "bound_differs", "warning")}),
        ({"quantities": (quantity(NARRATIVE, "1座", 1, "座", subject="換热站"), usual_line().quantities[1])}, set()),
        ({"quantities": (quantity(NARRATIVE, "1座", 1, "座", subject="公厕"), usual_line().quantities[1])},
         {("quantities.0.subject", "subject", "error")}),
        ({"quantities": (quantity(NARRATIVE, "1座", 1, "座", subject=""), usual_line().quantities[1])},
         {("quantities.0.subject", "no_subject", "warning")}),
        ({"quantities": usual_line().quantities[:1]}, {("narrative", "unexplained_numeral", "warning")}),
        ({"dates": (day(NARRATIVE, "5月底", date(2031, 6, 1), date(2031, 5, 31)),)},
         {("dates.0.to", "range", "error"), ("dates.0", "days_differ", "warning")}),
        ({"dates": (day(NARRATIVE, "5月底", date(2032, 5, 31)),)}, set()),
        ({"dates": (day(NARRATIVE, "5月底", date(2030, 5, 31)),)}, {("dates.0", "days_differ", "warning")}),
        ({"percentages": (),
          "quantities": (*usual_line().quantities, quantity(NARRATIVE, "5%", 5, "", subject="计划"))},
         {("quantities.2", "kind_differs", "warning")}),
        (falling(), set()),
        ({**falling(), "percentages": (percentage(FALLING, FALLEN, 21.1, subject="浓度", kind="change"),)},
         {("percentages.0.value", "sign_differs", "warning")}),
        ({"narrative": " ", "quantities": (), "percentages": (), "dates": (), "blockers": ()},
         {("narrative", "empty_narrative", "error")}),
    ],
)  # fmt: skip
def test_faults(changes: dict[str, Any], expected: set[tuple[str, str, str]]) -> None:
    """Each fault is told by field and code; what the grammar reads otherwise is a warning only."""
    found = {(one.field, one.code, one.severity) for one in check_line(usual_line(**changes))}

    assert expected == found


def test_lines_together(tmp_path: Path) -> None:
    """An id, a narrative and an issue date are compared with those of the lines before."""
    later = usual_line(id="demo/3", anchor_date=date(2031, 6, 5))
    found = problems(tmp_path, GOOD, GOOD, as_json(later))

    assert [
        (2, "id", "duplicate_id", "error"),
        (2, "narrative", "duplicate_narrative", "warning"),
        (3, "narrative", "duplicate_narrative", "warning"),
        (3, "anchor_date", "anchor_differs", "warning"),
    ] == [(one.line, one.field, one.code, one.severity) for one in found]


def test_labels_and_segmentation_agree(tmp_path: Path) -> None:
    """A label line says what the segmentation says of the same item, white space aside."""
    item = {
        "id": "demo/1", "item": "1", "heading": "", "task": "新建换热站 20座。", "units": [], "leaders": [],
        "deadline": "",
        "narrative": NARRATIVE, "status": "", "reported_status": "delayed",
    }  # fmt: skip
    for folder, line in (("labels", GOOD), ("segmentation", json.dumps(item))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "demo.jsonl").write_text(line + "\n", "utf-8")
    checked = check_gold([tmp_path])

    assert (2, 2) == (checked.files, checked.lines)
    assert [("reported_status", "segmentation_differs")] == [(one.field, one.code) for one in checked.problems]


def test_byte_order_mark(tmp_path: Path) -> None:
    """A byte order mark is reported and harms nothing."""
    found = problems(tmp_path, b"\xef\xbb\xbf" + GOOD.encode())

    assert [(1, "byte_order_mark", "warning")] == [(one.line, one.code, one.severity) for one in found]


def test_paths_that_are_not_there(tmp_path: Path) -> None:
    """A file or folder that holds nothing is a problem, not an end."""
    found = check_gold([tmp_path / "nowhere.jsonl", tmp_path]).problems

    assert {"missing", "no_files"} == {one.code for one in found}
    assert has_errors(found)


def test_messages_are_one_printable_line(tmp_path: Path) -> None:
    """Nothing a file holds reaches the terminal as a control character."""
    [problem] = problems(tmp_path, as_json(usual_line(), **{"\x1b[31m\n": 1}))

    assert str(problem).isprintable()


@pytest.mark.parametrize("path", [GOLD, *LABELS], ids=lambda path: str(path.name))
def test_our_gold_has_no_error(path: Path) -> None:
    """The gold in the repository passes."""
    assert [] == [str(one) for one in check_gold([path]).problems if one.severity == "error"]


def test_spans_the_grammar_does_not_know(tmp_path: Path) -> None:
    """A mark at other words than the grammar's is a warning that names what the grammar does there."""
    text = "第3批改造12座，均已完工。"
    marks = (
        quantity(text, "3批", 3, "批", subject="改造"),
        quantity(text, "改造12座", 12, "座", subject="改造"),
        quantity(text, "均", 1, "", subject="改造"),
    )
    found = problems(
        tmp_path, as_json(usual_line(narrative=text, quantities=marks, percentages=(), dates=(), blockers=()))
    )

    assert [("quantities.0", "excludes"), ("quantities.1", "reads '12座'"), ("quantities.2", "reads nothing")] == [
        (one.field, next(words for words in ("excludes", "reads '12座'", "reads nothing") if words in one.message))
        for one in found
        if one.code == "not_found"
    ]


def test_segmentation_lines_are_checked(tmp_path: Path) -> None:
    """Items have an id in the usual form; one without a narrative is worth a look."""
    item: dict[str, Any] = {"id": "demo", "item": "1", "heading": "", "task": "", "units": [], "leaders": [],
                            "deadline": "", "narrative": "", "status": "", "reported_status": None}  # fmt: skip

    assert [("id", "identity"), ("narrative", "empty_narrative")] == [
        (one.field, one.code) for one in problems(tmp_path, json.dumps(item))
    ]
    with pytest.raises(FormatError, match="segmentation"):
        read_lines(tmp_path / "labels.jsonl")


def test_labels_that_cannot_be_exported(tmp_path: Path) -> None:
    """Reading labels for export stops at the first line that breaks the form."""
    (tmp_path / "labels.jsonl").write_text(f"{GOOD}\n{{\n", "utf-8")
    with pytest.raises(FormatError, match=r"labels\.jsonl:2: "):
        read_lines(tmp_path / "labels.jsonl")


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    """A place that cannot be written to is told so."""
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(ConfigurationError, match="cannot be written"):
        write_text(tmp_path / "file" / "inner.jsonl", "")
