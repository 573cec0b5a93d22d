"""Where two engines answer otherwise about the same mentions."""

from __future__ import annotations

from collections.abc import Iterator

from ..records import AnyLabel, BlockerLabel, Finding, Labelling, Ledger, Signals


def disagreements(ledger: Ledger, labelling: Labelling, second: Labelling) -> Iterator[Finding]:
    """A finding for each mention that `second` labels otherwise than `labelling`; both are about `ledger`.

    Mentions that one of them refuses count; subjects and obstacles do not.
    """
    others = {label.mention: _answer(label) for label in second.labels}
    answers = {label.mention: _answer(label) for label in labelling.labels}
    first, other = _ENGINES[_kind(labelling)], _ENGINES[_kind(second)]
    for index, mention in enumerate(ledger.mentions):
        here, there = answers.get(index, _REFUSED), others.get(index, _REFUSED)
        if here != there:
            yield Finding(
                check="engines_disagree",
                severity="warning",
                zh=f"“{mention.text}”：{first}判为{here}，{other}判为{there}",
                en=f"{mention.text!r}: {_kind(labelling)} says {here}, {_kind(second)} says {there}",
                spans=(mention.span,),
            )


def lost_samples(wanted: int, found: int) -> Iterator[Finding]:
    """A notice where fewer of a model's answers could be had, or used, than were wanted."""
    if found < wanted:
        yield Finding(
            check="samples_lost",
            severity="notice",
            zh=f"应取{wanted}次回答，只有{found}次可用，按可用的表决",
            en=f"{found} of {wanted} answers of the model could be used; they alone had a vote",
        )


def with_opinion(labelling: Labelling, second: Labelling) -> Labelling:
    """`labelling`, its signals saying whether `second`, about the same mentions, gives the same label.

    Obstacles are the same where their words overlap and their categories agree.
    """
    others = {label.mention: _answer(label) for label in second.labels}
    labels = tuple(
        one.model_copy(update={"signals": _noted(one.signals, agree=others.get(one.mention) == _answer(one))})
        for one in labelling.labels
    )
    blockers = tuple(
        one.model_copy(update={"signals": _noted(one.signals, agree=any(_alike(one, two) for two in second.blockers))})
        for one in labelling.blockers
    )
    return labelling.model_copy(update={"labels": labels, "blockers": blockers})


_REFUSED = "no mention"
_ENGINES = {"rules": "规则", "model": "模型"}


def _kind(labelling: Labelling) -> str:
    """``rules`` or ``model``: which model it is, the run says."""
    return labelling.engine.partition(":")[0]


def _noted(signals: Signals | None, *, agree: bool) -> Signals | None:
    return signals and signals.model_copy(update={"rules_agree": agree})


def _alike(one: BlockerLabel, other: BlockerLabel) -> bool:
    return one.category == other.category and one.span.overlaps(other.span)


def _answer(label: AnyLabel) -> str:
    return f"{label.measure} {label.role}" if label.kind == "percentage" else label.role
