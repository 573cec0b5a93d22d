"""Tables of any merged cells, to be written in a format and read back."""

from typing import NamedTuple

from hypothesis import strategies as st

TEXTS = st.text("督查通报进展完成0123456789。，%.\n", min_size=1, max_size=12).map(str.strip).filter(bool)


class Laid(NamedTuple):
    """Cells as row, column, rows, columns and words, ascending, with no gap between them."""

    height: int
    width: int
    cells: list[tuple[int, int, int, int, str]]


@st.composite
def laid_grids(draw: st.DrawFn, least: int = 2) -> Laid:
    """Tables in which each row and column has a cell that begins there."""
    height, width = draw(st.integers(least, 5)), draw(st.integers(least, 5))
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(height):
        for column in range(width):
            if (row, column) in taken:
                continue
            # the first row and column stay whole, so that something begins in each of all
            rows = draw(st.integers(1, height - row)) if column and row else 1
            columns = draw(st.integers(1, width - column)) if column and row else 1
            columns = next((by for by in range(1, columns) if (row, column + by) in taken), columns)
            taken.update((row + down, column + right) for down in range(rows) for right in range(columns))
            text = "\n".join(line for line in draw(TEXTS).split("\n") if line.strip())
            cells.append((row, column, rows, columns, text))
    return Laid(height, width, cells)
