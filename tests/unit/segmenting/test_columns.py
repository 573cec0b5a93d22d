"""What the columns of a table are for, by their names and by what stands in them."""

import pytest

from extractor.segmenting import segment
from extractor.segmenting.fields import header_role
from extractor.segmenting.statuses import is_status_title
from extractor.spans import Span
from tests.documents.drawing import composed, paragraphs, table


@pytest.mark.parametrize(
    ("role", "names"),
    [
        ("number", "序号 编号 项次 No. 任务编号"),
        ("heading", "事项名称 实事项目 项目名 工程名称 县（市、区） 问题表述 反馈问题 大项 類別"),
        ("task", "工作任务 任务目标 年度目标 建设内容及规模 承諾 整改目标 年度重点工作 节点计划"),
        ("leader", "牵头领导 责任人 分管副市长 包抓领导 市级包联领导 项目负责人"),
        ("unit", "责任单位 牵头部门 主辦機關 承办单位 业主 责任单位及责任人 责任主体"),
        ("partner", "配合单位 协办单位"),
        ("deadline", "完成时限 计划完成时间 竣工时间 期程 时间节点"),
        (
            "narrative",
            "进展情况 目前情況 工作进展及存在问题 进展情况及下步打算 辦理情形 形象进度 目前进度 现状 实施情况",
        ),
        ("outcome", "完成情况 目标完成情况 1—10月完成情况 任务完成情况"),
        ("period", "一季度 7月 1-9月 截至6月底 上半年 前三季度"),
        ("figure", "完成投资（万元） 投资进度 开工率 累计完成 占年度计划（%） 預定 增減百分點 已开工（个） 资金到位"),
        ("problem", "存在问题 未达原因 需协调问题 落後原因 堵点"),
        ("plan", "下步计划 下一阶段打算 下月工作计划 整改措施"),
        ("status", "备注 是否达序时 完成状态 亮灯 备考"),
        (None, "总投资（万元） 建设年限 开工时间 项目代码"),
    ],
)
def test_names_of_columns(role: str | None, names: str) -> None:
    """The names that offices give to a column mean the same to the program."""
    assert dict.fromkeys(names.split(), role) == {name: header_role(name) for name in names.split()}


@pytest.mark.parametrize(
    "text", ["已完成（2项）", "二、进展缓慢", "正在推进13件：", "進度較預期慢", "未达序时进度", "超序时进度"]
)
def test_titles_that_are_a_status(text: str) -> None:
    """A section that is called by a status, and perhaps a count, gives it to its items."""
    assert is_status_title(text)


@pytest.mark.parametrize(
    "text", ["推进城镇老旧小区改造", "持续改善大气环境质量", "完成时限", "公共服务类（3项）", "施工图审查"]
)
def test_titles_that_only_sound_like_one(text: str) -> None:
    """A task that begins with the word of a status is none."""
    assert not is_status_title(text)


def test_a_unit_above_the_table_holds_for_money_alone() -> None:
    """Amounts take the unit that is printed above the table, in its own characters; counts and rates do not."""
    blocks = (
        *paragraphs("2031年重点项目进展\n单位：万元"),
        table(("项目", "完成投资", "完成数", "到位率（%）"), ("石桥产业园", "1260", "3", "48.5")),
    )
    source = composed(blocks)
    narrative = segment(source).items[0].narrative
    place = narrative.text.index("1260万元")

    assert narrative.text == "完成投资 1260万元\n完成数 3\n到位率 48.5%"
    assert ["1260", "万元"] == [
        Span(piece.source, piece.source + piece.length).of(source.text)
        for piece in narrative.cut(place, place + len("1260万元")).pieces
    ]


def test_notes_of_the_reader_come_first() -> None:
    """What a reader left out is said before what the layout has to say."""
    source = composed((table(("序号", "事项", "进展情况"), ("", "公厕", "已建成。"), ("2", "公园", "")),))
    note = segment(source).notes[0].model_copy(update={"check": "hidden_text"})
    checks = [each.check for each in segment(source.model_copy(update={"notes": (note,)})).notes]

    assert ["hidden_text", "no_progress_text"] == checks[:2]
