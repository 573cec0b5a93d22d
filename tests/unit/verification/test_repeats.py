"""Two figures for one thing."""

import pytest

from .narratives import words


@pytest.mark.parametrize(
    ("narrative", "expected"),
    [
        pytest.param(
            "累计完成投资3.2亿元，占年度计划的64%。目前已完成投资3.1亿元，主体封顶。",
            ["3.2亿元", "3.1亿元"],
            id="the same words, figures near",
        ),
        pytest.param(
            "截至5月底，全市新建换热站完工12座。其他工作有序推进，目前全市新建换热站已完工33座。",
            ["12座", "33座"],
            id="long words that can only be of one thing",
        ),
        pytest.param("累计完成投资3.2亿元。目前已完成投资2.3亿元。", ["3.2亿元", "2.3亿元"], id="digits changed about"),
        pytest.param("本月完成投资3.2亿元。累计完成投资3.1亿元。", [], id="a month and all"),
        pytest.param("去年完成投资3.1亿元。今年完成投资3.2亿元。", [], id="two years"),
        pytest.param("截至4月底，累计完成投资3.1亿元。截至5月底，累计完成投资3.2亿元。", [], id="two cut-offs"),
        pytest.param("一期主体封顶，完成投资3.2亿元；二期基础完成，完成投资3.1亿元。", [], id="two subjects"),
        pytest.param("（1）东校区：完成投资3.2亿元。（2）西校区：完成投资3.1亿元。", [], id="two sections"),
        pytest.param("甲镇完成管网3.2公里。乙镇完成管网3.1公里。", [], id="two places"),
        pytest.param("新建停车泊位1200个。目前新建停车泊位1120个。", [], id="the task told again, and what is done"),
        pytest.param("累计完成投资3.2亿元。已完成投资1.1亿元。", [], id="short words, figures far apart"),
        pytest.param("累计完成投资3.2亿元。其中已完成投资3.1亿元。", [], id="a part"),
    ],
)
def test_two_figures(narrative: str, expected: list[str]) -> None:
    """The same words with another figure are told, where nothing else can be meant."""
    assert expected == words(narrative, "figures_disagree")
