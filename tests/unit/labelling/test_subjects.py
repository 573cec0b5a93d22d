"""What is counted."""

import pytest

from .marked import subjects

ROWS = [
    ("noun before the number", "截至5月底，换热站已完成{1座}。", ["换热站"]),
    ("verb and noun before the number", "已建成助餐点{7个}。", ["建成助餐点"]),
    ("noun behind the number", "已开工{9个}小区。", ["开工小区"]),
    ("noun behind 的", "为{7916名}的退休人员补发。", ["退休人员"]),
    ("money", "累计完成投资{14亿元}。", ["累计完成投资"]),
    ("elliptic part", "新打水井{32眼}，已通水{26眼}。", ["新打水井", "通水水井"]),
    ("twin count", "改造院落{8个}、{361户}。", ["改造院落", "改造院落"]),
    ("topic of the clause before", "护栏已进场，累计安装{52公里}。", ["安装护栏"]),
    ("rate of what was counted", "食品抽检{3660批次}，合格率{98%}。", ["食品抽检", "食品抽检合格率"]),
    ("part of a target", "新增就业{1162人}，占目标任务的{76%}。", ["新增就业", "新增就业"]),
    ("rate of a verb told before", "居民参保{12万人}，参保率{98%}。", ["居民参保", "居民参保率"]),
    ("states of the same things", "泵站开工{12座}，竣工{5座}，竣工率{41%}。", ["泵站开工", "竣工泵站", "泵站竣工率"]),
    ("states of a list", "{20座}泵站，其中已完工{12座}、在建{5座}。", ["泵站", "完工泵站", "泵站"]),
    ("states alone", "竣工{8座}，开工{12座}。", ["竣工", "开工"]),
    ("a state behind the number", "{8座}泵站，{5座}前期。", ["泵站", "泵站"]),
    ("members with 分别", "甲镇、乙镇签约率分别为{81%}、{64%}。", ["甲镇签约率", "乙镇签约率"]),
    ("what is left", "城市公厕完工{24座}，其余{10座}正在选址。", ["城市公厕完工", "其余城市公厕"]),
    ("compared with before", "新增就业{4105人}，较去年同期增加{320人}。", ["新增就业", "新增就业"]),
    ("growth", "新增就业{4105人}，同比增长{8%}。", ["新增就业", "新增就业"]),
    ("a level that was moved", "低保标准由{560元}提高到{610元}。", ["低保标准", "低保标准"]),
    ("a level for each", "自{@7月1日}起低保标准每人每月由{560元}提高到{610元}。", ["低保标准", "低保标准"]),
    ("planned investment", "年度计划投资{3亿元}，已完成{1.2亿元}。", ["年度计划投资", "完成投资"]),
    ("one rate after another", "开工{31个}，开工率{97%}，竣工率{78%}。", ["开工", "开工率", "竣工率"]),
    ("comparative adjectives", "较大事故{2起}。", ["较大事故"]),
    ("a verb after a verb", "新建{6座}、改造{11座}。", ["新建", "改造"]),
    (
        "a list that is counted",
        "甲县、乙县{两个}县完成率分别为{8%}、{6%}。",
        ["县完成率", "甲县完成率", "乙县完成率"],
    ),
    ("a list without 分别", "土建、安装完成{90%}、{70%}。", ["土建", "安装"]),
    ("a stoppage", "受寒潮影响停工{18天}。", ["停工"]),
    ("a size class", "建成{500亩}以上园区{22个}。", ["园区", "园区"]),
    ("an age", "为{80周岁}以上老年人发放津贴{26万元}。", ["老年人", "发放津贴"]),
    ("what was due", "应征{640亩}，已征{815亩}。", ["应征", "已征"]),
    ("Traditional stays Traditional", "發放補貼{42萬元}。", ["發放補貼"]),
]


@pytest.mark.parametrize(("reason", "template", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_subjects(reason: str, template: str, expected: list[str]) -> None:
    """A subject is the shortest phrase that says what is counted, in the narrative's own characters."""
    assert expected == subjects(template), reason


def test_long_phrases_are_cut_between_words() -> None:
    """A long phrase keeps its end, beginning with a whole word."""
    found = subjects("沿柏塘河两岸各村新建生活污水处理设施配套管道{3公里}。")

    assert all(len(one) <= 14 for one in found)
    assert found[0].endswith("配套管道")


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        pytest.param("{4家}已投用。", "农贸市场", id="nothing named"),
        pytest.param("竣工{4家}。", "竣工农贸市场", id="a state alone"),
        pytest.param("其余{4家}正在选址。", "其余农贸市场", id="what is left"),
        pytest.param("发放补贴{4万元}。", "发放补贴", id="named"),
    ],
)
def test_things_of_the_task(template: str, expected: str) -> None:
    """What the narrative does not name is named by the task."""
    assert [expected] == subjects(template, "新建农贸市场4家，年底前投用。")
