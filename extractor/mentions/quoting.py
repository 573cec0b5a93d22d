"""Quoted words read by the grammar: only what stands in the narrative, digit for digit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ..records import Mention
from ..spans import Span
from .scanning import scan

_NUMBER_BEFORE = re.compile(r"(?:[0-9０-９][.．,]?|[零〇一二三四五六七八九十百千万亿])\Z")
_NUMBER_BEHIND = re.compile(r"[.．,]?[0-9０-９]|[零〇一二三四五六七八九十百千万亿%％]")
_NUMERAL = re.compile(r"[0-9０-９零〇一二三四五六七八九十百千万亿]")


def read_quote(text: str, anchor_date: date | None) -> Mention | None:
    """The one mention that the quoted words consist of, white space aside; None where they are not one."""
    mentions = scan(text, anchor_date).mentions
    if len(mentions) != 1:
        return None
    mention = mentions[0]
    return mention if mention.text.strip() == text.strip() else None


def ground(narrative: str, quote: str, anchor_date: date | None) -> Mention | None:
    """The mention that `quote` is, at the first place where `narrative` says just that.

    None where the narrative nowhere has these very characters, has them only as part of a longer
    number or mention, or where they are not one mention. Nothing is matched loosely.
    """
    mention = read_quote(quote, anchor_date) if quote else None
    if mention is None:
        return None
    known = [found.span for found in scan(narrative, anchor_date).mentions]
    for place in _places(narrative, quote):
        words = mention.span.shift(place.start)
        around = [span for span in known if span.overlaps(words)]
        if around == [words] or (not around and not _cuts_number(narrative, place)):
            return mention.model_copy(update={"span": words})
    return None


def _places(narrative: str, quote: str) -> Iterator[Span]:
    at = narrative.find(quote)
    while at >= 0:
        yield Span(at, at + len(quote))
        at = narrative.find(quote, at + 1)


def _cuts_number(narrative: str, span: Span) -> bool:
    """Whether a numeral goes on over either end of the span."""
    goes_on_before = _NUMERAL.match(narrative, span.start) and _NUMBER_BEFORE.search(
        narrative, max(0, span.start - 2), span.start
    )
    goes_on_behind = _NUMERAL.match(narrative, span.end - 1) and _NUMBER_BEHIND.match(narrative, span.end)
    return bool(goes_on_before or goes_on_behind)
