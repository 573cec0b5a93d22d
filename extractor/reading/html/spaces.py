"""White space as a browser shows it."""

from __future__ import annotations

import re

_WIDE = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003ffff"
_BETWEEN_WIDE = re.compile(rf"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\r\n\f]*(?=[{_WIDE}])")
_RUN = re.compile(r"[ \t\r\n\f]+")


def collapsed(text: str) -> str:
    """`text` with each run of white space as one blank, and line ends between ideographs as nothing."""
    return _RUN.sub(" ", _BETWEEN_WIDE.sub("", text))
