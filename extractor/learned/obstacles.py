"""What is looked at to tell the category of an obstacle."""

from __future__ import annotations

from itertools import pairwise

from ..labelling.cues import lexicon
from ..labelling.scene import Scene
from ..records import BlockerLabel

_AROUND = 16


def category_features(scene: Scene, blocker: BlockerLabel) -> list[str]:
    """What holds of an obstacle that the rules found."""
    text = scene.layout.text
    start, end = blocker.span
    words = text[start:end]
    found = ["bias", f"rule:{blocker.category}", f"rule:{blocker.category}|{blocker.rule.partition('; ')[0]}"]
    for hit in lexicon("categories").scan(words)[0]:
        found += [f"cue:{hit.cues[0].says}", f"cue:{hit.word}"]
    found += [f"char:{one}{two}" for one, two in pairwise(words)]
    for hit in lexicon("categories").scan(text[max(0, start - _AROUND) : start])[0]:
        found.append(f"near:{hit.cues[0].says}")
    return found
