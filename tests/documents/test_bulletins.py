"""The three bulletins of the gold set, laid out in every format."""

from collections.abc import Sequence

import pytest

from eval.segmentation import bare, score_segmentation
from extractor.reading import load
from extractor.records import GoldItem, Item
from extractor.segmenting import segment

from . import gold
from .drawing import composed
from .formats import CONVERTED, PLAIN, WRITERS

LAYOUTS = {"jiyuan-2020-07": "grid", "qixia-2024-q2": "grid", "sanmenxia-2020-05": "labelled"}
FRONT = {
    "jiyuan-2020-07": ("2020年民生实事7月份进展情况通报", "济源产城融合示范区督查局", "2020-08-04"),
    "qixia-2024-q2": ("2024年二季度30項重點民生實事進展情況表", "棲霞市人民政府辦公室", "2024-07-10"),
    "sanmenxia-2020-05": ("2020年省、市重点民生实事进展情况督查报告", "三门峡市人民政府督查室", "2020-06-04"),
}


def check(expected: Sequence[GoldItem], items: Sequence[Item]) -> None:
    """Every item of gold is there, whole and in order, with every field, and none besides."""
    assert [bare(item.narrative) for item in expected] == [bare(item.narrative.text) for item in items]

    score = score_segmentation(expected, items)
    assert () == score.missed
    assert () == score.differences


@pytest.mark.parametrize("stem", gold.STEMS)
def test_blocks(stem: str) -> None:
    """A reader's blocks are taken apart into the items of gold, by their tables where there are any."""
    bulletin = segment(composed(gold.blocks(stem), stem))

    assert LAYOUTS[stem] == bulletin.layout.name
    assert FRONT[stem] == (bulletin.title.text, bulletin.issuer.text, str(bulletin.issue_date))
    check(gold.truth(stem), bulletin.items)


@pytest.mark.parametrize("stem", gold.STEMS)
@pytest.mark.parametrize("name", [*PLAIN, *CONVERTED])
def test_formats(name: str, stem: str) -> None:
    """The same items come out of every format."""
    document = WRITERS[name](gold.blocks(stem))

    check(gold.truth(stem), segment(load(document, f"{stem}.{name}")).items)
