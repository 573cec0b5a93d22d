"""Roles of quantities."""

import pytest

from .marked import marked, roles

ROWS = [
    # the role table of docs/annotation.md
    ("planned", "计划新建换热站{18座}。", ["target"]),
    ("cost estimate", "项目概算投资{2.4亿元}。", ["target"]),
    ("due", "应拆房屋{57户}，已签约{41户}。", ["target", "actual"]),
    ("done", "截至目前，已完成改厕{3120户}。", ["actual"]),
    ("accumulated", "累计发放低保金{860万元}，惠及{1.2万户}。", ["actual", "actual"]),
    ("current level", "细颗粒物平均浓度{43微克/立方米}，生猪存栏{7.1万头}。", ["actual", "actual"]),
    ("begun", "已开工小区{9个}，正在施工{4个}。", ["ongoing", "ongoing"]),
    ("all begun", "{31个}台区已全部开工。", ["ongoing"]),
    ("rest without progress", "其余{6处}正在办理前期手续。", ["pending"]),
    ("rest under way", "剩余{5个}台区正在立杆架线。", ["ongoing"]),
    ("rest that is done", "其余{11处}主体完工。", ["actual"]),
    ("not begun", "未开工小区{3个}。", ["pending"]),
    ("approved but waiting", "{8处}方案设计已通过评审。", ["pending"]),
    ("difference", "优良天数较去年同期增加{21天}。", ["change"]),
    ("amount of a rise", "每人每月增加{165元}。", ["change"]),
    ("policy parameter", "每人补贴{800元}。", ["reference"]),
    ("size class", "{30户}以上院落已全部摸排。", ["reference"]),
    ("age", "为{80周岁}以上老人发放津贴{26万元}。", ["reference", "actual"]),
    # whole and parts
    ("whole of differing parts", "新建公寓{90套}，其中{20套}已交付，{36套}正在装修。", ["target", "actual", "ongoing"]),
    ("members spoken of", "{4座}桥梁中，云溪桥已通车，柏塘桥正在架梁。", ["target"]),
    ("sum with like parts", "完成管网{12公里}，其中主管{5公里}、支管{7公里}。", ["actual", "actual", "actual"]),
    ("whole right before its part", "{56根}桩基已浇筑{41根}。", ["target", "actual"]),
    ("partition of n", "{9个}点位中投用{4个}、在建{3个}、未选址{2个}。", ["target", "actual", "ongoing", "pending"]),
    (
        "whole of parts told in the next sentence",
        "改造站房{9座}。截至目前，{5座}已完工，{3座}正在施工，{1座}正在招标。",
        ["target", "actual", "ongoing", "pending"],
    ),
    ("shares of a planned sum", "约需资金{9亿元}。其中，上级补助{6亿元}，本级配套{3亿元}。", ["target"] * 3),
    ("scope told by its cost", "二期总投资{8600万元}，新建管网{11公里}并改造泵站{2座}。", ["target"] * 3),
    ("a comma before a figure", "{60座}站房中,{38座}已开工,{22座}未开工。", ["target", "ongoing", "pending"]),
    ("a plan noun tied to its number", "总投资达{1.2亿元}，已完成{0.4亿元}。", ["target", "actual"]),
    ("plan noun before a bracket", "完成{8亿元}，占年度力争目标（{6亿元}）的{133%}。", ["actual", "target"]),
    ("after a bracket", "完成{8亿元}，占目标（{9亿元}）的{89%}，其中主线{5亿元}。", ["actual", "target", "actual"]),
    ("arranged projects", "今年共安排重点项目{52个}。", ["target"]),
    ("part of a plan done", "已完成改厕任务{3120座}，完成年度投资{1880万元}。", ["actual", "actual"]),
    ("share of a plan", "完成年度投资{5亿元}的{40%}。", ["target"]),
    ("over as a bound", "累计超{300部}，带动多达{3万}群众。", ["actual", "actual"]),
    ("over a plan", "超任务{30部}。", ["change"]),
    ("there are, under way", "目前已有{15个}项目在建，{8个}正在积极策划。", ["ongoing", "pending"]),
    ("its time has come, not begun", "{9个}已到开工时间而未开工。", ["pending"]),
    ("share of a work in a bracket", "一号楼（{620套}）已完成总工程量的{85%}。", ["ongoing"]),
    ("whole that names a thing", "总长{410米}的引水洞累计进尺{160米}。", ["target", "actual"]),
    ("a cue in another word", "预算内投资{3000万元}已到位，设立应季瓜果点{20处}。", ["actual", "actual"]),
    ("done of what stands before", "房屋拆迁{26户}，已经完成{15户}。", ["target", "actual"]),
    ("due, and what follows", "应完成公园{55个}，增加绿地{12万平方米}。", ["target", "target"]),
    ("planned in a name", "{19个}计划新开工项目目前只有{10个}已开工。", ["target", "ongoing"]),
    ("under way in a name", "{49个}续建项目完成投资{6.7亿元}。", ["ongoing", "actual"]),
    ("money handed down", "上级下达资金{1800万元}，省级下达{25所}。", ["actual", "target"]),
    ("not finished", "农户接管还有{6户}没完工。", ["pending"]),
    ("total in brackets", "完成迁改{17处}（共{22处}）。", ["actual", "target"]),
    ("target in brackets", "累计{418根}，占设计量（{502根}）的{83%}。", ["actual", "target"]),
    (
        "each of a list with its own state",
        "{6个}日间照料中心中，{3个}已建成、{2个}在建、{1个}因选址未定尚未启动。",
        ["target", "actual", "ongoing", "pending"],
    ),
    (
        "each of a list with a bare state",
        "{12个}项目，{5个}完工、{4个}在建、{3个}前期。",
        ["target", "actual", "ongoing", "pending"],
    ),
    (
        "each of a list with a name and a state",
        "东片{3公里}已贯通、西片{2公里}正在铺管、北片{1公里}未动工。",
        ["actual", "ongoing", "pending"],
    ),
    (
        "a list closed by 和",
        "{12个}小区中，{5个}完工、{4个}在建和{3个}未开工。",
        ["target", "actual", "ongoing", "pending"],
    ),
    ("a list between commas", "{9座}水窖，{4座}已蓄水，{5座}正在开挖。", ["target", "actual", "ongoing"]),
    ("a list whose head is no sum of it", "完工{12处}、在建{5处}、未动工{7处}。", ["actual", "ongoing", "pending"]),
    ("one verb for a list of works", "完成{3座}水窖防渗、{5座}水窖加固。", ["actual", "actual"]),
    # a piece of work and its size
    ("finished piece", "道路全长{8公里}，已贯通。", ["actual"]),
    ("piece under way", "大楼总建筑面积{1.2万平方米}，主体已封顶，砌筑完成{85%}。", ["ongoing"]),
    ("size of begun sites", "已开工小区{7个}，涉及{37栋}楼{954户}，建筑面积{10.3万平方米}。", ["ongoing"] * 4),
    ("size of sites not begun", "未开工小区{4个}，涉及{23栋}楼。", ["pending", "pending"]),
    ("share of a piece done", "外立面更新{5.6万平方米}，完成{8成}。", ["ongoing"]),
    (
        "size before a plan",
        "拆除违建{35处}，面积{1.2万平方米}，下一步将拆除剩余{12处}。",
        ["actual", "actual", "pending"],
    ),
    (
        "states that chance to add up",
        "{5个}镇已完成，{3个}镇正在实施，{2个}镇尚未启动。",
        ["actual", "ongoing", "pending"],
    ),
    ("ready to begin", "具备开工条件{6个}。", ["pending"]),
    # gap, excess, levels
    ("gap", "还差{45户}。", ["pending"]),
    ("missing money", "县级配套缺口{700万元}。", ["pending"]),
    ("excess", "实际建成{55处}，超额{5处}。", ["actual", "change"]),
    ("level moved", "标准由每人每月{520元}提高到{570元}。", ["reference", "actual"]),
    ("level still to move", "届时绕行距离可由{7.3公里}缩短为{0.9公里}。", ["reference", "target"]),
    ("levels in lists", "起付线分别由{500元}、{800元}降低至{200元}、{400元}。", ["reference"] * 2 + ["actual"] * 2),
    ("lag", "进度较原计划滞后{18天}。", ["change"]),
    ("rank", "全省排名前移{3位}。", ["change"]),
    ("times", "投入为去年同期的{1.3倍}。", ["change"]),
    ("length of a stoppage", "受寒潮影响停工{18天}。", ["reference"]),
    ("time limit of the contract", "合同工期{150天}。", ["target"]),
    # authorised and found
    ("authorised", "核定编制{45名}。", ["target"]),
    ("found", "排查出隐患{960处}，整改{914处}。", ["actual", "actual"]),
    ("governed by the plan", "计划新增的{8处}已全部建成。", ["target"]),
    ("need", "西扩工程需搬迁{57户}，已搬离{53户}。", ["target", "actual"]),
    ("signed with households", "已签订征收协议{356户}，已签订改造协议{1.32万户}。", ["actual", "actual"]),
    ("still to be signed", "未签订征收协议{5户}，拟签订租赁协议{8家}。", ["pending", "target"]),
    ("contracts", "已签订采购协议{12台}，签订投资协议{23亿元}。", ["target", "target"]),
    # lists, carried states, headings
    ("list after one verb", "已衬砌干渠{9公里}、支渠{3公里}。", ["actual", "actual"]),
    ("planned list", "计划改造锅炉{19台}、管网{6公里}。", ["target", "target"]),
    ("list before one predicate", "东片{8座}、西片{6座}已对外开放。", ["actual", "actual"]),
    ("predicate of the neighbour", "{9座}正在施工、{12座}待招标。", ["ongoing", "pending"]),
    ("twin counts", "{8个}院落{361户}改造已完工。", ["actual", "actual"]),
    ("next steps", "下一步，在东片再布设卡口{15处}。", ["target"]),
    ("stage finished inside a piece", "{12栋}主体已封顶，正在抹灰。", ["actual"]),
    ("held up by a cause", "{3个}因土地权属争议，无法进场。", ["pending"]),
    ("Traditional script", "計劃新建公廁{35座}，已建成{8座}，其餘{10座}尚未開工。", ["target", "actual", "pending"]),
    ("ahead of the task in native wording", "落成長廊{820米}。", ["actual"]),
    # look-alikes
    ("at least is no difference", "要求每所学校配备安全员至少{1名}。", ["target"]),
    ("a height is no difference", "大坝填筑至高程{318米}。", ["actual"]),
    ("a project count that bears money", "{12个}项目完成投资{3亿元}。", ["target", "actual"]),
]


@pytest.mark.parametrize(("reason", "template", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_roles(reason: str, template: str, expected: list[str]) -> None:
    """A quantity takes the role that its words, clause and neighbours tell."""
    assert expected == roles(template), reason


def test_every_label_says_what_decided() -> None:
    """The rule of a label names the cue word."""
    labels = marked("已完成改厕{3120户}，计划新建公厕{6座}。").label().labels

    assert ["完成" in labels[0].rule, "计划" in labels[1].rule] == [True, True]


def test_clear_cues_outrank_none() -> None:
    """A number with an outspoken cue scores higher than one without any."""
    clear, bare = marked("计划新建换热站{18座}。管道{3公里}。").label().labels

    assert clear.score > bare.score
