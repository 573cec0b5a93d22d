"""``extractor explain``."""

from __future__ import annotations

import math
from collections.abc import Sequence

import typer
from rich.table import Table
from rich.text import Text

from ..mentions import find
from ..records import DateMention, Fact, Ledger, Mention, Signals
from ..spans import Span
from ..store import Store
from .console import out, print_json
from .options import Options
from .settling import settle


def explain_command(text: str | None, item: str | None, options: Options, *, as_json: bool) -> None:
    """Prints the ledger of `text`, or of the stored `item` with what led to each of its facts."""
    if (text is None) == (item is None):
        raise typer.BadParameter("give a narrative, or the item of one with --item")
    if text is not None:
        ledger = find(text, options.anchor_date)
        if as_json:
            print_json(ledger)
        else:
            _print_ledger(ledger, text)
        return
    with Store.open(settle(options).store_location(options.out), create=False) as store:
        result = store.result(item or "").result
    if as_json:
        print_json({"ledger": result.ledger, "facts": result.facts})
        return
    _print_ledger(result.ledger, result.request.narrative)
    _print_facts(result.facts)


def _print_ledger(ledger: Ledger, text: str) -> None:
    table = Table("words", "account", "reading", "rule or reason")
    rows: list[tuple[Span, str, str, str, str]] = [
        (mention.span, mention.text, mention.kind, _reading(mention), mention.rule) for mention in ledger.mentions
    ]
    rows += [(exclusion.span, exclusion.text, "excluded", "", exclusion.reason) for exclusion in ledger.exclusions]
    rows += [(span, span.of(text), "unexplained", "", "") for span in ledger.unexplained]
    for _, *cells in sorted(rows):
        table.add_row(*cells)
    out.print(table, markup=False)


def _reading(mention: Mention) -> str:
    if isinstance(mention, DateMention):
        readings = dict.fromkeys((mention.past, mention.future))
        return " or ".join(str(first) if first == last else f"{first} – {last}" for first, last in readings)
    upper = f" – {mention.value_max}" if mention.value_max is not None else ""
    unit = "%" if mention.kind == "percentage" else f" {mention.unit}"
    return f"{mention.value}{upper}{unit} {mention.bound}{', falling' if mention.falling else ''}"


def _print_facts(facts: Sequence[Fact]) -> None:
    table = Table("words", "labelled by", "score", "what speaks for it", "confidence")
    for fact in facts:
        signals = _told(fact.signals) if fact.signals else ""
        row = (fact.mark.text, fact.label_rule, f"{fact.score:.2f}", signals, f"{fact.confidence:.2f}")
        table.add_row(*map(Text, row))
    out.print(table)


def _told(signals: Signals) -> str:
    learned = (("", signals.learned), (" of the subject", signals.learned_subject))
    if any(probability is not None for _, probability in learned):
        return ", ".join(f"learned probability{of} {given:.2f}" for of, given in learned if given is not None)
    told = [f"{round(signals.votes * signals.samples)} of {signals.samples} answer(s)"]
    if signals.logprob is not None:
        told.append(f"probability {math.exp(signals.logprob):.2f}")
    if signals.rules_agree is not None:
        told.append("the rules agree" if signals.rules_agree else "the rules differ")
    if signals.reasked:
        told.append("asked again")
    return ", ".join(told)
