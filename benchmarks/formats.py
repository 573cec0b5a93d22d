"""Items, narratives and fields that come out of the gold bulletins laid out in every format.

``python -m benchmarks.formats [FORMAT...]``; doc, pdf and scan need LibreOffice, scan also the extra ocr. Errors are
characters that would have to be changed in the narratives, in a hundred of gold's, the width of marks aside; those of
missed items all count.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from eval.segmentation import SET_FIELDS, TEXT_FIELDS, bare, pair_items, score_segmentation
from extractor.errors import ExtractorError
from extractor.reading import load
from extractor.records import GoldItem, Item
from extractor.segmenting import segment
from tests.documents import gold
from tests.documents.distance import errors
from tests.documents.formats import WRITERS


class Row(NamedTuple):
    """What came out of one bulletin in one format."""

    items: int
    found: int
    narratives: int
    """Equal to gold's but for white space."""
    fields: int
    """Of those items, all fields but the narrative equal."""
    errors: float
    """Character errors in a hundred characters of gold's narratives."""
    layout: str


def compared(expected: Sequence[GoldItem], items: Sequence[Item], layout: str) -> Row:
    """The figures of one bulletin."""
    read = [GoldItem.model_validate(each) for each in map(_as_gold, items)]
    pairs = pair_items(expected, read)
    texts = [(bare(expected[ours].narrative), bare(read[theirs].narrative)) for ours, theirs in pairs]
    total = sum(len(bare(item.narrative)) for item in expected)
    missed = total - sum(len(ours) for ours, _ in texts)
    wrong = {difference.id for difference in score_segmentation(expected, items).differences}
    return Row(
        len(expected),
        len(pairs),
        sum(ours == theirs for ours, theirs in texts),
        len(pairs) - len(wrong),
        100 * (missed + sum(errors(*pair) for pair in texts)) / total,
        layout,
    )


def _as_gold(item: Item) -> dict[str, object]:
    texts = {name: getattr(item, name) for name in TEXT_FIELDS if name != "reported_status"}
    names = {name: tuple(each.text for each in getattr(item, name)) for name in SET_FIELDS}
    passages = {name: passage.text for name, passage in texts.items()}
    return {"id": item.id, "item": item.number, "reported_status": item.reported_status, **passages, **names}


def rows(name: str) -> Iterator[tuple[str, Row | str, float]]:
    """Each bulletin in the format `name`, or why it could not be read, with the seconds that reading took."""
    for stem in gold.STEMS:
        document = WRITERS[name](gold.blocks(stem))
        begun = time.perf_counter()
        try:
            bulletin = segment(load(document, f"{stem}.{name}"))
            row: Row | str = compared(gold.truth(stem), bulletin.items, bulletin.layout.name)
        except ExtractorError as error:
            row = str(error)
        yield stem, row, time.perf_counter() - begun


def main() -> None:
    """Prints the figures."""
    print(f"{'format':<7}{'bulletin':<18}{'items':>12}{'narratives':>12}{'all fields':>12}{'errors':>9}{'seconds':>9}")
    for name in sys.argv[1:] or WRITERS:
        for stem, row, seconds in rows(name):
            if isinstance(row, str):
                print(f"{name:<7}{stem:<18}  {row}")
                continue
            counts = "".join(f"{f'{count}/{row.items}':>12}" for count in (row.found, row.narratives, row.fields))
            print(f"{name:<7}{stem:<18}{counts}{row.errors:>8.2f}%{seconds:>8.1f}s  {row.layout}")


if __name__ == "__main__":
    main()
