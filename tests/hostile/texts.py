"""Plain texts: odd characters, odd line ends, far too much and next to nothing."""

from __future__ import annotations

from .case import Case

_TEXT = "进展情况：截至5月底，已建成12座。"
_PARSED = frozenset({"parsed"})
_ITEM = "{0}.新建公厕12座。\n责任单位：市城管局\n进展情况：截至5月底，已建成7座。\n"


def text(content: str, codec: str = "utf-8") -> bytes:
    """A text in `codec`."""
    return content.encode(codec)


CASES = (
    Case("D01", "nothing", lambda: b"", frozenset({"refused:empty"})),
    Case("D02", "one byte", lambda: b"5", _PARSED),
    Case("D03", "blanks", lambda: b" \r\n\t" * 99, frozenset({"refused:empty"})),
    Case("D04", "zeros", lambda: b"\0" * 4096, frozenset({"refused:binary"})),
    Case("D90", "GBK", lambda: text(_TEXT, "gbk"), _PARSED),
    Case("D91", "four bytes a character", lambda: text(f"㐂𠮷镇{_TEXT}", "gb18030"), _PARSED),
    Case("D92", "UTF-16 without a mark", lambda: text(_TEXT * 9, "utf-16-le"), _PARSED),
    Case("D93", "Big5", lambda: text("進展情況：截至5月底，已建成12座，資金尚未到位。", "big5"), _PARSED),
    Case("D97", "one line of 45 MB", lambda: text("进展" * 7_500_000), frozenset({"refused:too_large"})),
    Case("D98", "private and control characters", lambda: text(f"\ue000\x01\u200b\U000e0041{_TEXT * 9}"), _PARSED),
    Case("D98", "half a character", lambda: text(_TEXT) + b"\xed\xa0\x80", frozenset({"refused:encoding", "parsed"})),
    Case("D99", "wide digits", lambda: text("进展情况：截至５月底，已建成十二座，二〇二四年〇○O。"), _PARSED),
    Case("D100", "compatibility characters", lambda: text("⼀、铺设3㎞，12㎡，葛\U000e0100城。"), _PARSED),
    Case("D101", "turned round", lambda: text("\u202e个04工完\u202c\u2067已建成12座\u2069"), _PARSED),
    Case("D102", "line ends", lambda: text("甲\r乙\u2028丙\u2029丁\x85戊\x0b己\r\n庚"), _PARSED),
    Case("D103", "10,000 narratives", lambda: text("".join(_ITEM.format(at) for at in range(10_000))), _PARSED),
    Case("D103", "one narrative 10,000 times", lambda: text(_ITEM.format(1) * 10_000), _PARSED),
    Case("D103", "one character", lambda: text("座"), _PARSED),
    Case("D103", "one narrative of 1 MB", lambda: text(_TEXT * 20_000), _PARSED),
    Case("D104", "punctuation", lambda: text("，。；：！？" * 99), _PARSED),
)
