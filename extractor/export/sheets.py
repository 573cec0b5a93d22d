"""Tables of cells, as they stand in the spreadsheet and in the CSV files."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

Form = Literal["text", "whole", "number", "share", "date"]
Cell = str | int | float | date | None
Row = Mapping[str, Cell]
"""Key of a column → what stands in it; a key left out is an empty cell."""


class Column(NamedTuple):
    """A column of a sheet."""

    key: str
    heading: str
    width: int
    """In characters of the default font."""
    form: Form
    about: str
    """What stands in it, for the page of explanations."""


class Sheet(NamedTuple):
    """A table as it is shown."""

    name: str
    title: str
    columns: tuple[Column, ...]


def cells(sheet: Sheet, rows: Iterable[Row]) -> list[tuple[Cell, ...]]:
    """The rows with their cells in the order of the columns."""
    return [tuple(row.get(column.key) for column in sheet.columns) for row in rows]


@cache
def sheets() -> Mapping[str, Sheet]:
    """The sheets by name, in the order they are shown."""
    read = tomllib.loads((files(__package__) / "data" / "sheets.toml").read_text("utf-8"))
    columns = {key: Column(key=key, **fields) for key, fields in read["columns"].items()}
    return {
        name: Sheet(name, fields["title"], tuple(columns[key] for key in fields["columns"]))
        for name, fields in read["sheets"].items()
    }
