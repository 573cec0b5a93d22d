"""Numerals that are no mention, each with the reason."""

from __future__ import annotations

import pytest

from extractor.mentions import find, reasons
from extractor.mentions.tables import names

from .notation import ANCHOR, exclusions, mentions, unexplained

_ROWS = [
    ("rank", "并列全省第14名", "第14名:ordinal"),
    ("ordinals in a list", "第9、10位", "第9、10位:ordinal"),
    ("batch", "第二批正在建设", "第二批:ordinal"),
    ("rank without 第", "全省排名14", "排名14:rank"),
    ("first places", "居前3位", "3位:rank"),
    ("first places in Chinese", "居前三位的为", "三位:rank"),
    ("storey", "主体施工至十一层", "十一层:floor"),
    ("storey in figures", "主体施工至18层", "18层:floor"),
    ("well", "2号井已完工", "2号井:label"),
    ("furnaces", "热源厂2、3号炉", "2、3号炉:label"),
    ("buildings", "5-8号楼封顶", "5-8号楼:label"),
    ("buildings with signs", "5#—8#楼封顶", "5#—8#楼:label"),
    ("three buildings", "完成1、3、7号楼等", "1、3、7号楼:label"),
    ("first of several points", "一是推进慢", "一是:enumerator"),
    ("numbered line", "1. 新建公厕", "1.:enumerator"),
    ("number before a year", "2.2020年台账", "2.:enumerator 2020年:year"),
    ("circled number", "①文化馆", "①:enumerator"),
    ("bracketed number", "（一）新增就业", "一）:enumerator"),
    ("a saying", "三五成群", "三五成群:lexical"),
    ("national road", "国道310南移", "国道310:road"),
    ("provincial road", "省道S227改线", "省道S227:road"),
    ("road with the number first", "104国道沿线", "104国道:road"),
    ("expressway", "G310改线", "G310:code"),
    ("telecommunication", "5G基站", "5G:name"),
    ("voltage", "110千伏輸變電", "110千伏:voltage_class"),
    ("voltage in symbols", "110kV变电站", "110kV:voltage_class"),
    ("quoted name", "“两癌”筛查", "“两癌”:quoted_name"),
    ("quoted event", "“六走进”活动", "“六走进”:quoted_name"),
    ("quoted scheme", "“一元民生”保险", "“一元民生”:quoted_name"),
    ("quoted circle", "“15分钟健身休闲圈”", "“15分钟健身休闲圈”:quoted_name"),
    ("circle", "15分钟生活圈", "15分钟生活圈:fixed_term"),
    ("round the clock", "24小时自助办税厅", "24小时:fixed_term"),
    ("pipe", "DN600管道", "DN600:code"),
    ("particles", "PM2.5浓度", "PM2.5:code"),
    ("hotline", "12345热线", "12345热线:hotline"),
    ("hotline in a list", "12319、12358热线", "12319:hotline 12358热线:hotline"),
    ("scenic area", "4A级景区", "4A级:grade"),
    ("disease", "COVID-19疫情", "COVID-19:code"),
    ("document number", "国办发〔2024〕17号", "〔2024〕17号:document_number"),
    ("document number in round brackets", "（2021）12号", "（2021）12号:document_number"),
    ("title", "印发《2020年3月实施方案（第2版）》", "《2020年3月实施方案（第2版）》:title"),
    ("stake", "K7+050段", "K7+050:stake"),
    ("stakes", "K18+200至K18+640段", "K18+200至K18+640:stake"),
    ("telephone", "联系电话：0371-12345678", "电话：0371-12345678:hotline"),
    ("long run of digits", "流水号20230810123456789", "20230810123456789:identifier"),
    ("bare year", "2021年完成", "2021年:year"),
    ("years", "2019—2021年", "2019—2021年:year"),
    ("fiscal year", "2013-14年度", "2013-14年度:year"),
    ("Republican year", "112年度計畫", "112年度:year"),
    ("Chinese year", "二〇二四年", "二〇二四年:year"),
    ("clock time", "每日6時至22時", "6時至22時:clock_time"),
    ("clock time after a morning", "上午9点30分", "上午9点30分:clock_time"),
    ("clock time with colons", "8:30至17:30", "8:30至17:30:clock_time"),
    ("ratio", "按2：1：1分担", "2：1：1:ratio"),
    ("ratio of two", "按7:3分配", "7:3:ratio"),
    ("ratio in a word", "按1比3配套", "1比3:ratio"),
    ("page number", "正在推\n- 3 -\n进", "- 3 -:page"),
    ("unknown digit", "?0项", "?0:anonymised"),
    ("further", "进一步", "进一步:lexical"),
    ("unified", "统一", "统一:lexical"),
    ("place", "三门峡", "三门峡:lexical"),
    ("very", "十分", "十分:lexical"),
    ("street", "六峰路", "六峰路:name"),
    ("one-off", "一次性", "一次性:lexical"),
    ("once", "开展一次检查", "一次:occasion"),
    ("a batch", "下达一批计划", "一批:phase"),
    ("phase", "二期正在建设", "二期:phase"),
    ("lots", "一、二标段停工", "一、二标段:phase"),
    ("grade", "二级公路", "二级:grade"),
    ("class in Roman figures", "Ⅲ类水质", "Ⅲ:grade"),
    ("sum of abstract things", "教育、培训两项政策", "两项:summary"),
    ("sum of points", "四个方面", "四个:summary"),
    ("an abstract one", "出台一套机制", "一套:summary"),
    ("school years", "九年一贯制学校", "九年一贯制:lexical"),
    ("plan named by years", "三年行动计划", "三年行动:name"),
    ("size class", "亿元以上项目", "亿元以上:size_class"),
    ("size class with 级", "百亿级产业", "百亿级:size_class"),
    ("without a value", "数百户", "数百:vague"),
    ("per thousand", "每千人口", "千:denominator"),
    ("zero", "由零提高", "零:zero"),
    ("doubled", "翻了两番", "两番:multiplication"),
    ("third industry", "三产增长", "三产:lexical"),
    ("three metres by five", "3米×5米", "×5米:dimension"),
    ("beam", "30米箱梁", "30米:specification"),
    ("elevation", "±0.00以下", "±0.00:elevation"),
    ("day without month", "25日前", "25日:day_without_month"),
    ("grade in figures", "3级", "3级:grade"),
    ("fraction that is none", "完成45/60", "45/60:ratio"),
    ("anniversary", "75周年", "75周年:anniversary"),
    ("session", "二十届", "二十届:ordinal"),
    ("slogan", "一镇一品", "一镇一品:parity"),
    ("slogan of persons", "一人一策", "一人一策:parity"),
    ("ratio with decimals", "带动（1:12.5）", "1:12.5:ratio"),
    ("endless list", "1-1-1-1-1-1", "1-1-1-1-1-1:serial"),
]


