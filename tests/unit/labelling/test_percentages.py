"""Kinds and roles of percentages."""

import pytest

from .marked import measures

ROWS = [
    ("part of a target", "新增就业{11620人}，占目标任务的{76%}。", ["completion actual"]),
    ("done of an annual plan", "完成投资{9亿元}，完成年度计划的{61%}。", ["completion actual"]),
    ("of a target number", "新增泊位{2156个}，为任务{2000个}的{107.8%}。", ["completion actual"]),
    ("component done", "主体完成{90%}，幕墙完成{4成}。", ["completion actual", "completion actual"]),
    ("completion rate", "开工率{84%}，完工率{32%}。", ["completion actual", "completion actual"]),
    ("rates of beginning and of reaching", "动工率{92%}，达成率{37.6%}。", ["completion actual", "completion actual"]),
    ("average in brackets", "开工率{83%}，高于全省平均水平（{72%}）。", ["completion actual", "completion reference"]),
    ("due", "截至{@7月底}应完成主体{80%}，已完成主体{100%}。", ["completion target", "completion actual"]),
    ("physical progress", "项目形象进度{63%}。", ["completion actual"]),
    ("bare 占 after work done", "已整治堆放点{76处}，占{95%}。", ["completion actual"]),
    ("rate", "筛查{7214人}，筛查率{65.58%}。", ["rate actual"]),
    ("coverage", "乡镇覆盖率达{100%}，合格率{98%}以上。", ["rate actual", "rate actual"]),
    ("road coverage", "自然村通硬化路率已达到{95%}以上。", ["rate actual"]),
    ("payment progress", "资金支付进度{47.5%}。", ["rate actual"]),
    ("year on year", "浓度{56微克/立方米}，同比下降{~21.1%}。", ["change actual"]),
    ("growth", "总产增长{2.7%}。", ["change actual"]),
    ("percentage points", "覆盖率{88.6%}，比去年底提高{6.2个百分点}。", ["rate actual", "change actual"]),
    ("distance from schedule", "低于时序{~2.5%}。", ["change actual"]),
    ("gap still to close", "距目标还差{2.6个百分点}。", ["change actual"]),
    ("share named", "外资占比{3成}。", ["share actual"]),
    ("share of a whole", "用电量占工业用电的{54.3%}。", ["share actual"]),
    ("policy proportion", "个人负担部分按{60%}给予救助。", ["share actual"]),
    ("required level", "支付率不低于{50%}。", ["rate target"]),
    ("required level behind it", "占比达到{68.5%}，高于省定{55%}的要求。", ["share actual", "share target"]),
    ("part of all, done", "产值同比下降{~5%}，{7成}的村完成改造。", ["change actual", "completion actual"]),
    ("part of all", "同比增长{5%}，{85%}以上的群众满意。", ["change actual", "share actual"]),
    ("a change told on", "营收增长{12%}，近{7成}。", ["change actual", "change actual"]),
    ("former level", "签约率由去年的{86%}升至{100%}。", ["rate reference", "rate actual"]),
    ("level reached is no change", "占比由{12%}提高到{20%}。", ["share reference", "share actual"]),
    ("size class", "投资完成率{80%}以上的县{4个}。", ["completion reference"]),
    ("listed", "全市、全县支付率分别为{41.2%}、{38.6%}。", ["rate actual", "rate actual"]),
    (
        "Traditional script",
        "完成投資{2億元}，占年度計劃的{85.4%}，快於序時{2.1個百分點}。",
        ["completion actual", "change actual"],
    ),
    ("over 100 %", "完成率{118%}。", ["completion actual"]),
]


@pytest.mark.parametrize(("reason", "template", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_measures(reason: str, template: str, expected: list[str]) -> None:
    """A percentage takes kind and role from the words before it, or from the percentage before."""
    assert expected == measures(template), reason
