"""The three bulletins of the gold set laid out anew: their words as blocks, their items as gold has them.

Rows and cells are told by counting tabs and bars alone, so that nothing goes through the code under test.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from extractor.reading.blocks import Block, Grid
from extractor.records import GoldItem

from .drawing import UP, paragraphs, table

FOLDER = Path(__file__).parents[2] / "gold"
STEMS = ("jiyuan-2020-07", "qixia-2024-q2", "sanmenxia-2020-05")
_LEDGER_COLUMNS = 8
_LEDGER = re.compile(r"^\t事 {2}项$", re.MULTILINE)
_ANNEX = "\n附件2\n"


def truth(stem: str) -> tuple[GoldItem, ...]:
    """The items of a bulletin as its gold file has them."""
    lines = (FOLDER / "segmentation" / f"{stem}.jsonl").read_text("utf-8").splitlines()
    return tuple(GoldItem.model_validate_json(line) for line in lines)


def blocks(stem: str) -> tuple[Block, ...]:
    """A bulletin as its office may have typed it, merged cells merged."""
    text = (FOLDER / "bulletins" / f"{stem}.txt").read_text("utf-8")
    layouts = {"jiyuan-2020-07": _with_ledgers, "qixia-2024-q2": _with_bars}
    return tuple(layouts.get(stem, paragraphs)(text))


def _with_ledgers(text: str) -> Iterator[Block]:
    """Tables flattened cell by cell, each cell behind a tab; a blank cell is merged into the one above."""
    head, first, second = _LEDGER.split(text)
    first, annex = first.split(_ANNEX)
    yield from paragraphs(head)
    yield _ledger(first)
    yield from paragraphs(_ANNEX + annex)
    yield _ledger(second)


def _ledger(text: str) -> Grid:
    cells = ["事  项", *(_tidy(cell) for cell in text.split("\n\t")[1:])]
    rows = zip(*([iter(cells)] * _LEDGER_COLUMNS), strict=True)
    return table(*([cell or UP for cell in row] for row in rows))


def _tidy(cell: str) -> str:
    return "\n".join(line.strip() for line in cell.splitlines() if line.strip())


def _with_bars(text: str) -> Iterator[Block]:
    """A table with a bar between its cells, one row a line."""
    rows = [line for line in text.splitlines() if line.count("|") > 1]
    yield from paragraphs(text[: text.index(rows[0])])
    yield table(*([cell.strip() for cell in row.rstrip(" |").split("|")] for row in rows))
