"""Marks made of labels."""

from extractor.labelling import assemble
from extractor.records import (
    BlockerLabel,
    Date,
    DateLabel,
    Labelling,
    Percentage,
    PercentageLabel,
    Quantity,
    QuantityLabel,
)
from extractor.spans import Span

from .marked import marked

EXAMPLE = marked("{@5月}优良天数减少{~3天}，{~2%}；资金未到位。")


def labelling(**changes: object) -> Labelling:
    """An answer of some engine about `EXAMPLE`; a change in May unless `changes` say otherwise."""
    told = {"role": "change", "measure": "change", "part": "period", **changes}
    return Labelling.model_validate(
        {
            "engine": "other",
            "labels": [
                {"kind": "date", "mention": 0, "role": told["part"], "rule": "r0", "score": 0.5},
                {"kind": "quantity", "mention": 1, "role": told["role"], "subject": "天数", "rule": "r1", "score": 0.5},
                {
                    "kind": "percentage",
                    "mention": 2,
                    "measure": told["measure"],
                    "role": "actual",
                    "subject": "天数",
                    "rule": "r2",
                    "score": 0.5,
                },
            ],
            "blockers": [{"span": (16, 21), "category": "funding", "halted": False, "rule": "b", "score": 0.7}],
        }
    )


def test_order_and_groups() -> None:
    """Marks come by kind: quantities, percentages, dates, blockers."""
    marks = assemble(EXAMPLE.narrative, EXAMPLE.ledger, labelling())

    assert ["quantities", "percentages", "dates", "blockers"] == [one.mark.group for one in marks]


def test_falling_changes_are_negative() -> None:
    """A decrease is negative where it is a change."""
    quantity, percentage, *_ = assemble(EXAMPLE.narrative, EXAMPLE.ledger, labelling())

    assert isinstance(quantity.mark, Quantity)
    assert isinstance(percentage.mark, Percentage)
    assert (-3, -2) == (quantity.mark.value, percentage.mark.value)


def test_a_falling_level_stays_positive() -> None:
    """The same words are positive where the number is no change."""
    quantity, percentage, *_ = assemble(EXAMPLE.narrative, EXAMPLE.ledger, labelling(role="actual", measure="rate"))

    assert isinstance(quantity.mark, Quantity)
    assert isinstance(percentage.mark, Percentage)
    assert (3, 2) == (quantity.mark.value, percentage.mark.value)


def test_readings_of_dates() -> None:
    """A planned date lies in the future, any other in the past."""
    years = []
    for part in ("planned", "as_of", "occurred", "period"):
        marks = assemble(EXAMPLE.narrative, EXAMPLE.ledger, labelling(part=part))
        years += [one.mark.from_.year for one in marks if isinstance(one.mark, Date)]

    assert [2031, 2030, 2030, 2030] == years


def test_evidence_is_kept() -> None:
    """A mark carries the finder's rule, the label's rule and the score."""
    first = assemble(EXAMPLE.narrative, EXAMPLE.ledger, labelling())[0]

    assert ("test", "r1", 0.5) == (first.mention_rule, first.label_rule, first.score)


def test_labels_of_another_kind_are_left_out() -> None:
    """An answer that calls a date a quantity makes no mark."""
    wrong = Labelling(
        engine="other",
        labels=(
            QuantityLabel(mention=0, subject="", role="actual", rule="r", score=0.1),
            PercentageLabel(mention=1, subject="", measure="rate", role="actual", rule="r", score=0.1),
            DateLabel(mention=2, role="as_of", rule="r", score=0.1),
        ),
    )

    assert () == assemble(EXAMPLE.narrative, EXAMPLE.ledger, wrong)


def test_ranges_are_negated_whole() -> None:
    """Both ends of a falling range are negative."""
    example = marked("减少{~3个}。")
    mention = example.ledger.mentions[0].model_copy(update={"value_max": 4})
    ledger = example.ledger.model_copy(update={"mentions": (mention,)})
    label = QuantityLabel(mention=0, subject="", role="change", rule="r", score=0.5)

    [made] = assemble(example.narrative, ledger, Labelling(engine="other", labels=(label,)))

    assert isinstance(made.mark, Quantity)
    assert (-3, -4) == (made.mark.value, made.mark.value_max)


def test_blockers_quote_the_narrative() -> None:
    """A blocker's text is what stands at its span."""
    label = BlockerLabel(span=Span(16, 21), category="funding", halted=True, rule="b", score=0.7)

    [made] = assemble(EXAMPLE.narrative, EXAMPLE.ledger, Labelling(engine="other", blockers=(label,)))

    assert EXAMPLE.narrative[16:21] == made.mark.text
