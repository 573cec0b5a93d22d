"""Where two engines answer otherwise about the same mentions."""

from __future__ import annotations

from collections.abc import Iterator

from ..records import AnyLabel, Finding, Labelling, Ledger


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


_REFUSED = "no mention"
_ENGINES = {"rules": "规则", "model": "模型"}


def _kind(labelling: Labelling) -> str:
    """``rules`` or ``model``: which model it is, the run says."""
    return labelling.engine.partition(":")[0]


def _answer(label: AnyLabel) -> str:
    return f"{label.measure} {label.role}" if label.kind == "percentage" else label.role
