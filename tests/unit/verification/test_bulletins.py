"""The preamble against the items."""

from __future__ import annotations

import pytest

from extractor.records import Bulletin, LayoutChoice, ReportedStatus
from extractor.verification import verify_bulletin
from tests.factories import item, passage

STATUSES: tuple[ReportedStatus, ...] = ("completed", "on_track", "delayed")


def bulletin(preamble: str, *narratives: str) -> Bulletin:
    """A bulletin of three items, one of each status; `narratives` are the first ones'."""
    told = (*narratives, *["正在办理前期手续。"] * 3)[:3]
    items = (item(str(at), told[at - 1], reported_status=status) for at, status in enumerate(STATUSES, start=1))
    return Bulletin(
        stem="demo",
        sha256="0" * 64,
        preamble=passage(preamble, 0),
        layout=LayoutChoice(name="labelled", why="demo"),
        items=tuple(items),
    )


def checks(preamble: str, *narratives: str) -> list[str]:
    """The names of the checks that found something."""
    return [finding.check for finding in verify_bulletin(bulletin(preamble, *narratives))]


def words(preamble: str, *narratives: str) -> list[str]:
    """The words of the source that the findings speak of."""
    found = bulletin(preamble, *narratives)
    return [found.words_at(span) for finding in verify_bulletin(found) for span in finding.spans]


@pytest.mark.parametrize(
    ("preamble", "expected"),
    [
        pytest.param("共3项，已完成1项，正在推进1项，进展缓慢1项。", 0, id="right"),
        pytest.param("共3项，已完成2项，正在推进1项，进展缓慢0项。", 1, id="wrong, told once"),
        pytest.param("3項,2項(甲;乙)已完成,1項按計劃推進。", 1, id="Traditional script, with an aside"),
        pytest.param("已完成1项、已完成0项，正在推进1项，进展缓慢1项。", 0, id="section by section"),
        pytest.param("全市30项，已完成12项。", 0, id="claims about other items"),
    ],
)
def test_counts(preamble: str, expected: int) -> None:
    """Counts by status are held against the items' own where they are about as many items as there are."""
    assert ["counts_disagree"] * expected == checks(preamble)


def test_cover_and_table() -> None:
    """A sentence that stands in both has the same numbers in both."""
    table = "截至5月底，全市新建换热站完工12座。"

    assert ["cover_disagrees"] == checks("截至5月底，全市新建换热站完工21座。", table)
    assert [] == checks(table, table)
    assert [] == checks("截至5月底，全市新建换热站完工21座。", table, table)


def test_points_at_the_words_of_the_source() -> None:
    """A finding about a bulletin speaks of words of the source: of the preamble, and of the item's own sentence."""
    assert ["3項(甲;乙) 已完成", "進展緩慢0項"] == words("共3項, 3項(甲;乙) 已完成,進展緩慢0項。")
    assert ["全市新建换热站完工21座", "全市新建换热站完工12座"] == words(
        "通报如下。全市新建换热站完工21座。", "一是开工。全市新建换热站完工12座。"
    )
