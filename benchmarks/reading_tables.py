"""Web pages and workbooks read a second on one core, beside what lxml and openpyxl take to hand over the same cells.

The libraries are used plainly: a tree and the text of its cells, a workbook and the values of its cells. Neither leaves
out navigation and hidden words, shows numbers as Excel does, merges cells or checks that no word was lost.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable

import openpyxl
import xlsxwriter
from lxml import etree

from extractor.reading import load
from extractor.reading.html import read as read_page
from extractor.reading.spreadsheets.xlsx import read as read_workbook

ROWS = 60
DOCUMENTS = 20
REPEATS = 5
NARRATIVE = "截至6月底，已建成{0}座，完成投资{0}.5万元，占年度计划的{0}%；其余正在办理前期手续。"
HEADER = ("序号", "事项", "责任单位", "完成时限", "进展情况", "完成率", "备注")


def page() -> bytes:
    """A page of a government site with a table."""
    links = "".join(f"<li><a href='/{at}.html'>栏目{at}</a></li>" for at in range(60))
    rows = "".join(
        f"<tr><td><p class=MsoNormal style='margin:0'>{at}</p></td><td>公厕{at}座</td><td>市城管局</td><td>12月底</td>"
        f"<td><p><span style='font-size:12pt'>{NARRATIVE.format(at)}</span></p></td><td>{at}%</td><td></td></tr>"
        for at in range(ROWS)
    )
    header = "".join(f"<th>{name}</th>" for name in HEADER)
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>通报_某市</title></head><body><ul>{links}</ul>"
        f"<h1>通报</h1><p>发布时间：2024-07-05</p>"
        f"<table border=1><tr>{header}</tr>{rows}</table><ul>{links}</ul></body></html>"
    ).encode()


def workbook() -> bytes:
    """A workbook with the same table."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    sheet, rate = book.add_worksheet("台账"), book.add_format({"num_format": "0.00%"})
    sheet.write_row(0, 0, HEADER)
    for at in range(1, ROWS + 1):
        sheet.write_row(at, 0, (at, f"新建公厕{at}座", "市城管局", "12月底", NARRATIVE.format(at)))
        sheet.write_number(at, 5, at / 100, rate)
    book.close()
    return data.getvalue()


def cells_by_lxml(data: bytes) -> list[str]:
    """The text of every cell of a page."""
    root = etree.fromstring(data, etree.HTMLParser(encoding="utf-8"))
    return ["".join(cell.itertext()) for cell in root.iter("td", "th")]


def cells_by_openpyxl(data: bytes) -> list[object]:
    """The value of every cell of a workbook."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return [cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]


def rate(work: Callable[[bytes], object], data: bytes, clock: Callable[[], float] = time.process_time) -> float:
    """Documents a second of the fastest of `REPEATS` runs, of this process's own time unless `clock` is another."""
    times = []
    for _ in range(REPEATS):
        begun = clock()
        for _ in range(DOCUMENTS):
            work(data)
        times.append(clock() - begun)
    return DOCUMENTS / min(times)


def main() -> None:
    """Prints the figures."""
    for name, data, ours, theirs, library in (
        ("web page", page(), read_page, cells_by_lxml, "lxml"),
        ("workbook", workbook(), read_workbook, cells_by_openpyxl, "openpyxl"),
    ):
        print(
            f"{f'{name} of {len(data) / 1000:.0f} kB':<20} {rate(ours, data):8,.0f}/s"
            f"   in a process with limits {rate(lambda data: load(data, 'a'), data, time.perf_counter):8,.0f}/s"
            f"   {library} plainly {rate(theirs, data):8,.0f}/s"
        )


if __name__ == "__main__":
    main()