@pytest.mark.parametrize(
    ("narrative", "expected"), [pytest.param(narrative, expected, id=why) for why, narrative, expected in _ROWS]
)
def test_exclusion(narrative: str, expected: str) -> None:
    """A numeral that counts nothing is excluded for a named reason, and nothing stays unexplained."""
    assert (expected, []) == (" ".join(exclusions(narrative)), unexplained(narrative))


@pytest.mark.parametrize(
    ("narrative", "expected"),
    [
        pytest.param("5G基站新增44个", ["44个=44个"], id="name and count"),
        pytest.param("35千伏变电站1座", ["1座=1座"], id="voltage and count"),
        pytest.param("4个24小时自助厅", ["4个=4个"], id="count and fixed term"),
        pytest.param("A区8栋", ["8栋=8栋"], id="letter before a count"),
        pytest.param("TBM段22.1公里", ["22.1公里=22.1公里"], id="abbreviation before a length"),
        pytest.param("GDP1200亿元", ["1200亿元=120000000000元"], id="abbreviation before money"),
        pytest.param("二期工程12栋3.6万㎡", ["12栋=12栋", "3.6万㎡=36000平方米"], id="phase and counts"),
        pytest.param("8月2日16时", ["8月2日=2023-08-02|2024-08-02"], id="day and clock time"),
        pytest.param("104国道改造12公里", ["12公里=12公里"], id="road and length"),
        pytest.param("“城市大脑”15个场景", ["15个=15个"], id="quotation before a count"),
        pytest.param("完成“投资1.5亿元”目标", ["1.5亿元=150000000元"], id="a real figure in quotation marks"),
    ],
)
def test_name_beside_a_count(narrative: str, expected: list[str]) -> None:
    """A name takes no real number with it."""
    assert expected == mentions(narrative)


def test_reasons_are_a_closed_vocabulary() -> None:
    """Every reason that rows of this file give is in the table, with words to show."""
    given = {each.reason for _, narrative, _ in _ROWS for each in find(narrative, ANCHOR).exclusions}

    assert given <= set(reasons())
    assert all(reasons().values())


@pytest.mark.parametrize("narrative", ["甲乙丙一七", "代号零七"])
def test_no_catch_all(narrative: str) -> None:
    """A Chinese numeral that no rule or word explains is left unexplained."""
    assert unexplained(narrative)


def test_bare_figures_beside_signs_are_unexplained() -> None:
    """A figure that stands in no words at all is left unexplained."""
    assert ["7"] == unexplained("·7·")


def test_tables_use_the_vocabulary() -> None:
    """Every reason of the table of names is in the vocabulary."""
    table = names()
    rules = [
        rule for group in (table.before, table.number, table.chinese) for entries in group.values() for rule in entries
    ]

    assert {rule.reason for rule in rules} <= set(reasons())
