"""Obstacles."""

import pytest

from .marked import marked

STATED = [
    ("a verb that cannot", "村道太窄，混凝土罐车进不去。", "混凝土罐车进不去", "procurement", False),
    ("a cause that is a problem", "由于资金问题，二期另行安排。", "由于资金问题，二期另行安排", "funding", False),
    ("a formality that is slow", "北段用地审批办理缓慢。", "北段用地审批办理缓慢", "approval", False),
    (
        "hardship brought to the work",
        "连日浓雾给吊装施工带来不少困难。",
        "连日浓雾给吊装施工带来不少困难",
        "other",
        False,
    ),
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
    ("reason of a stoppage", "东湖路改造停工原因是监理单位退场。", "监理单位退场", "procurement", True),
    (
        "reason in the next clause",
        "项目处于停滞状态，主要原因是建设资金缺口大。",
        "项目处于停滞状态，主要原因是建设资金缺口大",
        "funding",
        True,
    ),
    (
        "work under way cannot go on",
        "因坟墓未迁，致使路基施工无法继续。",
        "因坟墓未迁，致使路基施工无法继续",
        "land",
        True,
    ),
    ("work that cannot begin", "因土地未征收，无法开工建设。", "因土地未征收，无法开工建设", "land", False),
    ("a stage called off", "由于融资不到位，暂取消南区扩建。", "由于融资不到位，暂取消南区扩建", "funding", True),
    ("a stoppage to come", "11月中旬将进入冬季停工期。", "11月中旬将进入冬季停工期", "force_majeure", False),
    (
        "influence with a cause",
        "由于今年雨水较多，影响了施工进度。",
        "由于今年雨水较多，影响了施工进度",
        "force_majeure",
        False,
    ),
    (
        "influence without one",
        "今年汛情偏重，对工期造成较大影响。",
        "今年汛情偏重，对工期造成较大影响",
        "force_majeure",
        False,
    ),
    ("influence without a subject", "省道拓宽，制约了道路施工。", "省道拓宽，制约了道路施工", "other", False),
    ("difficulty added", "地下管线复杂，增加了施工难度。", "地下管线复杂，增加了施工难度", "technical", False),
    ("no money left", "工程欠款较多，再无多余的建设资金。", "再无多余的建设资金", "funding", False),
    ("clearing not begun", "老街片区尚未启动征收。", "老街片区尚未启动征收", "land", False),
    (
        "done in part for a cause",
        "因补助资金后补，只完成全年计划的八成。",
        "因补助资金后补，只完成全年计划的八成",
        "funding",
        False,
    ),
    ("an exception with its cause", "除岔口乡因债券滞后外，其余均已完工。", "因债券滞后", "funding", False),
    ("change of plan with a new date", "由于设计方案修改，预计明年完工。", "由于设计方案修改", "technical", False),
    (
        "denial far from what is denied",
        "初步设计尚未得到上级部门批复。",
        "初步设计尚未得到上级部门批复",
        "approval",
        False,
    ),
    ("waiting with nothing behind", "方案待市规委会审定。", "待市规委会审定", "approval", False),
    (
        "a cause told twice",
        "因资金困难，工程款未拨付，因没有资金被迫停工。",
        "因资金困难，工程款未拨付，因没有资金被迫停工",
        "funding",
        True,
    ),
    (
        "two causes of one stoppage",
        "因征地未完成，又遇村民阻工，多轮协商未果，致使无法施工。",
        "因征地未完成，又遇村民阻工，多轮协商未果，致使无法施工",
        "land",
        True,
    ),
    (
        "what is sought about it",
        "县级配套缺口{800万元}，正在协调解决。",
        "县级配套缺口800万元，正在协调解决",
        "funding",
        False,
    ),
    (
        "first of several causes",
        "受征地、资金和疫情等因素影响，工程暂停施工。",
        "受征地、资金和疫情等因素影响，工程暂停施工",
        "land",
        True,
    ),
    (
        "by whom it is not approved",
        "因上级部门未批复，项目尚未开工。",
        "因上级部门未批复，项目尚未开工",
        "approval",
        False,
    ),
    ("whose money ran out", "因施工单位资金链断裂，进度滞后。", "因施工单位资金链断裂，进度滞后", "funding", False),
    ("crops", "待地里庄稼收完后才能动工。", "待地里庄稼收完后才能动工", "land", False),
    (
        "resumed later",
        "因连续降雨，施工暂停半年左右。4月起恢复施工。",
        "因连续降雨，施工暂停半年左右",
        "force_majeure",
        False,
    ),
    (
        "a delay behind what makes work hard",
        "近期连续高温，作业时间缩短，工程进度放缓。",
        "近期连续高温，作业时间缩短，工程进度放缓",
        "force_majeure",
        False,
    ),
    (
        "influence on what was told before",
        "设计单位出图慢，制约了项目进度。",
        "设计单位出图慢，制约了项目进度",
        "technical",
        False,
    ),
    ("permit refused", "能评报告被退回。", "能评报告被退回", "approval", False),
    ("papers incomplete", "报账票据不齐。", "报账票据不齐", "funding", False),
    ("money asked for", "正在请示市政府解决建设资金。", "正在请示市政府解决建设资金", "funding", False),
    ("a delay given as the reason", "主要原因是管线迁改滞后。", "管线迁改滞后", "coordination", False),
    (
        "a time lost",
        "因水位上涨，一段时间无法正常施工，影响了进度。",
        "因水位上涨，一段时间无法正常施工，影响了进度",
        "force_majeure",
        False,
    ),
    ("in brackets", "剩余{3处}（河西、南湾两处用地未落实）正在推进。", "河西、南湾两处用地未落实", "land", False),
    ("behind a project's name", "中原路拓宽改造项目资金尚未到位。", "资金尚未到位", "funding", False),
    ("behind a cut-off", "截至9月底用地尚未批复。", "用地尚未批复", "approval", False),
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
    ("a risk", "存在逾期风险。"),
    ("a bound, not a lack", "完成率不足{7成}。"),
    ("disputes settled as work", "调解矛盾纠纷{120件}。"),
    ("no objection", "环评公示无异议。"),
    ("no stoppage", "项目一直正常施工，并未停工。"),
    ("nothing of the kind", "施工期间未发生停工现象，不存在征地纠纷。"),
    ("averted", "避免了因资金不足造成的停工。"),
    ("no influence", "交通导改不影响施工进度，对影响施工的杆线全部迁改完毕。"),
    ("sought and found", "经镇里积极筹措资金，该路已于6月开工建设。"),
    ("mediation as work", "社区配合做好矛盾协调工作，施工队于5月进场。"),
    ("slow alone", "本月桥梁没有明显进展。"),
    ("overcome in the next sentence", "因通信杆移位，施工曾暂停。现这一问题已解决，桥面正在铺装。"),
    ("a day waited for", "具体开放时间需待验收后确定。"),
    ("beside the work", "考虑到行人安全，围挡暂时不能拆除。"),
    ("before a stoppage", "停工前累计完成投资{3亿元}。"),
    ("counted by what they lack", "未通过验收的{12个}正在整改。"),
    ("taken up", "针对资金短缺问题，市里安排专项资金，对不具备施工条件的路段先行改线。"),
    ("penalty", "排查安全隐患{12处}，责令停工整改{1家}。"),
    ("the ordinary course", "可研已报省发改委，等待批复。"),
    ("problems settled", "协调解决群众反映的出行困难问题{5件}。"),
    ("who is helped", "为{50家}受疫情影响的企业减免租金{600万元}。"),
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


def test_an_obstacle_in_brackets_inside_another_is_part_of_it() -> None:
    """What stands in brackets is read by itself only where nothing around it is an obstacle."""
    found = marked("因土地（{12亩}未征收）问题停工。").label().blockers

    assert [("land", True)] == [(one.category, one.halted) for one in found]


def test_two_obstacles_are_two_marks() -> None:
    """Obstacles of different sentences do not run into one."""
    found = marked("专项债资金未到账。拆迁补偿存在纠纷，村民阻工。").label().blockers

    assert ["funding", "land"] == [one.category for one in found]
