"""From an engine's answer to marks of gold form."""

from __future__ import annotations

from datetime import date

from ..records import (
    Blocker,
    BlockerLabel,
    Date,
    DateLabel,
    DateMention,
    DateRange,
    DateRole,
    LabelledMark,
    Labelling,
    Ledger,
    NumberMention,
    Percentage,
    PercentageLabel,
    Quantity,
    QuantityLabel,
)
from ..records.mention import Number
from ..spans import Span

_JUST_GONE = 90
_FAR_OFF = 180


def _signed(mention: NumberMention, *, change: bool) -> tuple[Number, Number | None]:
    if not (change and mention.falling):
        return mention.value, mention.value_max
    return -mention.value, None if mention.value_max is None else -mention.value_max


def _quantity(mention: NumberMention, label: QuantityLabel) -> Quantity:
    start, end = mention.span
    value, value_max = _signed(mention, change=label.role == "change")
    return Quantity(
        text=mention.text,
        start=start,
        end=end,
        value=value,
        value_max=value_max,
        unit=mention.unit,
        bound=mention.bound,
        subject=label.subject,
        role=label.role,
    )


def _percentage(mention: NumberMention, label: PercentageLabel) -> Percentage:
    start, end = mention.span
    value, value_max = _signed(mention, change=label.measure == "change")
    return Percentage(
        text=mention.text,
        start=start,
        end=end,
        value=value,
        value_max=value_max,
        bound=mention.bound,
        subject=label.subject,
        kind=label.measure,
        role=label.role,
    )


def _reading(mention: DateMention, role: DateRole, anchor: date | None) -> DateRange:
    """The days a date means in its role: a plan is for days to come, unless it was for days just gone by."""
    if role != "planned":
        return mention.past
    lapsed = anchor is not None and (anchor - mention.past.last).days <= _JUST_GONE
    far = anchor is not None and (mention.future.first - anchor).days >= _FAR_OFF
    return mention.past if lapsed and far else mention.future


def _date(mention: DateMention, label: DateLabel, anchor: date | None) -> Date:
    start, end = mention.span
    first, last = _reading(mention, label.role, anchor)
    return Date(text=mention.text, start=start, end=end, from_=first, to=last, role=label.role)


def _blocker(narrative: str, label: BlockerLabel) -> LabelledMark:
    start, end = label.span
    mark = Blocker(text=narrative[start:end], start=start, end=end, category=label.category, halted=label.halted)
    return LabelledMark(mark=mark, mention_rule=label.rule, label_rule=label.rule, score=label.score)


def assemble(
    narrative: str, ledger: Ledger, labelling: Labelling, anchor_date: date | None = None
) -> tuple[LabelledMark, ...]:
    """The marks that `labelling` makes of the mentions, by kind and then in order of their spans.

    A falling number is negative where it is a change. A planned date takes its future reading, or its
    past one where that ended within three months of `anchor_date`; any other date its past one. A label
    that does not fit the kind of its mention is left out.
    """
    rows: list[tuple[int, Span, int, LabelledMark]] = []
    for label in labelling.labels:
        mention = ledger.mentions[label.mention]
        mark: Quantity | Percentage | Date
        if label.kind == "quantity" and mention.kind == "quantity":
            group, mark = 0, _quantity(mention, label)
        elif label.kind == "percentage" and mention.kind == "percentage":
            group, mark = 1, _percentage(mention, label)
        elif label.kind == "date" and mention.kind == "date":
            group, mark = 2, _date(mention, label, anchor_date)
        else:
            continue
        made = LabelledMark(mark=mark, mention_rule=mention.rule, label_rule=label.rule, score=label.score)
        rows.append((group, mention.span, len(rows), made))
    rows += [(3, label.span, len(rows) + at, _blocker(narrative, label)) for at, label in enumerate(labelling.blockers)]
    return tuple([made for *_, made in sorted(rows)])
