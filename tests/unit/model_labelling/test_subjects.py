"""A subject has only words of the source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model_labelling.quoting import fold
from extractor.model_labelling.subjects import LONGEST, grounded, words
from extractor.model_labelling.visible import show

SOURCE = "截至5月底，40个台区已全部开工，“宫颈癌” 筛查2,080人，铺设5G专线[二期]十二公里。"
TASK = "新建供热管道20公里。"
_WORDS = words(show(SOURCE), show(TASK))


@pytest.mark.parametrize(
    ("subject", "kept", "why"),
    [
        ("台区", "台区", "words of the narrative"),
        ("台区开工", "台区开工", "joined"),
        ("供热管道", "供热管道", "words of the task"),
        ("供热管道铺设", "供热管道铺设", "of both"),
        ("“宫颈癌”筛查", "“宫颈癌”筛查", "white space of the source aside"),
        ('"宫颈癌"筛查', "“宫颈癌”筛查", "quotation marks as the source has them"),
        ("5G专线", "5G专线", "a whole numeral in a name"),
        ("[二期]专线", "[二期]专线", "brackets as the source has them"),
        ("", "", "nothing"),
        (" 台 区 ", "台区", "white space of the answer"),
        ("台区工程开工", "台区", "a word more"),
        ("完成100%的台区", "台区", "an invented figure"),
        ("台区0个", "台区", "part of a numeral"),
        ("台区4", "台区", "part of a numeral at the end"),
        ("经核实开工★", "开工", "an ordered ending"),
        ("<img src=x onerror=alert(1)>", "", "markup"),
        ("=HYPERLINK(1)", "", "a formula"),
        ("肆拾", "", "a numeral in other characters"),
        ("４０个台区", "个台区", "a numeral in full width"),
        ("十公里", "公里", "part of a Chinese numeral"),
        ("开区公新底", "", "stitched from single characters"),
        ("台区" * 30, "台区", "longer than any subject"),
    ],
)
def test_a_subject_is_kept_or_shortened(subject: str, kept: str, why: str) -> None:
    """What the source lacks is dropped; of what is left the longest run stays."""
    assert why
    assert kept == grounded(subject, _WORDS)


@given(st.lists(st.sampled_from([*SOURCE, *TASK, "40", "开工", "供热管道", "百", "x"]), max_size=50).map("".join))
def test_every_subject_is_made_of_runs_of_the_source(subject: str) -> None:
    """The result has only characters of the source, whole numerals, and stays as it is when it is taken again."""
    found = grounded(subject, _WORDS)
    assert set(found) <= set(SOURCE + TASK)
    assert len(found) <= LONGEST
    assert words(show(found)).numerals <= _WORDS.numerals
    assert found == grounded(found, _WORDS)


@given(st.integers(0, len(SOURCE)), st.integers(0, 12))
def test_a_stretch_of_the_source_without_figures_is_kept(start: int, length: int) -> None:
    """Words as they stand are a subject, unless they tear a numeral."""
    stretch = fold(show(SOURCE[start : start + length]).text).text
    if words(show(stretch)).numerals <= _WORDS.numerals:
        assert fold(stretch).text == fold(show(grounded(stretch, _WORDS)).text).text
