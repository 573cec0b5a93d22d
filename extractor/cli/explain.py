"""``extractor explain``."""

from __future__ import annotations

from datetime import datetime

from rich.table import Table

from ..mentions import find
from ..records import DateMention, Mention
from ..spans import Span
from .console import out, print_json


def explain_command(text: str, anchor: datetime | None, *, as_json: bool) -> None:
    """Prints the ledger of `text`."""
    ledger = find(text, anchor.date() if anchor else None)
    if as_json:
        print_json(ledger)
        return
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
