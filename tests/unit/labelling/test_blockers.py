"""Obstacles."""

import pytest

from .marked import marked

STATED = [
    ("lack of money", "楼房主体完工，资金尚未到位。", "资金尚未到位", "funding", False),
    ("approval not issued", "目前省级批复尚未下达。", "省级批复尚未下达", "approval", False),
    ("permit impossible", "林业许可手续无法办理。", "林业许可手续无法办理", "approval", False),
    (
        "stoppage at the cut-off",
        "因县级配套资金未拨付，工程停工至今。",
        "因县级配套资金未拨付，工程停工至今",
        "funding",
        True,
    ),
    ("state of stoppage", "预付款未拨付，项目处于停工状态。", "预付款未拨付，项目处于停工状态", "funding", True),
    ("stoppage that has ended", "受寒潮影响停工{18天}，已全面复工。", "受寒潮影响停工18天", "force_majeure", False),
    ("waiting", "待资金到位后开始建设。", "待资金到位后开始建设", "funding", False),
    ("waiting for a rule", "須待省級實施細則印發後方可執行。", "須待省級實施細則印發後方可執行", "policy", False),
    (
        "harm from outside",
        "受疫情影响，仍有{47个}项目未复工。",
        "受疫情影响，仍有47个项目未复工",
        "force_majeure",
        True,
    ),
    ("pressure named", "由于财政配套资金压力较大，正在重新制定方案。", "由于财政配套资金压力较大", "funding", False),
    ("money being sought", "目前正在协调资金。", "正在协调资金", "funding", False),
    ("land", "柳坝段因土地权属存在争议，未能交地。", "因土地权属存在争议，未能交地", "land", False),
    ("demolition", "沿线{6户}因补偿标准过低拒绝搬迁。", "因补偿标准过低拒绝搬迁", "land", False),
    ("failed tender", "设备采购连续流标。", "设备采购连续流标", "procurement", False),
    ("contractor gone", "因中标单位违约退场，工程停工。", "因中标单位违约退场，工程停工", "procurement", True),
    (
        "scheme not issued",
        "因上位国土空间规划尚未出台，扩区调规暂缓。",
        "因上位国土空间规划尚未出台，扩区调规暂缓",
        "policy",
        True,
    ),
    ("residents", "因低层业主反对，无法签署协议。", "因低层业主反对，无法签署协议", "coordination", False),
    ("geology", "因遇断层涌水，较节点计划滞后{45天}。", "因遇断层涌水，较节点计划滞后45天", "technical", False),
    ("not overcome", "难以克服资金不足困难。", "难以克服资金不足困难", "funding", False),
    ("being overcome", "正在破解资金不足难题。", "正在破解资金不足难题", "funding", False),
    ("not yet solved", "土地权属问题尚未得到解决。", "土地权属问题尚未得到解决", "land", False),
    ("waiting for a solution", "待土地纠纷妥善解决后开工。", "待土地纠纷妥善解决后开工", "land", False),
    ("people", "因针灸医师紧缺，{4个}馆尚不能开诊。", "因针灸医师紧缺，4个馆尚不能开诊", "other", False),
    ("season", "临河段须等汛期过后方可开挖。", "须等汛期过后方可开挖", "force_majeure", False),
    ("reason named", "欠{23所}，原因是部分村集体用地指标未落实。", "部分村集体用地指标未落实", "land", False),
]

UNSTATED = [
    ("procedures under way", "正在办理前期手续。"),
    ("tender under way", "正在招标，拟报评审。"),
    ("public notice", "遴选结果尚在公示期，材料已上报。"),
    ("bare state", "{2个}片区未开工，{3个}仍在施工。"),
    ("illness as a cause", "对因病致贫家庭因地制宜开展救助。"),
    ("treatment, benefit and acceptance", "待遇按月兑现，受益群众{800人}，受理申请{90件}。"),
    ("solved", "坟墓迁移问题均已解决。"),
    ("overcome with no loss", "因补偿标准分歧曾拒绝拆围，经调解已于7月28日全部签约。"),
    ("overcome", "已克服资金不足困难，项目复工。"),
    ("overcome, several", "克服资金不足、用地紧张等困难，项目提前完工。"),
    ("resolved with 了", "化解了用地指标不足的难题，项目开工。"),
    ("resolved with success", "成功破解用地瓶颈，项目落地。"),
    ("a bound, not a lack", "完成率不足{7成}。"),
    ("disputes settled as work", "调解矛盾纠纷{120件}。"),
    ("no objection", "环评公示无异议。"),
    ("accessibility", "残疾人家庭无障碍改造已完工。"),
]


@pytest.mark.parametrize(("reason", "template", "text", "category", "halted"), STATED, ids=[row[0] for row in STATED])
def test_stated(reason: str, template: str, text: str, category: str, halted: bool) -> None:  # noqa: FBT001
    """An obstacle is found once, with its words, root cause and whether the work is halted."""
    example = marked(template)

    found = [(one.span.of(example.narrative), one.category, one.halted) for one in example.label().blockers]

    assert [(text, category, halted)] == found, reason


@pytest.mark.parametrize(("reason", "template"), UNSTATED, ids=[row[0] for row in UNSTATED])
def test_unstated(reason: str, template: str) -> None:
    """Next stages, bare states, look-alikes and what is overcome are no obstacles."""
    assert () == marked(template).label().blockers, reason


def test_two_obstacles_are_two_marks() -> None:
    """Obstacles of different sentences do not run into one."""
    found = marked("专项债资金未到账。拆迁补偿存在纠纷，村民阻工。").label().blockers

    assert ["funding", "land"] == [one.category for one in found]
