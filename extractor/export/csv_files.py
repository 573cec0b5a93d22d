"""CSV files that Excel opens right: UTF-8 with a byte order mark, CR LF, Chinese headings."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from ..records import MARK_KINDS, Extraction
from . import rows
from .files import replacing
from .sheets import Cell, Row, Sheet, cells, sheets

_STARTS_A_FORMULA: Final = frozenset("=+-@\t\r\n")


def write_csv(extractions: Sequence[Extraction], folder: str | Path) -> None:
    """Writes items.csv and one file a kind of fact (quantities.csv and so on) into `folder`.

    Text that a spreadsheet would take for a formula gets a ``'`` before it; numbers stay numbers.
    Raises ConfigurationError where a file cannot be written.
    """
    _write(sheets()["items"], rows.items(extractions), Path(folder))
    for kind in MARK_KINDS:
        _write(sheets()[kind], rows.facts(extractions, kind), Path(folder))


def _write(sheet: Sheet, content: Iterable[Row], folder: Path) -> None:
    with (
        replacing(folder / f"{sheet.name}.csv") as draft,
        draft.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        # Quoting all text also keeps apart what a list separator other than the comma would split
        writer = csv.writer(file, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow(column.heading for column in sheet.columns)
        writer.writerows(map(_safe, row) for row in cells(sheet, content))


def _safe(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    # Some programs skip blanks, or fold full-width signs, before they look for a formula
    first = unicodedata.normalize("NFKC", cell.lstrip(" \u3000\ufeff")[:1])
    return f"'{cell}" if first and first in _STARTS_A_FORMULA else cell
