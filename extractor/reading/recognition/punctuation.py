"""Marks and blanks as Chinese text has them, where a recogniser does not tell wide ones from narrow."""

from __future__ import annotations

import re

_WIDE = str.maketrans(",;:?!()", "，；：？！（）")
_CHINESE = r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff“”‘’《》〈〉【】、。，；：？！％（）]"
_MARK = re.compile(rf"(?<={_CHINESE})[,;:?!]|[,;:?!](?={_CHINESE})")
_BRACKETS = re.compile(r"[(（]([^()（）]*)[)）]")
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_OPEN, _CLOSED = re.compile(rf"\((?={_CHINESE})|(?<={_CHINESE})\("), re.compile(rf"\)(?={_CHINESE})|(?<={_CHINESE})\)")
_BLANK = re.compile(r"(?<![!-~]) +| +(?![!-~])|(?<=[0-9A-Za-z]) +(?=[%,.;:)])")


def normalised(line: str) -> str:
    """`line` with wide marks beside Chinese characters, and no blank beside them.

    A mark between Latin letters or digits stays as it was read: 1,234 and 10:30.
    """
    line = _BLANK.sub("", line.strip())
    line = _MARK.sub(lambda mark: mark[0].translate(_WIDE), line)
    line = _BRACKETS.sub(_bracketed, line)
    return _CLOSED.sub("）", _OPEN.sub("（", line))


def _bracketed(found: re.Match[str]) -> str:
    """Both brackets of a pair alike: wide where what is in them, or beside them, is Chinese."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    wide = any(_IDEOGRAPH.search(text) for text in (found[1], before, after))
    return f"（{found[1]}）" if wide else f"({found[1]})"
