"""Clauses."""

from hypothesis import given
from hypothesis import strategies as st

from extractor.labelling.clauses import lay_out


def words(narrative: str) -> list[str]:
    """The clauses of `narrative`, with brackets blanked as `_`."""
    layout = lay_out(narrative)
    return [layout.window(one)[one.start : one.end].replace("\0", "_") for one in layout.clauses]


def test_stops() -> None:
    """Commas, semicolons, colons and full stops end clauses; a thousands comma and a ratio do not."""
    assert ["甲", "乙1,842件", "比例2：1", "丙", ""] == words("甲，乙1,842件；比例2：1：丙。")


def test_brackets() -> None:
    """A bracket is a clause that hangs on the one around it."""
    layout = lay_out("桥梁（含便桥3座）完工")
    around, inside = layout.clauses

    assert (-1, 0) == (around.parent, inside.parent)
    assert ["桥梁_______完工", "含便桥3座"] == words("桥梁（含便桥3座）完工")


def test_brackets_do_not_interrupt() -> None:
    """Behind a bracket the clause around it goes on."""
    layout = lay_out("桥梁（含便桥）完工，通车")

    assert [0] * 3 + [1] * 3 + [0] * 4 + [2] * 2 == layout.owners


def test_deep_brackets() -> None:
    """Brackets inside three others are read with the innermost of them."""
    assert [-1, 0, 1, 2] == [one.parent for one in lay_out("甲（乙（丙（丁（戊（己）））））").clauses]


def test_open_brackets() -> None:
    """A bracket that is never closed is none."""
    assert ["甲（乙", "丙"] == words("甲（乙，丙")


def test_enumerators_part_sentences() -> None:
    """（1） begins a new sentence."""
    layout = lay_out("（1）甲；（2）乙")

    assert layout.clauses[layout.owners[3]].block != layout.clauses[layout.owners[8]].block


def test_titles_are_blanked() -> None:
    """The words of a document title are no cue."""
    assert "计划" not in lay_out("按照《三年行动计划》推进").text


def test_lines_that_name_a_value_part() -> None:
    """A name with its value on a line of its own is a sentence; a line that is only wrapped goes on."""
    assert ["年度计划投资 3亿元", "本月 2150万元", "完成率 40%"] == words(
        "年度计划投资 3亿元\n本月 2150万元\n完成率 40%"
    )
    assert ["桥梁下部与隧道占任务数\n的95%", "丙"] == words("桥梁下部与隧道占任务数\n的95%，丙")
    assert ["桥梁累计完成3\n6.7公里"] == words("桥梁累计完成3\n6.7公里")


@given(st.text(alphabet="甲乙1,，。；：（()）《》\n《》、后後", max_size=60))
def test_every_character_has_a_clause(narrative: str) -> None:
    """Offsets are the narrative's, whatever the brackets do."""
    layout = lay_out(narrative)

    assert len(narrative) == len(layout.text) == len(layout.flat)
    assert len(narrative) == len(layout.owners)
    assert set(layout.owners) <= set(range(len(layout.clauses)))
    assert all(one.start <= one.end for one in layout.clauses)
