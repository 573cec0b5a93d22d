"""CSV and XLSX hold what was extracted, in Chinese, the way Excel likes it."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from extractor.export import write_csv, write_xlsx
from extractor.records import Extraction
from tests.factories import extraction, failure, item, result, run, skip

_SHEETS = ["总览", "任务台账", "数量", "百分比", "日期", "阻碍", "核查发现", "失败与跳过", "说明"]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def book(tmp_path: Path, extractions: tuple[Extraction, ...]) -> Workbook:
    """The spreadsheet of both bulletins, read back."""
    path = tmp_path / "facts.xlsx"
    write_xlsx(extractions, path, run=run(), failures=[failure("bad.txt")], skips=[skip()])
    return openpyxl.load_workbook(path)


def _table(book: Workbook, name: str) -> list[dict[str, object]]:
    header, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def test_csv_is_made_for_excel(tmp_path: Path, extractions: tuple[Extraction, ...]) -> None:
    """One file a kind and one for items, each with byte order mark, CR LF and Chinese headings."""
    write_csv(extractions, tmp_path)
    content = {path.stem: path.read_bytes() for path in tmp_path.iterdir()}

    assert {"items", "quantities", "percentages", "dates", "blockers"} == set(content)
    for text in content.values():
        assert text.startswith('\ufeff"通报","序号"'.encode())
        assert text.endswith(b"\r\n")


def test_csv_holds_every_fact(tmp_path: Path, extractions: tuple[Extraction, ...]) -> None:
    """One row a fact, with values as numbers and closed values in Chinese."""
    write_csv(extractions, tmp_path)
    quantities, dates = _rows(tmp_path / "quantities.csv"), _rows(tmp_path / "dates.csv")

    assert ["1座", "3.2万元", "480萬元", "12.5公里", "3座"] == [row["原文"] for row in quantities]
    assert ["1", "32000", "4800000", "12.5", "3"] == [row["数值"] for row in quantities]
    assert ("4", "以上", "已完成") == tuple(quantities[4][name] for name in ("数值上限", "精确程度", "角色"))
    assert ("2030-09-11", "2030-09-20", "发生") == tuple(dates[1][name] for name in ("起", "止", "角色"))


def test_csv_quotes_the_sentence(tmp_path: Path, extractions: tuple[Extraction, ...]) -> None:
    """Beside each fact stands the sentence it comes from."""
    write_csv(extractions, tmp_path)
    sentences = {row["原文"]: row["所在句"] for row in _rows(tmp_path / "quantities.csv")}

    assert "截至5月底，换热站已完成1座，完成投资3.2万元，占计划的5%；" == sentences["1座"]
    assert "𠮷水鎮已鋪管網12.5公里🚧。" == sentences["12.5公里"]


def test_csv_ledger_keeps_failed_items(tmp_path: Path, extractions: tuple[Extraction, ...]) -> None:
    """An item that failed has a row too, without facts."""
    write_csv(extractions, tmp_path)

    assert "varied/5" == _rows(tmp_path / "items.csv")[-1]["任务编号"]


def test_sheets_are_in_order(book: Workbook) -> None:
    """The overview comes first, the explanation last."""
    assert _SHEETS == book.sheetnames


def test_overview_counts(book: Workbook) -> None:
    """One row a bulletin, with its facts, findings and failures counted."""
    usual, varied = _table(book, "总览")
    names = ("任务数", "数量", "百分比", "日期", "阻碍", "核查发现", "失败")

    assert (1, 2, 1, 1, 1, 1, 0) == tuple(usual[name] for name in names)
    assert (5, 3, 2, 1, 1, 3, 1) == tuple(varied[name] for name in names)
    assert datetime(2031, 6, 4) == usual["发布日期"]  # noqa: DTZ001 - a spreadsheet knows no zones


def test_ledger_reads_like_its_source(book: Workbook) -> None:
    """An item's row gives the printed fields, and beside them what was extracted in brief."""
    first = _table(book, "任务台账")[0]

    assert "新建换热站20座。" == first["工作任务"]
    assert "换热站 1 座（已完成）\n投资 32,000 元（已完成）" == first["关键数量"]
    assert "计划投资 5%" == first["完成率"]
    assert "【资金】资金尚未到位" == first["阻碍因素"]
    assert "完成数与目标之比为5%，与所报百分比不符" == first["核查发现"]


