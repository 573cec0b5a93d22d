"""Percentages: signs, tenths, fractions, points, and which way they go."""

from __future__ import annotations

import pytest

from .notation import mentions, unexplained

_ROWS = [
    ("sign", "占计划的51.51%", "51.51%=51.51%"),
    ("full-width", "入网率７２.５％", "７２.５％=72.5%"),
    ("space before the sign", "占5 8%", "5 8%=58%"),
    ("over a hundred", "完成率118%", "118%=118%"),
    ("range", "完成80%—99%", "80%—99%=80..99%"),
    ("range with one sign", "浮动4.5-5.5%", "4.5-5.5%=4.5..5.5%"),
    ("range in words", "浮动3%至5%", "3%至5%=3..5%"),
    ("no range but a rise", "由3%提高至5%", "3%=3% 5%=5%"),
    ("百分之", "完成百分之五", "百分之五=5%"),
    ("百分之 with decimals", "完成百分之十二点五", "百分之十二点五=12.5%"),
    ("百分之百", "制度落实率百分之百", "百分之百=100%"),
    ("百分之 range", "浮动百分之三至百分之五", "百分之三至百分之五=3..5%"),
    ("千分之", "收取千分之三", "千分之三=0.3%"),
    ("per mille sign", "收取3‰", "3‰=0.3%"),
    ("two thirds", "支付三分之二", "三分之二=66.67%"),
    ("two thirds as figures", "长度的2/3", "2/3=66.67%"),
    ("at least two thirds", "2/3以上", "2/3=66.67%+"),
    ("tenths", "完成八成", "八成=80%"),
    ("tenths with a figure", "进场9成", "9成=90%"),
    ("tenths and a half", "完成四成半", "四成半=45%"),
    ("tenths and hundredths", "签约率七成二", "七成二=72%"),
    ("tenths more", "收缴率六成多", "六成多=60%+"),
    ("range of tenths", "完成三到四成", "三到四成=30..40%"),
    ("two tenths side by side", "完成七八成", "七八成=70..80%"),
    ("tenths approximately", "近八成", "八成=80%~"),
    ("tenths at most", "不足五成", "五成=50%-"),
    ("tenths at least", "九成以上", "九成=90%+"),
    ("tenths of a comparison", "约为目标的四成半", "四成半=45%~"),
    ("one and a half tenths after 提高", "较前提高一成半", "一成半=15%"),
    ("tenths of the people", "近五成群众满意", "五成=50%~"),
    ("tenths of the staff", "近八成员工返岗", "八成=80%~"),
    ("成 that begins a word", "新增3成员", "3=3"),
    ("points", "上升1.9个百分点", "1.9个百分点=1.9%"),
    ("points of a list", "低于平均15.4、17.9个百分点", "15.4=15.4%↓ 17.9个百分点=17.9%↓"),
    ("range of points", "提高1.5-2个百分点", "1.5-2个百分点=1.5..2%"),
    ("printed sign", "同比增长-0.8%", "-0.8%=-0.8%"),
    ("printed sign in brackets", "（-14.6%）", "-14.6%=-14.6%"),
    ("fall", "同比下降21.1%", "21.1%=21.1%↓"),
    ("fall over a list", "分别下降3%和5%", "3%=3%↓ 5%=5%↓"),
    ("to a level", "下降到5%", "5%=5%"),
    ("below schedule", "低于时序2.5%", "2.5%=2.5%↓"),
    ("below a level is a bound", "低于30%", "30%=30%-"),
    ("behind", "落後2.45個百分點", "2.45個百分點=2.45%↓"),
    ("lower than the mean", "比全省平均低3个百分点", "3个百分点=3%↓"),
    ("ahead", "快于序时4.4个百分点", "4.4个百分点=4.4%"),
    ("gap to close is positive", "还差2.6个百分点", "2.6个百分点=2.6%"),
    ("saving is a fall", "比概算节约5%", "5%=5%↓"),
    ("not less than is no fall", "抽检量不少于50%", "50%=50%+"),
    ("above", "投资高于50%", "50%=50%+"),
    ("in a closed bound", "控制在9%以内", "9%=9%-"),
]


@pytest.mark.parametrize(
    ("narrative", "expected"), [pytest.param(narrative, expected, id=why) for why, narrative, expected in _ROWS]
)
def test_percentage(narrative: str, expected: str) -> None:
    """A percentage is read in percent with its span, bound and direction, and nothing stays unexplained."""
    texts = [expected] if " " in narrative else expected.split(" ")

    assert (texts, []) == (mentions(narrative), unexplained(narrative))


@pytest.mark.parametrize(
    "narrative", ["施工过半", "不足任务的一半", "翻了一番", "按7：3分配", "三次产业占比为5.1：61.7：33.2"]
)
def test_not_a_percentage(narrative: str) -> None:
    """Halves, doublings and ratios are no percentages."""
    assert [] == mentions(narrative)
