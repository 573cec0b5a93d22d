"""Characters put together as words: those that stand close, never across a ruling line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..pages import Rule, Word
from .characters import Character

_FAR, _BACK = 0.28, 0.5
"""Ems ahead or back from which a character begins another word."""
_SAME = 1.0
"""Points by which a letter that is printed twice to look bold may be off."""


def words_of(characters: Iterable[Character], rules: Sequence[Rule]) -> list[Word]:
    """The words that `characters` make."""
    upright = [rule for rule in rules if rule.bottom - rule.top > rule.right - rule.left]
    words = []
    for run in _runs(_once(characters)):
        words += [_word(piece) for piece in _cut(run, upright) if any(each.text.strip() for each in piece)]
    return words


def _once(characters: Iterable[Character]) -> Iterator[Character]:
    """Without the doubles of letters that were printed twice over each other."""
    seen: set[tuple[str, int, int]] = set()
    for character in characters:
        x, y = round(character.area.left / _SAME), round(character.area.top / _SAME)
        around = {(character.text, x + right, y + down) for right in (-1, 0, 1) for down in (-1, 0, 1)}
        if character.text.strip() and not seen.isdisjoint(around):
            continue
        seen.add((character.text, x, y))
        yield character


def _runs(characters: Iterable[Character]) -> Iterator[list[Character]]:
    run: list[Character] = []
    for character in characters:
        if run and not _follows(run[-1], character):
            yield run
            run = []
        run.append(character)
    if run:
        yield run


def _follows(before: Character, character: Character) -> bool:
    one, other = before.area, character.area
    em = max(other.height, one.height)
    return abs(one.top - other.top) < em / 2 and -_BACK * em < other.left - one.right < _FAR * em


def _cut(run: Sequence[Character], rules: Sequence[Rule]) -> Iterator[list[Character]]:
    """A run parted where a ruling line crosses it."""
    middle = (run[0].area.top + run[0].area.bottom) / 2
    left, right = run[0].area.left, run[-1].area.right
    edges = [rule.left for rule in rules if rule.top <= middle <= rule.bottom and left < rule.left < right]
    piece: list[Character] = []
    for character in run:
        if piece and any(piece[-1].area.middle[0] < edge <= character.area.middle[0] for edge in edges):
            yield piece
            piece = []
        piece.append(character)
    yield piece


def _word(run: Sequence[Character]) -> Word:
    first = next(at for at, character in enumerate(run) if character.text.strip())
    last = next(at for at in range(len(run), 0, -1) if run[at - 1].text.strip())
    kept = run[first:last]
    return Word(
        "".join(character.text for character in kept),
        min(character.area.left for character in kept),
        min(character.area.top for character in kept if character.text.strip()),
        max(character.area.right for character in kept),
        max(character.area.bottom for character in kept if character.text.strip()),
    )
