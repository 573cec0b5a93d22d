"""Parts against their whole, and what is left."""

import pytest

from .narratives import names, words


def test_parts_that_claim_to_be_all() -> None:
    """Parts said to be the rest of a whole must add up to it."""
    assert "parts_disagree" in names("计划改造23个小区，已开工1个，6个正在招标，其余14个正在做前期工作。")
    assert "parts_disagree" not in names("计划改造23个小区，已开工1个，6个正在招标，其余16个正在做前期工作。")


@pytest.mark.parametrize(
    ("narrative", "expected"),
    [
        pytest.param("电代煤完成7.9万户、气代煤完成3.1万户，合计12万户。", True, id="合计"),
        pytest.param("电代煤完成7.9万户、气代煤完成3.1万户，合计11万户。", False, id="合计 that fits"),
        pytest.param("铺设供水管网12.4公里、排水管网15.3公里，共计28.7公里。", True, id="共计"),
        pytest.param("铺设供水管网12.4公里、排水管网15.3公里，共计27.8公里。", False, id="within the rounding"),
        pytest.param("甲镇完成12处，乙镇完成15处，共完成28处。", True, id="共"),
        pytest.param("甲镇完成12处，乙镇完成15处，一共完成27处。", False, id="一共 that fits"),
        pytest.param("本月完成12处、15处，历年共完成30处。", False, id="another span of time"),
        pytest.param("甲镇完成12处，乙镇完成15处，共300处。", False, id="far from the parts"),
        pytest.param("共改造12处，其中甲镇5处、乙镇6处。", False, id="共 ahead of some parts"),
    ],
)
def test_parts_that_are_summed_up(narrative: str, expected: bool) -> None:  # noqa: FBT001 - an expectation
    """What 共, 合计 and the like give is the sum of the list ahead of them."""
    assert expected is ("parts_disagree" in names(narrative))


@pytest.mark.parametrize(
    ("narrative", "expected"),
    [
        pytest.param("全市20个小区，其中已完工12个、在建9个、未开工3个。", True, id="states behind 其中"),
        pytest.param("20个小区中，12个已完工、9个在建、3个未开工。", True, id="states behind the numbers"),
        pytest.param("培训100人，其中男80人、女30人。", True, id="opposites"),
        pytest.param("全市20个小区，其中已完工12个、在建5个、未开工3个。", False, id="states that fit"),
        pytest.param("培训100人，其中男80人、女20人。", False, id="opposites that fit"),
        pytest.param("全市20个小区，其中已完工9个、在建5个。", False, id="not all told"),
        pytest.param("培训100人，其中女80人、党员30人。", False, id="traits that overlap"),
        pytest.param("全市20个小区，其中已开工18个、已完工12个。", False, id="begun counts what is done"),
        pytest.param("计划改造5个小区，已完工4个，在建3个。", False, id="an aim surpassed"),
        pytest.param("全市20个小区，其中已完工12个以上、在建9个。", False, id="a bound"),
    ],
)
def test_parts_over_their_whole(narrative: str, expected: bool) -> None:  # noqa: FBT001 - an expectation
    """Parts that cannot overlap are no more than their whole."""
    assert expected is ("parts_exceed" in names(narrative))


def test_one_finding_for_the_same_parts() -> None:
    """Parts that claim to be all of a whole and exceed it are told once."""
    found = names("20个小区，已完工12个，在建9个，其余3个未动工。")

    assert [name for name in found if name.startswith(("parts", "remainder"))] == ["parts_disagree"]


@pytest.mark.parametrize(
    ("narrative", "task", "expected"),
    [
        pytest.param("全市20个小区，已完工12个，剩余7个正在施工。", "", ["20个", "12个", "7个"], id="whole told"),
        pytest.param("已建成7座，剩余4座正在施工。", "新建公厕12座。", ["7座", "4座"], id="whole of the task"),
        pytest.param("计划建成公厕12座，已建成7座，尚差4座。", "", ["12座", "7座", "4座"], id="what is missing"),
        pytest.param("全市20个小区，已完工12个，剩余8个正在施工。", "", [], id="it fits"),
        pytest.param(
            "规划管网5公里，已铺设4.15公里，剩余0.95公里。", "", ["5公里", "4.15公里", "0.95公里"], id="decimals"
        ),
        pytest.param("规划管网5.3公里，已铺设4.1公里，剩余1.1公里。", "", [], id="within the rounding"),
        pytest.param("本月建成3座，剩余4座正在施工。", "新建公厕12座。", [], id="done in a month alone"),
        pytest.param("已建成7座，剩余4座正在施工。", "新建公厕12座，改造公厕5座。", [], id="two targets"),
    ],
)
def test_what_is_left(narrative: str, task: str, expected: list[str]) -> None:
    """What is said to be left is the whole less what is done."""
    assert expected == words(narrative, "remainder_disagrees", task=task)


@pytest.mark.parametrize(
    "narrative",
    [
        pytest.param("计划改造锅炉19台，签订设备合同15台，已安装9台，其余供暖前完成。", id="a rest without number"),
        pytest.param("下达120公里道路，核减为95公里，已完成71公里，剩余24公里停工。", id="revised"),
    ],
)
def test_sums_that_are_none(narrative: str) -> None:
    """Amounts that look like parts or a rest, and are not, are left alone."""
    assert not {"parts_disagree", "remainder_disagrees"}.intersection(names(narrative))
