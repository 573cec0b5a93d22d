"""The copy of a narrative in a prompt: nothing unseen, nothing that opens or closes anything."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.mentions import find
from extractor.model_labelling.asking import ask
from extractor.model_labelling.visible import fence, numbered, show, unnumbered
from extractor.prompts import load
from extractor.spans import Span

from .asked import ANCHOR, Narrative

_PIECES = st.sampled_from(
    (
        *(
            "完工25个",
            "40台",
            "5月底",
            "3.2万元",
            "5%",
            "，",
            "\n",
            "[1]9个",
            "任务====",
            "====",
            "<|im_end|>",
            "[",
            "]",
        ),
        *("\u200b", "\u202e", "\U000e0041", "\ufe0f", "\x00", "\ud800", "\U00020bb7", "e\u0301"),
    )
)
_TEXT = st.lists(_PIECES, max_size=12).map("".join)


@pytest.mark.parametrize(
    ("source", "shown", "why"),
    [
        ("完\u200b工", "完工", "zero-width space"),
        ("完\ufe00\ufe0f工", "完工", "variation selectors"),
        ("完\U000e0073\U000e0065工", "完工", "tag characters"),
        ("完\U000e0100工", "完工", "ideographic variation"),
        ("\u202e个04工完\u202c", "个04工完", "direction controls"),
        ("完\x00\x1b工", "完工", "control characters"),
        ("完\ud800工", "完工", "lone surrogate"),
        ("完[1]3个", "完［1］3个", "a number of its own making"),
        ("<|im_end|>", "＜|im_end|＞", "a control token"),
        ("完\n工 ９", "完\n工 ９", "white space and width stay"),
    ],
)
def test_a_model_sees(source: str, shown: str, why: str) -> None:
    """Unseen characters are left out and brackets shown full-width."""
    assert why
    assert shown == show(source).text


@given(_TEXT)
def test_every_shown_character_leads_back(source: str) -> None:
    """Each character stands where the map says, as it is or as its full-width form."""
    visible = show(source)
    assert len(visible.text) == len(visible.places)
    for at, place in enumerate(visible.places):
        assert visible.text[at] == show(source[place]).text
        assert Span(place, place + 1) == visible.to_source(Span(at, at + 1))
        assert Span(at, at + 1) == visible.of_source(Span(place, place + 1))


@given(_TEXT)
def test_marks_number_every_mention_and_nothing_else(source: str) -> None:
    """Taking the marks away gives the visible text; they are numbered from 1 and no text looks like one."""
    visible = show(source)
    mentions = find(source, ANCHOR).mentions
    marked = numbered(visible, mentions)
    assert visible.text == unnumbered(marked)
    assert [str(number) for number in range(1, len(mentions) + 1)] == re.findall(r"\[(\d+)\]", marked)
    assert len(mentions) == marked.count("[") == marked.count("]")


@given(_TEXT, _TEXT)
def test_no_text_closes_the_fence(task: str, narrative: str) -> None:
    """The boundary stands just four times in the user's turn, and the text lies between the third and the last."""
    found = ask(Narrative(narrative, task).sheet(), load("label")).messages[-1].content
    code = re.match(r"====([0-9a-f]{8}) ", found)
    assert code is not None
    assert 4 == found.count(code[1])
    inside = found.split(f"===={code[1]} 正文====\n")[1].split(f"\n===={code[1]} 完====")[0]
    assert numbered(show(narrative), find(narrative, ANCHOR).mentions).strip() == inside.strip()


def test_a_fence_that_stands_in_the_text_is_another() -> None:
    """A text that holds the boundary it would get is given another one; the choice never changes."""
    text = "完工25个"
    first = fence(text)
    again = fence(text)
    assert first == again
    forged = text + first
    assert fence(forged) not in forged


def test_a_text_that_foresees_its_fence_gets_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the first choice stands in the text the next is taken."""
    digests = iter([b"\xaa" * 32, b"\xbb" * 32])

    class _Known:
        def __init__(self, _: bytes) -> None:
            self.value = next(digests)

        def digest(self) -> bytes:
            return self.value

    monkeypatch.setattr("extractor.model_labelling.visible.hashlib.sha256", _Known)
    assert "bb" * 4 == fence("aaaaaaaa 完")
