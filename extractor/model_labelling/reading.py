"""What an answer says, or which kind of mistake it makes. Nothing is guessed or mended."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from ..records import BlockerCategory, Exclusion, Mention
from ..spans import Span
from .codes import Codes, codes
from .quoting import first_free, trim
from .sheet import Sheet
from .subjects import grounded
from .visible import unnumbered
from .wire import Answer, MissedNumber, Obstacle

MistakeKind = Literal["form", "ids", "codes", "quotes", "missed"]

_ROW = re.compile(r"(?P<number>[1-9][0-9]{0,3})(?P<code>[a-z]{1,2})(?::(?P<rest>.*))?", re.DOTALL)
_BARE_ROW = re.compile(r"(?P<code>[a-z]{1,2})(?::(?P<rest>.*))?", re.DOTALL)
_SHORTEST = 2


class MistakeError(ValueError):
    """An answer that cannot be used; says which kind of mistake it makes, and none of its words."""

    def __init__(self, kind: MistakeKind) -> None:
        super().__init__(kind)
        self.kind: MistakeKind = kind


class Verdict(NamedTuple):
    """What an answer says about one mention."""

    mention: Mention
    code: str
    subject: str
    """Put together from words of the source."""
    shortened: bool
    """The answer's subject had words that the source has not."""
    reason: str = ""
    """Why the mention is none, where the code says so."""


class Stated(NamedTuple):
    """An obstacle, where the narrative states it."""

    span: Span
    category: BlockerCategory
    halted: bool


class Reading(NamedTuple):
    """An answer, held against the narrative."""

    verdicts: tuple[Verdict, ...]
    """One for each mention of the ledger, in order."""
    missed: tuple[Verdict, ...]
    """About numbers that the ledger lacks; their mentions overlap no other."""
    obstacles: tuple[Stated, ...]
    """In the order of the answer; they never overlap."""


def read(answer: Answer, sheet: Sheet) -> Reading:
    """The answer in terms of the narrative; raises `MistakeError`."""
    return Reading(_verdicts(answer.n, sheet), _missed(answer.m, sheet), _obstacles(answer.b, sheet))


def _verdicts(rows: tuple[str, ...], sheet: Sheet) -> tuple[Verdict, ...]:
    found: dict[int, Verdict] = {}
    mentions = sheet.ledger.mentions
    for row in rows:
        match = _ROW.fullmatch(row)
        if match is None:
            raise MistakeError("form")
        number = int(match["number"])
        if number > len(mentions) or number in found:
            raise MistakeError("ids")
        found[number] = _verdict(mentions[number - 1], match, sheet)
    if len(found) < len(mentions):
        raise MistakeError("ids")
    return tuple(verdict for _, verdict in sorted(found.items()))


def _verdict(mention: Mention, match: re.Match[str], sheet: Sheet) -> Verdict:
    known: Codes = codes()
    code, rest = match["code"], (match["rest"] or "").strip()
    if code not in known.legal(mention.kind):
        raise MistakeError("codes")
    if code == known.refusal:
        if rest not in known.reasons:
            raise MistakeError("codes")
        return Verdict(mention, code, subject="", shortened=False, reason=rest)
    if mention.kind == "date":
        return Verdict(mention, code, subject="", shortened=False)
    wanted = unnumbered(rest)
    subject = grounded(wanted, sheet.words)
    return Verdict(mention, code, subject, shortened=len(subject) < len("".join(wanted.split())))


def _missed(rows: tuple[MissedNumber, ...], sheet: Sheet) -> tuple[Verdict, ...]:
    found: list[Verdict] = []
    for row in rows:
        mention = _grounded(row.t, sheet, [verdict.mention.span for verdict in found])
        match = _BARE_ROW.fullmatch(row.r)
        if match is None:
            raise MistakeError("form")
        verdict = _verdict(mention, match, sheet)
        if verdict.code == codes().refusal:
            raise MistakeError("missed")
        found.append(verdict)
    return tuple(found)


def _grounded(quote: str, sheet: Sheet, taken: list[Span]) -> Mention:
    place = first_free(sheet.folded, unnumbered(quote), ())
    if place is None:
        raise MistakeError("missed")
    narrative = sheet.request.narrative
    mention = sheet.ground(sheet.visible.to_source(place).of(narrative))
    if mention is None or not mention.text.strip() or mention.span.of(narrative) != mention.text:
        raise MistakeError("missed")
    known = [*taken, *(one.span for one in sheet.ledger.mentions)]
    if any(mention.span.overlaps(span) for span in known) or _inside_exclusion(mention.span, sheet.ledger.exclusions):
        raise MistakeError("missed")
    return mention


def _inside_exclusion(span: Span, exclusions: tuple[Exclusion, ...]) -> bool:
    """Whether the span is part of something longer that is no mention, such as a title."""
    return any(span.overlaps(one.span) and not span.contains(one.span) for one in exclusions)


def _obstacles(rows: tuple[Obstacle, ...], sheet: Sheet) -> tuple[Stated, ...]:
    found: list[Stated] = []
    for row in rows:
        quote = trim(unnumbered(row.t))
        place = first_free(sheet.folded, quote, [sheet.visible.of_source(one.span) for one in found])
        if place is None or len(quote) < _SHORTEST:
            raise MistakeError("quotes")
        found.append(Stated(sheet.visible.to_source(place), row.c, row.h))
    return tuple(found)
