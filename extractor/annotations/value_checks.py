"""Checks of one labelled narrative against the grammar: the values it reads from the same words.

Where they part, the mark may well be right, so all of these are warnings.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..mentions import find, read_quote, reasons
from ..records import Date, DateMention, GoldLine, Ledger, Mention, NumberMention, Percentage, Quantity
from .line_checks import is_change, placed
from .problems import Complaint, quoted

_NAMES = {"quantities": "quantity", "percentages": "percentage", "dates": "date"}


def values(line: GoldLine) -> Iterator[Complaint]:
    """Each number and date has the value the grammar reads; each numeral is marked or excluded for a reason."""
    ledger = find(line.narrative, line.anchor_date)
    mentions = {mention.span: mention for mention in ledger.mentions}
    marks = [(field, mark) for field, mark in placed(line) if isinstance(mark, Quantity | Percentage | Date)]
    for field, mark in marks:
        mention = mentions.get(mark.span)
        if mention is None:
            yield from _not_found(line, ledger, field, mark)
        else:
            yield from _compare(field, mark, mention, in_context=True)
    for start, end, text, what in _unmarked(line, ledger):
        if not any(mark.start < end and start < mark.end for _, mark in marks):
            message = (
                f"{quoted(text)} at {start} is {what}, and no mark covers it; mark it or make sure that it is none"
            )
            yield Complaint("narrative", "unexplained_numeral", message, "warning")


def _unmarked(line: GoldLine, ledger: Ledger) -> Iterator[tuple[int, int, str, str]]:
    for mention in ledger.mentions:
        yield *mention.span, mention.text, f"a {mention.kind} to the grammar"
    for span in ledger.unexplained:
        yield *span, span.of(line.narrative), "a numeral that the grammar cannot explain"


def _not_found(line: GoldLine, ledger: Ledger, field: str, mark: Quantity | Percentage | Date) -> Iterator[Complaint]:
    near = [quoted(mention.text) for mention in ledger.mentions if mention.span.overlaps(mark.span)]
    why = [
        f"{quoted(one.text)} as {reasons().get(one.reason, one.reason)}"
        for one in ledger.exclusions
        if one.span.overlaps(mark.span)
    ]
    instead = f"reads {', '.join(near)}" if near else f"excludes {', '.join(why)}" if why else "reads nothing"
    message = f"for {quoted(mark.text)} the grammar {instead} there; check the span"
    yield Complaint(field, "not_found", message, "warning")
    mention = read_quote(mark.text, line.anchor_date)
    if mention is not None:
        yield from _compare(field, mark, mention, in_context=False)


def _compare(
    field: str, mark: Quantity | Percentage | Date, mention: Mention, *, in_context: bool
) -> Iterator[Complaint]:
    if mention.kind != _NAMES[mark.group]:
        message = f"{quoted(mark.text)} is a {mention.kind} to the grammar; check the kind of mark"
        yield Complaint(field, "kind_differs", message, "warning")
    elif isinstance(mark, Date):
        if isinstance(mention, DateMention):
            yield from _compare_days(field, mark, mention)
    elif isinstance(mention, NumberMention):
        yield from _compare_numbers(field, mark, mention, in_context=in_context)


def _compare_days(field: str, mark: Date, mention: DateMention) -> Iterator[Complaint]:
    readings = dict.fromkeys((mention.past, mention.future))
    if (mark.from_, mark.to) not in readings:
        read = " or ".join(f"{first}–{last}" for first, last in readings)
        message = f"{quoted(mark.text)} is {mark.from_}–{mark.to} but {read} to the grammar; check from and to"
        yield Complaint(field, "days_differ", message, "warning")


def _compare_numbers(
    field: str, mark: Quantity | Percentage, mention: NumberMention, *, in_context: bool
) -> Iterator[Complaint]:
    signed = is_change(mark)
    pairs: list[tuple[str, object, object]] = [
        ("value", abs(mark.value) if signed else mark.value, abs(mention.value) if signed else mention.value),
        ("value_max", mark.value_max, mention.value_max),
    ]
    if isinstance(mark, Quantity):
        pairs.append(("unit", mark.unit, mention.unit))
    if in_context:
        pairs.append(("bound", mark.bound, mention.bound))
        if signed:
            falls = mention.falling or mention.value < 0
            pairs.append(("sign", "falling" if mark.value < 0 else "rising", "falling" if falls else "rising"))
    for name, marked, read in pairs:
        if marked != read:
            message = f"{quoted(mark.text)} is {marked!r} but {read!r} to the grammar; check it"
            yield Complaint(f"{field}.{'value' if name == 'sign' else name}", f"{name}_differs", message, "warning")