def test_facts_are_typed(book: Workbook) -> None:
    """Numbers are numbers, percentages plain numbers with their unit, dates dates, values Chinese."""
    rate, day = _table(book, "百分比")[1], _table(book, "日期")[1]
    stop = _table(book, "阻碍")[1]

    assert (60, "%", "约", "完成率", "实际") == tuple(
        rate[name] for name in ("数值", "单位", "精确程度", "类型", "角色")
    )
    assert (datetime(2030, 9, 11), "发生") == (day["起"], day["角色"])  # noqa: DTZ001
    assert ("资金", "已停工") == (stop["类别"], stop["停工"])


def test_whole_numbers_show_no_point(book: Workbook) -> None:
    """Whole and broken values each have the number format that shows them as they are."""
    formats = {cell.value: cell.number_format for cell in book["数量"]["F"][1:]}

    assert ("#,##0", "#,##0.####") == (formats[32000], formats[12.5])


def test_sheets_are_ready_to_use(book: Workbook) -> None:
    """The header stays in sight, columns can be filtered, long texts wrap."""
    for sheet in book:
        assert "A2" == sheet.freeze_panes
        assert sheet.auto_filter.ref
    assert book["任务台账"]["H2"].alignment.wrap_text


def test_failures_and_skips_are_listed(book: Workbook) -> None:
    """Files that failed, items that failed, and files left out stand together."""
    rows = _table(book, "失败与跳过")

    assert [("失败", "bad.txt"), ("失败", "varied/5"), ("跳过", "cover.txt")] == [
        (row["结果"], row["文件或任务"]) for row in rows
    ]


def test_explanation_tells_run_and_columns(book: Workbook) -> None:
    """The last sheet says what was run, what it came to, and what every column means."""
    told = {str(row["项目"]): str(row["内容"]) for row in _table(book, "说明")}
    headings = {str(cell.value) for name in _SHEETS[:-1] for cell in book[name][1]}

    assert ("run-1", "0.1.0", "rules") == (told["运行编号"], told["程序版本"], told["抽取方式"])
    assert "共4份：处理2份，失败1份，跳过1份" == told["文件"]
    assert "共6项：处理5项，失败1项" == told["任务"]
    assert set() == headings - {topic.removeprefix("列：") for topic in told}


def test_explanation_tells_what_confidence_means(tmp_path: Path) -> None:
    """The calibration in force by its digest; without one, that confidence only ranks."""
    told = []
    for calibration in ("c" * 64, None):
        path = tmp_path / "facts.xlsx"
        write_xlsx([extraction()], path, run=run(calibration=calibration))
        rows = _table(openpyxl.load_workbook(path), "说明")
        told.append(next(row["内容"] for row in rows if row["项目"] == "置信度校准"))

    assert ["c" * 64, "未校准，置信度只表示先后次序"] == told


def test_finding_shows_its_words(book: Workbook) -> None:
    """A finding quotes the words it speaks of; one about the bulletin those of the document."""
    rows = _table(book, "核查发现")

    assert ["警告", "警告", "错误", "提示"] == [row["程度"] for row in rows]
    assert "完成；5%" == rows[0]["相关原文"]
    assert (None, "=1+1") == (rows[1]["序号"], rows[1]["相关原文"])


@pytest.mark.parametrize(
    ("narrative", "shown"),
    [
        ("a\x00b\x0bc\x1f", "a\ufffdb\ufffdc\ufffd"),
        ("a\ufffe\uffffb", "a\ufffd\ufffdb"),
        ("a\nb\tc", "a\nb\tc"),
        ("_x0041_", "_x0041_"),
        ("字" * 32_767, "字" * 32_767),
        ("字" * 32_768, "字" * 32_753 + "…（超过单元格上限，已截断）"),
        ("𠮷" * 16_384, "𠮷" * 16_376 + "…（超过单元格上限，已截断）"),
    ],
    ids=["control", "no character", "line break", "looks escaped", "longest", "too long", "too long in UTF-16"],
)
def test_odd_texts_fit_a_cell(tmp_path: Path, narrative: str, shown: str) -> None:
    """What a cell cannot hold is replaced or cut off visibly, and the file stays readable."""
    path = tmp_path / "facts.xlsx"
    write_xlsx([extraction(result(item("1", narrative), []))], path)

    assert shown == openpyxl.load_workbook(path)["任务台账"]["H2"].value


def test_nothing_to_export(tmp_path: Path) -> None:
    """Without extractions the files hold their headings."""
    write_csv([], tmp_path)
    write_xlsx([], tmp_path / "facts.xlsx")

    assert [] == _rows(tmp_path / "quantities.csv")
    assert 1 == openpyxl.load_workbook(tmp_path / "facts.xlsx")["数量"].max_row
