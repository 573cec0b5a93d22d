"""What the report shows, put ready for the template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from ..confidence import DOUBTFUL_RANK
from ..records import (
    Blocker,
    Date,
    Extraction,
    Fact,
    Failure,
    Finding,
    Item,
    ItemResult,
    MarkKind,
    NarrativeResult,
    Percentage,
    Quantity,
    Skip,
)
from ..spans import Span
from .findings import FindingView, finding_view
from .highlight import segments
from .phrases import by_field, in_words
from .whereabouts import whereabouts
from .words import Language, word

_SHORT: Final = 10
"""Characters up to which a highlight is kept on one line."""


class FactView(NamedTuple):
    """A fact as a line of the list beside its narrative."""

    id: str
    kind: MarkKind
    kind_name: str
    text: str
    value: str
    """The amount, where it does not read like the text."""
    subject: str
    """What is counted; of a date, its days."""
    role: str
    """Kind and role; of a blocker, its category."""
    confidence: str
    low: bool
    original: str
    """Where its words stand in the original document."""
    title: str
    """All of it on one line, for the tip over the words."""


class Stretch(NamedTuple):
    """A run of the narrative under the same highlights."""

    text: str
    facts: tuple[str, ...]
    """Ids of the facts that cover it."""
    classes: str
    title: str


class ItemView(NamedTuple):
    """An item with its highlighted narrative."""

    id: str
    anchor: str
    """Id of its place on the page."""
    number: str
    heading: str
    task: str
    units: str
    leaders: str
    deadline: str
    problems: str
    plans: str
    status: str
    reported_status: str
    narrative: tuple[Stretch, ...]
    original: str
    """Where the narrative stands in the original document."""
    facts: tuple[FactView, ...]
    findings: tuple[FindingView, ...]
    failure: Failure | None
    counts: Mapping[str, int]
    """Facts by kind."""


class BulletinView(NamedTuple):
    """A bulletin with its items."""

    title: str
    stem: str
    issuer: str
    issue_date: date | None
    layout: str
    notes: tuple[FindingView, ...]
    findings: tuple[FindingView, ...]
    items: tuple[ItemView, ...]


class Report(NamedTuple):
    """The whole page."""

    bulletins: tuple[BulletinView, ...]
    items: int
    counts: Mapping[str, int]
    """Facts by kind."""
    findings: int
    low: int
    """Facts of low confidence."""
    failures: tuple[Failure, ...]
    skips: tuple[Skip, ...]


class _Manner(NamedTuple):
    """How things are shown."""

    lang: Language
    low: float
    """Confidence below which a fact is doubtful."""


def report(
    extractions: Sequence[Extraction],
    *,
    failures: Sequence[Failure],
    skips: Sequence[Skip],
    lang: Language,
    low: float = DOUBTFUL_RANK,
) -> Report:
    """The page for some extractions, in the language given; facts less sure than `low` are doubtful."""
    manner = _Manner(lang, low)
    bulletins = tuple(_bulletin(each, f"b{at}", manner) for at, each in enumerate(extractions))
    items = [item for bulletin in bulletins for item in bulletin.items]
    inside = [failure for each in extractions for failure in each.failures]
    return Report(
        bulletins=bulletins,
        items=len(items),
        counts=Counter(fact.kind for item in items for fact in item.facts),
        findings=sum(len(each.findings) for each in bulletins) + sum(len(each.findings) for each in items),
        low=sum(fact.low for item in items for fact in item.facts),
        failures=(*failures, *inside),
        skips=tuple(skips),
    )


def _bulletin(extraction: Extraction, anchor: str, manner: _Manner) -> BulletinView:
    lang = manner.lang
    bulletin = extraction.bulletin
    results = {each.item.id: each for each in extraction.results}
    failures = {each.subject: each for each in extraction.failures}
    items = (
        _item(item, f"{anchor}-{at}", results.get(item.id), failures.get(item.id), manner)
        for at, item in enumerate(bulletin.items, start=1)
    )
    return BulletinView(
        title=bulletin.title.text or bulletin.stem,
        stem=bulletin.stem,
        issuer=bulletin.issuer.text,
        issue_date=bulletin.issue_date,
        layout=word("layout", bulletin.layout.name, lang),
        notes=tuple(finding_view(each, bulletin.words_at, lang) for each in bulletin.notes),
        findings=tuple(finding_view(each, bulletin.words_at, lang) for each in extraction.findings),
        items=tuple(items),
    )


def _item(item: Item, anchor: str, result: ItemResult | None, failure: Failure | None, manner: _Manner) -> ItemView:
    lang = manner.lang
    facts: tuple[FactView, ...] = ()
    findings: tuple[FindingView, ...] = ()
    narrative: tuple[Stretch, ...] = (Stretch(item.narrative.text, (), "", ""),)
    if result:
        found = sorted(result.result.facts, key=lambda fact: fact.mark.span)
        facts = tuple(
            _fact(fact, f"{anchor}-f{at}", whereabouts(item.places_of(fact.mark.span), lang), manner)
            for at, fact in enumerate(found)
        )
        findings = tuple(finding_view(each, result.result.words_at, lang) for each in result.result.findings)
        narrative = tuple(_stretches(result.result, found, facts, lang))
    return ItemView(
        id=item.id,
        anchor=anchor,
        number=item.number,
        heading=item.heading.text,
        task=item.task.text,
        units="、".join(unit.text for unit in item.units),
        leaders="、".join(leader.text for leader in item.leaders),
        deadline=item.deadline.text,
        problems=item.problems.text,
        plans=item.plans.text,
        status=item.status.text,
        reported_status=item.reported_status or "",
        narrative=narrative,
        original=whereabouts(item.places_of(Span(0, len(item.narrative.text))), lang),
        facts=facts,
        findings=findings,
        failure=failure,
        counts=Counter(fact.kind for fact in facts),
    )


def _fact(fact: Fact, identity: str, original: str, manner: _Manner) -> FactView:
    mark, lang = fact.mark, manner.lang
    kind, meaning, role = word("kind", mark.group, lang), in_words(mark, lang), _role(mark, lang)
    subject = mark.subject if isinstance(mark, Quantity | Percentage) else ""
    days = meaning if isinstance(mark, Date) else ""
    confidence = f"{fact.confidence:.2f}"
    parts = by_field(fact.field_confidence, lang)
    return FactView(
        id=identity,
        kind=mark.group,
        kind_name=kind,
        text=mark.text,
        value="" if meaning in {role, days} or _reads_like(meaning, mark.text) else meaning,
        subject=subject or days,
        role=role,
        confidence=confidence,
        low=fact.confidence < manner.low,
        original=original,
        title=" · ".join(dict.fromkeys(filter(None, (kind, role, subject, meaning, confidence, parts, original)))),
    )


def _role(mark: Quantity | Percentage | Date | Blocker, lang: Language) -> str:
    match mark:
        case Blocker():
            return in_words(mark, lang)
        case Percentage():
            return f"{word('measure', mark.kind, lang)}·{word('percentages', mark.role, lang)}"
        case _:
            return word(mark.group, mark.role, lang)


def _reads_like(meaning: str, text: str) -> bool:
    return meaning.replace(" ", "").replace(",", "") == text.replace(",", "")


class _Cover(NamedTuple):
    """Something that covers words of the narrative."""

    span: Span
    fact: str
    classes: str
    title: str


def _stretches(
    result: NarrativeResult, facts: Sequence[Fact], views: Sequence[FactView], lang: Language
) -> Iterator[Stretch]:
    covers = [*_fact_covers(facts, views), *_finding_covers(result.findings, lang), *_numeral_covers(result, lang)]
    for text, indices in segments(result.request.narrative, [cover.span for cover in covers]):
        over = [covers[index] for index in indices]
        yield Stretch(
            text=text,
            facts=tuple(cover.fact for cover in over if cover.fact),
            classes=" ".join(dict.fromkeys(name for cover in over for name in cover.classes.split())),
            title="\n".join(dict.fromkeys(cover.title for cover in over)),
        )


def _fact_covers(facts: Iterable[Fact], views: Iterable[FactView]) -> Iterator[_Cover]:
    for fact, view in zip(facts, views, strict=True):
        classes = {view.kind: True, "low": view.low, "short": len(view.text) <= _SHORT}
        yield _Cover(fact.mark.span, view.id, " ".join(name for name, on in classes.items() if on), view.title)


def _finding_covers(findings: Iterable[Finding], lang: Language) -> Iterator[_Cover]:
    for finding in findings:
        message = f"{word('severity', finding.severity, lang)}：{finding.zh if lang == 'zh' else finding.en}"
        for span in finding.spans:
            yield _Cover(span, "", f"found {finding.severity}", message)


def _numeral_covers(result: NarrativeResult, lang: Language) -> Iterator[_Cover]:
    for exclusion in result.ledger.exclusions:
        yield _Cover(exclusion.span, "", "excluded", word("exclusion", exclusion.reason, lang))
    for span in result.ledger.unexplained:
        yield _Cover(span, "", "unexplained", word("exclusion", "unexplained", lang))
