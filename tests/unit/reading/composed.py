"""What a reader made of a document, in the forms that tests compare."""

from extractor.reading.blocks import Block, Content, Grid, words
from extractor.reading.composing import Composition


def text_of(content: Content) -> str:
    """The one text of a document."""
    composition = Composition()
    composition.add(content.blocks)
    return composition.text


def checks_of(content: Content) -> set[str]:
    """The names of what there is to be said of it."""
    return {note.check for note in content.notes}


def grids_of(blocks: tuple[Block, ...]) -> list[Grid]:
    """The tables that stand directly among `blocks`."""
    return [block for block in blocks if isinstance(block, Grid)]


def cells_of(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    """Row, column, rows, columns and words of every cell."""
    return [(cell.row, cell.column, cell.rows, cell.columns, "\n".join(words(cell.blocks))) for cell in grid.cells]
