"""From an engine's answer to marks of gold form."""

from __future__ import annotations

from datetime import date

from ..records import (
    Blocker,
    BlockerLabel,
    Date,
    DateLabel,
    DateMention,
    LabelledMark,
    Labelling,
    Ledger,
    NumberMention,
    Percentage,
    PercentageLabel,
    Quantity,
    QuantityLabel,
)
from ..spans import Span


def _quantity(mention: NumberMention, label: QuantityLabel) -> Quantity:
    start, end = mention.span
    value, value_max = mention.signed(change=label.role == "change")
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
    value, value_max = mention.signed(change=label.measure == "change")
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


def _date(mention: DateMention, label: DateLabel, anchor: date | None) -> Date:
    start, end = mention.span
    first, last = mention.days(planned=label.role == "planned", anchor_date=anchor)
    return Date(text=mention.text, start=start, end=end, from_=first, to=last, role=label.role)


def _blocker(narrative: str, label: BlockerLabel) -> LabelledMark:
    start, end = label.span
    mark = Blocker(text=narrative[start:end], start=start, end=end, category=label.category, halted=label.halted)
    return LabelledMark(
        mark=mark, mention_rule=label.rule, label_rule=label.rule, score=label.score, signals=label.signals
    )


def assemble(
    narrative: str, ledger: Ledger, labelling: Labelling, anchor_date: date | None = None
) -> tuple[LabelledMark, ...]:
    """The marks that `labelling` makes of the mentions, by kind and then in order of their spans.

    A falling number is negative where it is a change; a date is read as `DateMention.days` says. A label that
    does not fit the kind of its mention is left out.
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
        made = LabelledMark(
            mark=mark, mention_rule=mention.rule, label_rule=label.rule, score=label.score, signals=label.signals
        )
        rows.append((group, mention.span, len(rows), made))
    rows += [(3, label.span, len(rows) + at, _blocker(narrative, label)) for at, label in enumerate(labelling.blockers)]
    return tuple([made for *_, made in sorted(rows)])
