"""What a labelling tool asks for each kind of mark; both exchange formats are derived from this one table."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple, get_args

from ..records import (
    Blocker,
    BlockerCategory,
    Bound,
    Date,
    DateRole,
    GoldLine,
    Mark,
    Percentage,
    PercentageKind,
    PercentageRole,
    Quantity,
    QuantityRole,
)

AnyMark = Quantity | Percentage | Date | Blocker

LABELS: Final[Mapping[str, type[AnyMark]]] = {
    "QUANTITY": Quantity,
    "PERCENTAGE": Percentage,
    "DATE": Date,
    "BLOCKER": Blocker,
}


class Control(NamedTuple):
    """One question about a mark."""

    name: str
    """Name in the tool."""
    field: str
    """Field of the mark, as gold files spell it."""
    labels: tuple[str, ...]
    """Kinds of marks it is asked of."""
    choices: tuple[str, ...] = ()
    """The answers allowed; none for free text."""


CONTROLS: Final = (
    Control("quantity_role", "role", ("QUANTITY",), get_args(QuantityRole)),
    Control("percentage_role", "role", ("PERCENTAGE",), get_args(PercentageRole)),
    Control("date_role", "role", ("DATE",), get_args(DateRole)),
    Control("kind", "kind", ("PERCENTAGE",), get_args(PercentageKind)),
    Control("bound", "bound", ("QUANTITY", "PERCENTAGE"), get_args(Bound)),
    Control("category", "category", ("BLOCKER",), get_args(BlockerCategory)),
    Control("halted", "halted", ("BLOCKER",), ("true", "false")),
    Control("subject", "subject", ("QUANTITY", "PERCENTAGE")),
    Control("value", "value", ("QUANTITY", "PERCENTAGE")),
    Control("value_max", "value_max", ("QUANTITY", "PERCENTAGE")),
    Control("unit", "unit", ("QUANTITY",)),
    Control("from", "from", ("DATE",)),
    Control("to", "to", ("DATE",)),
)


class Words(NamedTuple):
    """What people read in the tool."""

    titles: Mapping[str, str]
    colours: Mapping[str, str]
    hints: Mapping[str, str]


@cache
def words() -> Words:
    """The table of what people read in the tool."""
    return Words(**tomllib.loads((files(__package__) / "data" / "controls.toml").read_text("utf-8")))


def label_of(mark: Mark) -> str:
    """Label of the kind of `mark`."""
    return next(label for label, kind in LABELS.items() if isinstance(mark, kind))


def marks_of(line: GoldLine) -> tuple[AnyMark, ...]:
    """All marks of `line`, kind by kind."""
    return (*line.quantities, *line.percentages, *line.dates, *line.blockers)


def answers(mark: Mark) -> Iterable[tuple[Control, str]]:
    """The answers that make `mark`, as text; what is null or empty has none."""
    fields = mark.model_dump(mode="json", by_alias=True)
    label = label_of(mark)
    for control in CONTROLS:
        value = fields.get(control.field)
        if label in control.labels and value is not None and value != "":
            yield control, _text(value)


def control_for(name: str, label: str) -> Control | None:
    """The control of that name, where it is asked of marks of that label."""
    return next((one for one in CONTROLS if one.name == name and label in one.labels), None)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
