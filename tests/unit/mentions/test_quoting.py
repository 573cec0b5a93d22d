"""Quotes: what stands in the narrative to the digit is read, all else is refused."""

import json
from datetime import date
from pathlib import Path

import pytest

from extractor.mentions import find, ground

GOLD = Path(__file__).parents[3] / "gold" / "labels"
ANCHOR = date(2024, 7, 10)
KINDS = ("quantities", "percentages", "dates")


def narratives() -> list[dict[str, object]]:
    """Every gold narrative."""
    return [json.loads(line) for path in sorted(GOLD.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]


def altered(text: str) -> list[str]:
    """`text` with each of its digits changed in turn."""
    return [
        text[:at] + str((int(digit) + step) % 10) + text[at + 1 :]
        for at, digit in enumerate(text)
        if digit.isdecimal()
        for step in (1, 5)
    ]


def test_every_mention_of_gold_is_grounded() -> None:
    """The words of each gold mark, quoted, are found where the finder has them or at an earlier twin."""
    missed = [
        (row["id"], mention.text)
        for row in narratives()
        for mention in find(str(row["narrative"]), ANCHOR).mentions
        if ground(str(row["narrative"]), mention.text, ANCHOR) is None
    ]

    assert missed == []


def test_a_changed_digit_is_refused() -> None:
    """No gold mention with one digit changed is accepted, unless the narrative says just that elsewhere."""
    tried = accepted = 0
    for row in narratives():
        narrative = str(row["narrative"])
        own = {mention.text for mention in find(narrative, ANCHOR).mentions}
        for text in own:
            for quote in altered(text):
                if quote not in own:
                    tried += 1
                    accepted += ground(narrative, quote, ANCHOR) is not None

    assert tried > 1000
    assert accepted == 0


@pytest.mark.parametrize(
    ("narrative", "quote", "start"),
    [
        pytest.param("建成15座，开工5座。", "5座", 8, id="not inside a longer number"),
        pytest.param("建成15座。", "5座", None, id="only inside a longer number"),
        pytest.param("完成3.25%。", "25%", None, id="not behind a decimal point"),
        pytest.param("建成15座。", "15 座", None, id="not with a space of its own"),
        pytest.param("建成15座。", "建成15座", None, id="not with words around it"),
        pytest.param("建成１５座。", "１５座", 2, id="full width as it stands"),
        pytest.param("建成１５座。", "15座", None, id="not spelt otherwise"),
        pytest.param("二十三座和三座。", "三座", 5, id="not inside a Chinese numeral"),
        pytest.param("建成15座。", "", None, id="nothing"),
    ],
)
def test_ground(narrative: str, quote: str, start: int | None) -> None:
    """A quote is placed at its own characters, or nowhere."""
    mention = ground(narrative, quote, ANCHOR)

    assert start == (mention.span.start if mention else None)
