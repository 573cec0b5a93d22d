"""Tables of cue words."""

import pytest

from extractor.labelling.cues import around, lexicon, starting, table, within

FORCES = {
    "states": {"operator", "aspect", "verb", "noun", "size", "touch", "stage", "mode", "mask"},
    "percents": {"kind", "compare", "level", "role", "behind", "mask"},
    "dates": {"", "leading", "span", "mask"},
    "blockers": {
        "cause",
        "reason",
        "wait",
        "then",
        "deny",
        "grant",
        "begin",
        "unable",
        "stop",
        "trouble",
        "harm",
        "impact",
        "averted",
        "change",
        "strain",
        "delay",
        "seek",
        "forward",
        "resolved",
        "if",
        "mask",
    },
    "categories": {""},
}


@pytest.mark.parametrize("name", FORCES)
def test_forces_are_known(name: str) -> None:
    """A group works in one of the ways that the head of its table explains."""
    assert {group.get("force", "") for group in table(name)["group"]} <= FORCES[name]


def test_the_longest_word_counts() -> None:
    """A word is read whole; a mask keeps the words inside it from being read."""
    [hits] = lexicon("states").scan("应急供应商已完成")

    assert ["应急", "供应商", "已", "完成"] == [hit.word for hit in hits]


def test_words_of_several_groups_carry_each() -> None:
    """提高到 is a verb of its own and, against a number, the new level."""
    [[hit]] = lexicon("states").scan("提高到")

    assert {"completed", "new level"} <= {cue.group for cue in hit.cues}


def test_tables_are_read_side_by_side() -> None:
    """Read together, tables find the same words as each by itself."""
    text = (
        "截至目前，因资金尚未到位，较计划滞后，预计待批复后开工建设，已完成投资的比例提高到三成，但仍受降雨影响而停工"
    )
    names = ("states", "blockers", "dates", "percents")

    assert [lexicon(name).scan(text)[0] for name in names] == lexicon(*names).scan(text)


def test_words_of_a_part_keep_their_places() -> None:
    """A part of a text is read with the offsets of the whole."""
    [hits] = lexicon("states").scan("已完成", 7)

    assert [(7, 8), (8, 10)] == [(hit.start, hit.end) for hit in hits]


@pytest.mark.parametrize("count", [3, 40])
def test_words_between_offsets(count: int) -> None:
    """Few words or many, those are taken that lie inside the offsets as a whole."""
    [hits] = lexicon("states").scan("已完成" * count)

    assert ["完成", "已"] == [hit.word for hit in within(hits, 1, 5)]
    assert ["完成", "已", "完成"] == [hit.word for hit in starting(hits, 1, 5)]


def test_words_around_an_offset() -> None:
    """Of many words the nearest on either side are taken."""
    [hits] = lexicon("states").scan("已完成" * 40)

    assert ["完成", "已"] == [hit.word for hit in around(hits, 30, 1)]
    assert hits == around(hits, 30, 80)
