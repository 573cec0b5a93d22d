"""The worked examples of the prompts: grounded, of the right form, and not from any bulletin at hand."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple, get_args

import pytest

from extractor.annotations import read_gold
from extractor.model_labelling import answer_model
from extractor.model_labelling.codes import codes
from extractor.model_labelling.reading import read
from extractor.model_labelling.visible import numbered
from extractor.prompts import load
from extractor.records import BlockerCategory

from .asked import Narrative

PROMPTS = ("label", "label-compact")
ROOT = Path(__file__).parents[3]
_EXAMPLE = re.compile(r"(?:任务：(.*)\n基准日：(.*)\n)?正文：(.*)\n答：(.*)")
_MARK = re.compile(r"\[(\d+)\]")
_SHARED = 12


class Example(NamedTuple):
    """A worked example of a prompt."""

    narrative: Narrative
    text: str
    """With its numbers."""
    answer: str


def _static(name: str) -> str:
    prompt = load(name)
    return prompt.render(dict.fromkeys(prompt.inputs, ""))[0].text


def _examples(name: str) -> list[Example]:
    return [
        Example(
            Narrative(_MARK.sub("", text), "" if task == "无" else task, date.fromisoformat(anchor or "2031-07-08")),
            text,
            answer,
        )
        for task, anchor, text, answer in _EXAMPLE.findall(_static(name))
    ]


@pytest.mark.parametrize(("name", "count"), [("label", 3), ("label-compact", 1)])
def test_a_prompt_has_examples(name: str, count: int) -> None:
    """So many examples are shown."""
    assert count == len(_examples(name))


@pytest.mark.parametrize("example", [example for name in PROMPTS for example in _examples(name)])
def test_the_finder_numbers_an_example_just_so(example: Example) -> None:
    """Exactly the finder's mentions are numbered, in order, and no numeral is unexplained."""
    ledger = example.narrative.ledger
    assert numbered(example.narrative.sheet().visible, ledger.mentions) == example.text
    assert () == ledger.unexplained


@pytest.mark.parametrize("example", [example for name in PROMPTS for example in _examples(name)])
def test_the_answer_of_an_example_is_grounded(example: Example) -> None:
    """It passes the answer's type; every subject has words of the example only; every quote starts where it stands."""
    sheet = example.narrative.sheet()
    answer = answer_model().model_validate_json(example.answer, context=sheet)
    found = read(answer, sheet)
    assert [] == [verdict for verdict in found.verdicts if verdict.shortened]
    assert [row.t for row in answer.b] == [one.span.of(sheet.request.narrative) for one in found.obstacles]


@pytest.mark.parametrize("name", PROMPTS)
def test_examples_share_no_sentence_with_gold(name: str) -> None:
    """No stretch of an example of twelve characters stands in a labelled narrative."""
    gold = "\n".join(line.narrative for line in read_gold([ROOT / "gold"]).lines)
    assert gold
    for example in _examples(name):
        text = example.narrative.request.narrative
        assert [] == [
            text[at : at + _SHARED] for at in range(len(text) - _SHARED + 1) if text[at : at + _SHARED] in gold
        ]


@pytest.mark.parametrize("name", PROMPTS)
def test_a_prompt_explains_every_code(name: str) -> None:
    """Each code and category is told before it is asked for."""
    text = _static(name)
    letters = {*codes().quantity, *codes().date, *(letter for code in codes().percentage for letter in code)}
    assert [] == [letter for letter in letters if not re.search(rf"(?<![a-z]){letter}(?![a-z])", text)]
    assert [] == [one for one in get_args(BlockerCategory) if one not in text]
