"""From an engine's answer to marks of gold form."""

from __future__ import annotations

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
from ..records.mention import Number
from ..spans import Span


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


def _date(mention: DateMention, label: DateLabel) -> Date:
    start, end = mention.span
    first, last = mention.future if label.role == "planned" else mention.past
    return Date(text=mention.text, start=start, end=end, from_=first, to=last, role=label.role)


def _blocker(narrative: str, label: BlockerLabel) -> LabelledMark:
    start, end = label.span
    mark = Blocker(text=narrative[start:end], start=start, end=end, category=label.category, halted=label.halted)
    return LabelledMark(mark=mark, mention_rule=label.rule, label_rule=label.rule, score=label.score)


def assemble(narrative: str, ledger: Ledger, labelling: Labelling) -> tuple[LabelledMark, ...]:
    """The marks that `labelling` makes of the mentions, by kind and then in order of their spans.

    A falling number is negative where it is a change. A planned date takes its future reading,
    any other date its past one. A label that does not fit the kind of its mention is left out.
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
            group, mark = 2, _date(mention, label)
        else:
            continue
        made = LabelledMark(mark=mark, mention_rule=mention.rule, label_rule=label.rule, score=label.score)
        rows.append((group, mention.span, len(rows), made))
    rows += [(3, label.span, len(rows) + at, _blocker(narrative, label)) for at, label in enumerate(labelling.blockers)]
    return tuple([made for *_, made in sorted(rows)])
