"""Documents in which tables are not all: covers, summaries, tables in tables, sheets that hold everything."""

from __future__ import annotations

from tests.documents.drawing import paragraphs, table

from .sample import Found, Sample

_ROWS = (
    ("1", "新建公厕12座", "县城管局", "已建成7座，5座正在装修。", "正在推进"),
    ("2", "改造危桥3座", "县交通局", "3座全部完工。", "已完成"),
    ("3", "新增学位900个", "县教体局", "用地批复尚未下达。", "进展缓慢"),
)
_ITEMS = (
    Found("1", "已建成7座，5座正在装修。", heading="新建公厕12座", units=("县城管局",), status="正在推进"),
    Found("2", "3座全部完工。", heading="改造危桥3座", units=("县交通局",), status="已完成"),
    Found("3", "用地批复尚未下达。", heading="新增学位900个", units=("县教体局",), status="进展缓慢"),
)
_HEADER = ("序号", "实事名称", "责任单位", "进展情况", "备注")

BODY_AND_ANNEX = Sample(
    name="L31 slow items in the body again in the annex",
    layout="grid",
    blocks=(
        *paragraphs(
            "关于2031年民生实事8月份进展情况的通报\n各乡镇人民政府：\n3件实事中已完成1件，正在推进1件，进展缓慢1件：\n"
            "一是新增学位900余个。（责任单位：县教体局）\n用地批复还未下达，存在逾期风险。\n"
            "白塔县人民政府办公室\n2031年9月3日\n附件：2031年民生实事进展情况表"
        ),
        table(_HEADER, *_ROWS),
    ),
    items=_ITEMS,
)

COVER_TABLE = Sample(
    name="L14 a summary table on the cover, items in labelled paragraphs",
    layout="labelled",
    blocks=(
        *paragraphs("龙溪区2031年重点工作二季度督查情况\n龙溪区政府督查室\n2031年7月8日"),
        table(
            ("责任单位", "任务数", "总体进展"),
            ("区住建局", "2", "50%"),
            ("区教育局", "1", "100%"),
            ("区水务局", "1", "0%"),
            ("合计", "4", "50%"),
        ),
        *paragraphs(
            "一、城市更新\n1.改造老旧小区12个。\n责任单位：区住建局\n进展情况：已开工9个，完成投资3200万元。\n"
            "2.整治易涝点5处。\n责任单位：区水务局\n进展情况：设计方案正在评审。"
        ),
    ),
    items=(
        Found(
            "1",
            "已开工9个，完成投资3200万元。",
            "改造老旧小区12个。",
            "城市更新",
            ("区住建局",),
        ),
        Found("2", "设计方案正在评审。", "整治易涝点5处。", "城市更新", ("区水务局",)),
    ),
)

LAYOUT_TABLE = Sample(
    name="a page laid out by tables, the ledger in one of them",
    layout="grid",
    blocks=(
        table(
            ("首页 > 政务公开", "<"),
            (
                "栏目导航\n通知公告",
                table(
                    ("白塔县2031年民生实事8月份进展情况\n发布时间：2031-09-03",),
                    (table(_HEADER, *_ROWS),),
                    ("白塔县人民政府办公室",),
                ),
            ),
        ),
    ),
    items=_ITEMS,
)

SHEET = Sample(
    name="a sheet with two ledgers one below the other, numbered anew",
    layout="grid",
    blocks=(
        table(
            ("附件1", "", "", "", ""),
            ("2031年省定民生实事台账", "<", "<", "<", "<"),
            _HEADER,
            _ROWS[0],
            _ROWS[1],
            ("填表人：周恺", "", "", "审核人：孟珂", ""),
            ("", "", "", "", ""),
            ("附件2", "", "", "", ""),
            ("2031年县定民生实事台账", "<", "<", "<", "<"),
            ("序号", "实事名称", "完成时限", "进展情况", "备注"),
            ("1", "新增学位900个", "年底前", "用地批复尚未下达。", "进展缓慢"),
            ("注：数据截至8月31日。", "<", "<", "<", "<"),
        ),
    ),
    items=(
        *_ITEMS[:2],
        Found("1", "用地批复尚未下达。", heading="新增学位900个", deadline="年底前", status="进展缓慢"),
    ),
)

BY_STATUS = Sample(
    name="L28 a table for each status, under its title",
    layout="grid",
    blocks=(
        *paragraphs("青禾区2031年实事办理情况\n青禾区政府办\n2031年9月9日\n一、已完成（1件）"),
        table(("序号", "事项", "办理情况"), ("1", "校园午餐", "覆盖12所学校。")),
        *paragraphs("二、进展缓慢（2件）"),
        table(("序号", "事项", "办理情况"), ("1", "公墓建设", "选址未定。"), ("2", "集市改造", "两次流标。")),
    ),
    items=(
        Found("1", "覆盖12所学校。", heading="校园午餐", status="已完成（1件）"),
        Found("1", "选址未定。", heading="公墓建设", status="进展缓慢（2件）"),
        Found("2", "两次流标。", heading="集市改造", status="进展缓慢（2件）"),
    ),
)

UNREAD = Sample(
    name="a table with progress under names that nobody knows",
    layout="grid",
    blocks=(
        *paragraphs("白塔县2031年民生实事8月份进展情况\n白塔县政府办\n2031年9月9日"),
        table(_HEADER, *_ROWS),
        *paragraphs("另附："),
        table(("养老院", "已完成主体施工，正在装修。"), ("福利院", "完成投资300万元，占年度计划的60%。")),
    ),
    items=_ITEMS,
    notes=("progress_left_out",),
)

SAMPLES = (BODY_AND_ANNEX, COVER_TABLE, LAYOUT_TABLE, SHEET, BY_STATUS, UNREAD)
