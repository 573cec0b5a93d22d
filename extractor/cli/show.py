"""``extractor show``."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from ..export.findings import Words, words_of
from ..export.whereabouts import whereabouts
from ..records import Blocker, Date, Fact, Finding, ItemResult, Percentage, Quantity
from ..settings import load_settings
from ..spans import Span
from ..store import Store
from .console import out, print_json
from .options import Options

_STYLES = {"quantities": "bold cyan", "percentages": "bold green", "dates": "bold yellow", "blockers": "underline red"}


def show_command(item: str, options: Options, *, as_json: bool) -> None:
    """Prints one narrative with its facts."""
    settings = load_settings()
    with Store.open(options.store or settings.store_location(options.out), create=False) as store:
        found = store.result(item)
        around = store.extraction_around(item)
    if as_json:
        print_json(found)
        return
    _print_item(found)
    _print_findings(found.result.findings, found.result.words_at)
    if around.findings:
        out.print(Text(f"about {around.bulletin.stem} as a whole:", style="dim"))
        _print_findings(around.findings, around.bulletin.words_at)


def _print_item(found: ItemResult) -> None:
    item, result = found.item, found.result
    out.print(Text(f"{item.id}  {item.heading.text}", style="bold"))
    for name, value in (
        ("任务", item.task.text),
        ("责任单位", "、".join(unit.text for unit in item.units)),
        ("完成时限", item.deadline.text),
        ("状态", item.status.text),
    ):
        if value:
            out.print(Text(f"{name}：{value}", style="dim"))
    narrative = Text(item.narrative.text)
    for fact in sorted(result.facts, key=lambda fact: fact.mark.group != "blockers"):
        narrative.stylize(_STYLES[fact.mark.group], fact.mark.start, fact.mark.end)
    out.print(narrative)
    if place := whereabouts(item.places_of(Span(0, len(item.narrative.text))), "en"):
        out.print(Text(place, style="dim"))
    table = Table("words", "kind", "reading", "subject", "confidence")
    for fact in result.facts:
        words = Text(fact.mark.text, style=_STYLES[fact.mark.group])
        table.add_row(words, *map(Text, _cells(fact)), f"{fact.confidence:.2f}")
    out.print(table)


def _print_findings(findings: Iterable[Finding], words: Words) -> None:
    for finding in findings:
        quoted = "".join(f" “{each}”" for each in words_of(finding, words))
        out.print(Text(f"{finding.severity}: {finding.zh} ({finding.check}){quoted}", style="red"))


def _cells(fact: Fact) -> tuple[str, str, str]:
    match fact.mark:
        case Quantity() as mark:
            upper = f"–{mark.value_max}" if mark.value_max is not None else ""
            return f"quantity {mark.role}", f"{mark.value}{upper} {mark.unit} {mark.bound}", mark.subject
        case Percentage() as mark:
            return f"{mark.kind} {mark.role}", f"{mark.value} % {mark.bound}", mark.subject
        case Date() as mark:
            return f"date {mark.role}", f"{mark.from_} – {mark.to}", ""
        case Blocker() as mark:
            return f"blocker {mark.category}", "halted" if mark.halted else "", ""
