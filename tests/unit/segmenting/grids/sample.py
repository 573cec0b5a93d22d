"""A bulletin and what a reader finds in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from extractor.reading.blocks import Block, Grid
from extractor.records import Item


class Found(NamedTuple):
    """An item as a reader finds it; what the document does not give is empty. Texts compare without white space."""

    number: str
    narrative: str
    task: str = ""
    heading: str = ""
    units: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    deadline: str = ""
    status: str = ""
    problems: str = ""
    plans: str = ""

    @classmethod
    def of(cls, item: Item) -> Found:
        """An item of the program."""
        return cls(
            number=item.number,
            narrative=item.narrative.text,
            task=item.task.text,
            heading=item.heading.text,
            units=tuple(unit.text for unit in item.units),
            leaders=tuple(leader.text for leader in item.leaders),
            deadline=item.deadline.text,
            status=item.status.text,
            problems=item.problems.text,
            plans=item.plans.text,
        ).bare()

    def bare(self) -> Found:
        """Without white space."""
        return Found(*("".join(each.split()) if isinstance(each, str) else each for each in self))


@dataclass(frozen=True)
class Sample:
    """A bulletin as blocks."""

    name: str
    """Number of the layout in the genre, and what is particular of it."""
    layout: str
    """What the program calls it."""
    blocks: tuple[Block, ...]
    items: tuple[Found, ...]
    notes: tuple[str, ...] = ()
    """Names of the checks that have something to say."""

    @property
    def nested(self) -> bool:
        """Whether a table stands in a cell, which a sheet cannot have."""
        grids = (block for block in self.blocks if isinstance(block, Grid))
        return any(isinstance(block, Grid) for grid in grids for cell in grid.cells for block in cell.blocks)

    @property
    def found(self) -> tuple[Found, ...]:
        """The items without white space."""
        return tuple(item.bare() for item in self.items)
