"""The three real bulletins, taken apart and compared with their own cells."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.reading import read
from extractor.records import Bulletin
from extractor.segmenting import segment

FOLDER = Path(__file__).parents[3] / "gold" / "bulletins"
_LEDGER_COLUMNS = 8
_PROGRESS_COLUMN = 6


def ledger_cells(text: str) -> list[str]:
    """Progress cells of the ledger tables, by counting tabs alone."""
    progress = []
    for table in text.split("事  项")[1:]:
        cells = ("\n" + table.split("\n附件2\n")[0]).split("\n\t")
        progress += cells[_LEDGER_COLUMNS + _PROGRESS_COLUMN :: _LEDGER_COLUMNS]
    return progress


def piped_cells(text: str) -> list[str]:
    """Progress cells of the pipe table, by counting bars alone."""
    return [line.split("|")[3] for line in text.splitlines() if re.match(r"\d+ \|", line)]


def labelled_paragraphs(text: str) -> list[str]:
    """Progress paragraphs behind their label, up to the next number at the head of a paragraph."""
    end = r"(?=\n\n(?:\d+\.|（[一二三四五六七八九十]+）|二、))"
    return re.findall(rf"进展情况：(.+?){end}", text.partition("主要责任部门")[2], re.DOTALL)


def bare(text: str) -> str:
    """Without white space."""
    return "".join(text.split())


@pytest.mark.parametrize(
    ("name", "layout", "count", "cells"),
    [
        ("jiyuan-2020-07", "ledger", 25, ledger_cells),
        ("qixia-2024-q2", "pipe", 30, piped_cells),
        ("sanmenxia-2020-05", "labelled", 22, labelled_paragraphs),
    ],
)
def test_narratives_are_the_progress_cells(
    name: str, layout: str, count: int, cells: Callable[[str], list[str]]
) -> None:
    """Every progress cell is the narrative of one item, whole and once."""
    source = read(FOLDER / f"{name}.txt")
    bulletin = segment(source)

    assert (layout, count) == (bulletin.layout.name, len(bulletin.items))
    assert [bare(cell) for cell in cells(source.text)] == [bare(item.narrative.text) for item in bulletin.items]


@pytest.fixture(params=["jiyuan-2020-07", "qixia-2024-q2", "sanmenxia-2020-05"])
def bulletin(request: pytest.FixtureRequest) -> Bulletin:
    """One of the real bulletins."""
    return segment(read(FOLDER / f"{request.param}.txt"))


def test_every_field_leads_back_to_its_source(bulletin: Bulletin) -> None:
    """The characters of every field stand in the source where they say they do."""
    text = read(FOLDER / f"{bulletin.stem}.txt").text
    for item in bulletin.items:
        for passage in (
            item.heading,
            item.task,
            *item.units,
            *item.leaders,
            item.deadline,
            item.narrative,
            item.status,
        ):
            for piece in passage.pieces:
                expected = text[piece.source : piece.source + piece.length]
                assert expected == passage.text[piece.start : piece.start + piece.length]


def test_every_item_has_a_task_and_a_body(bulletin: Bulletin) -> None:
    """No item of these bulletins lacks its task or its responsible body."""
    assert [] == [item.id for item in bulletin.items if not item.task or not item.units]


@pytest.mark.parametrize(
    ("name", "title", "issuer", "issued"),
    [
        ("jiyuan-2020-07", "2020年民生实事7月份进展情况通报", "济源产城融合示范区督查局", "2020-08-04"),
        ("qixia-2024-q2", "2024年二季度30項重點民生實事進展情況表", "棲霞市人民政府辦公室", "2024-07-10"),
        ("sanmenxia-2020-05", "2020年省、市重点民生实事进展情况督查报告", "三门峡市人民政府督查室", "2020-06-04"),
    ],
)
def test_front_matter(name: str, title: str, issuer: str, issued: str) -> None:
    """Title, issuer and issue date are found where they stand apart from the text."""
    bulletin = segment(read(FOLDER / f"{name}.txt"))

    assert (title, issuer, issued) == (bulletin.title.text, bulletin.issuer.text, str(bulletin.issue_date))


def test_merged_and_wrapped_cells() -> None:
    """A merged cell holds for the row below; wrapped and glued names come apart."""
    items = {item.id: item for item in segment(read(FOLDER / "jiyuan-2020-07.txt")).items}
    women, grid, sewage = (items[f"jiyuan-2020-07/{place}"] for place in (4, 11, 24))

    assert ["妇联", "卫健委"] == [unit.text for unit in women.units]
    assert ["电力公司"] == [unit.text for unit in grid.units]
    assert ["住建局", "生态环境局", "农业农村局"] == [unit.text for unit in sewage.units]
    assert ["李拴根", "俞益民", "侯波", "刘万玉", "成铖", "李军玲"] == [name.text for name in sewage.leaders]


def test_a_missing_number_is_inferred_and_noted() -> None:
    """The second item of the first ledger has no number; its place gives it one, and a note says so."""
    bulletin = segment(read(FOLDER / "jiyuan-2020-07.txt"))

    assert bulletin.items[1].number == "2"
    assert ["item 2 has no printed number; taken as 2"] == [note.en for note in bulletin.notes]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("jiyuan-2020-07", "2020年济源承担省十项重点民生实事"),
        ("qixia-2024-q2", "30項全市重點民生實事,6項("),
        ("sanmenxia-2020-05", "共涉及10大类22项具体任务"),
    ],
)
def test_preamble_is_what_stands_ahead_of_the_items(name: str, said: str) -> None:
    """It ends where the first item begins, holds nothing of any, and each piece stands in the source as it says."""
    source = read(FOLDER / f"{name}.txt")
    bulletin = segment(source)
    preamble, first = bulletin.preamble, bulletin.items[0]
    begins = min(piece.source for passage in first.passages() for piece in passage.pieces)

    assert said in bare(preamble.text)
    assert first.task.text not in preamble.text
    assert max(piece.source + piece.length for piece in preamble.pieces) <= begins
    assert all(
        preamble.text[at : at + length] == source.text[place : place + length] for at, place, length in preamble.pieces
    )
