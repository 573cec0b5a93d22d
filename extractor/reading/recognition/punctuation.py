"""Marks and blanks as Chinese text has them, where a recogniser does not tell wide ones from narrow."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NARROW_MARKS, _WIDE_MARKS = ",;:?!()", "，；：？！（）"
_TO_WIDE, _TO_NARROW = str.maketrans(_NARROW_MARKS, _WIDE_MARKS), str.maketrans(_WIDE_MARKS, _NARROW_MARKS)
_CHINESE = r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff“”‘’《》〈〉【】、。，；：？！％（）]"
_MARK = re.compile(rf"(?<={_CHINESE})[,;:?!]|[,;:?!](?={_CHINESE})")
_BRACKETS = re.compile(r"[(（]([^()（）]*)[)）]")
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LONE = re.compile(rf"\((?={_CHINESE})|(?<={_CHINESE})\(|\)(?={_CHINESE})|(?<={_CHINESE})\)")
_BLANK = re.compile(r"(?<![!-~]) +| +(?![!-~])|(?<=[0-9A-Za-z]) +(?=[%,.;:)])")


def normalised(line: str, widths: Sequence[bool | None], *, wide: bool) -> str:
    """`line` without blanks beside Chinese characters, its marks as wide as they are printed.

    `widths` has, for each character but the blanks, whether it was measured to be a wide mark. Where that is not
    known, a mark beside a Chinese character is as the page's are, `wide` or not; one between Latin letters or digits
    stays as it was read: 1,234 and 10:30.
    """
    line = _MARK.sub(lambda mark: mark[0].translate(_TO_WIDE), line)
    line = _BRACKETS.sub(_bracketed, line)
    line = _LONE.sub(lambda mark: mark[0].translate(_TO_WIDE), line)
    if not wide:
        line = line.translate(_TO_NARROW)
    return _BLANK.sub("", _measured(line, widths).strip())


def _measured(line: str, widths: Sequence[bool | None]) -> str:
    told = iter(widths)
    characters = []
    for character in line:
        width = None if character.isspace() else next(told, None)
        characters.append(character if width is None else character.translate(_TO_WIDE if width else _TO_NARROW))
    return "".join(characters)


def _bracketed(found: re.Match[str]) -> str:
    """Both brackets of a pair alike: wide where what is in them, or beside them, is Chinese."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    wide = any(_IDEOGRAPH.search(text) for text in (found[1], before, after))
    return f"（{found[1]}）" if wide else f"({found[1]})"
