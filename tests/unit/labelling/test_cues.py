"""Tables of cue words."""

import pytest

from extractor.labelling.cues import lexicon, table

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
        "delay",
        "seek",
        "forward",
        "resolved",
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
    hits = lexicon("states").scan("应急供应商已完成")

    assert ["应急", "供应商", "已", "完成"] == [hit.word for hit in hits]


def test_words_of_several_groups_carry_each() -> None:
    """提高到 is a verb of its own and, against a number, the new level."""
    [hit] = lexicon("states").scan("提高到")

    assert {"completed", "new level"} <= {cue.group for cue in hit.cues}
