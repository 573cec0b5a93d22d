"""Whether a reader lost words: what it read, held against a second, plainer reading of the same bytes."""

from __future__ import annotations

import re
from collections import Counter

from ..records import Finding

_TELLING = re.compile(r"[0-9\u3400-\u9fff\U00020000-\U0003ffff]")
_TOLERATED = 0.01
"""Share of characters that may be missing without a word."""


def shortfall(read: str, second: str) -> Finding | None:
    """A warning where more than one in a hundred ideographs and digits of `second` are missing from `read`.

    `read` is all that the reader saw, the hidden words it left out on purpose included.
    """
    expected = Counter(_TELLING.findall(second))
    total = expected.total()
    missing = (expected - Counter(_TELLING.findall(read))).total()
    if missing <= _TOLERATED * total:
        return None
    share = missing / total
    return Finding(
        check="text_shortfall",
        severity="warning",
        zh=f"另一种读法多出{missing}个字符（占{share:.1%}），可能有文字没有读到；请对照原件",
        en=f"a second reading has {missing} characters more ({share:.1%}); words may be missing, compare the original",
    )
