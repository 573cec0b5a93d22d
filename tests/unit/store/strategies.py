"""Extractions of any shape, for Hypothesis."""

from __future__ import annotations

from datetime import date
from typing import get_args

from hypothesis import strategies as st

from extractor.records import (
    Blocker,
    BlockerCategory,
    Bound,
    Bulletin,
    Date,
    DateMention,
    DateRange,
    DateRole,
    Exclusion,
    Extraction,
    Fact,
    Failure,
    FieldConfidence,
    Finding,
    Item,
    ItemResult,
    LayoutChoice,
    Ledger,
    NarrativeRequest,
    NarrativeResult,
    NumberMention,
    Percentage,
    PercentageKind,
    PercentageRole,
    Quantity,
    QuantityRole,
    ReportedStatus,
    Severity,
    Signals,
)
from extractor.spans import Passage, Piece, Span

texts = st.text(st.characters(codec="utf-8"), max_size=12)
days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
offsets = st.integers(0, 5000)
numbers = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
shares = st.floats(0, 1)
bounds = st.sampled_from(get_args(Bound))
spans = st.builds(Span, offsets, offsets)
ranges = st.builds(DateRange, days, days)
passages = st.builds(Passage, texts, st.lists(st.builds(Piece, offsets, offsets, offsets), max_size=2).map(tuple))

_measured = {"text": texts, "start": offsets, "end": offsets, "value": numbers, "bound": bounds, "subject": texts}
quantities = st.builds(
    Quantity,
    **_measured,
    value_max=st.none() | numbers,
    unit=texts,
    role=st.sampled_from(get_args(QuantityRole)),
)
percentages = st.builds(
    Percentage,
    **_measured,
    value_max=st.none() | numbers,
    kind=st.sampled_from(get_args(PercentageKind)),
    role=st.sampled_from(get_args(PercentageRole)),
)
dates = st.builds(
    Date, text=texts, start=offsets, end=offsets, from_=days, to=days, role=st.sampled_from(get_args(DateRole))
)
blockers = st.builds(
    Blocker,
    text=texts,
    start=offsets,
    end=offsets,
    category=st.sampled_from(get_args(BlockerCategory)),
    halted=st.booleans(),
)
signals = st.builds(
    Signals,
    logprob=st.none() | st.floats(-30, 0),
    votes=st.floats(0, 1, exclude_min=True),
    samples=st.integers(1, 9),
    reasked=st.booleans(),
    rules_agree=st.none() | st.booleans(),
    certainty=st.none() | shares,
)
facts = st.builds(
    Fact,
    mark=quantities | percentages | dates | blockers,
    mention_rule=texts,
    label_rule=texts,
    score=shares,
    signals=st.none() | signals,
    confidence=shares,
    field_confidence=st.none() | st.builds(FieldConfidence, value=shares, role=shares, subject=st.none() | shares),
)
findings = st.builds(
    Finding,
    check=texts,
    severity=st.sampled_from(get_args(Severity)),
    zh=texts,
    en=texts,
    spans=st.lists(spans, max_size=2).map(tuple),
)
failures = st.builds(Failure, subject=texts, stage=texts, code=texts, message=texts)
mentions = st.builds(
    NumberMention,
    kind=st.sampled_from(["quantity", "percentage"]),
    span=spans,
    text=texts,
    value=numbers,
    value_max=st.none() | numbers,
    unit=texts,
    bound=bounds,
    falling=st.booleans(),
    rule=texts,
) | st.builds(DateMention, span=spans, text=texts, past=ranges, future=ranges, rule=texts)
ledgers = st.builds(
    Ledger,
    mentions=st.lists(mentions, max_size=2).map(tuple),
    exclusions=st.lists(st.builds(Exclusion, span=spans, text=texts, reason=texts), max_size=2).map(tuple),
    unexplained=st.lists(spans, max_size=2).map(tuple),
)
results = st.builds(
    NarrativeResult,
    request=st.builds(
        NarrativeRequest,
        id=texts,
        narrative=texts,
        anchor_date=st.none() | days,
        task=texts,
        reported_status=st.none() | st.sampled_from(get_args(ReportedStatus)),
    ),
    ledger=ledgers,
    facts=st.lists(facts, max_size=4).map(tuple),
    findings=st.lists(findings, max_size=2).map(tuple),
)
items = st.builds(
    Item,
    id=texts,
    number=texts,
    heading=passages,
    task=passages,
    units=st.lists(passages, max_size=2).map(tuple),
    leaders=st.lists(passages, max_size=2).map(tuple),
    deadline=passages,
    problems=passages,
    plans=passages,
    narrative=passages,
    status=passages,
    reported_status=st.none() | st.sampled_from(get_args(ReportedStatus)),
)


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    """Any extraction whose results belong to items of its bulletin."""
    own = draw(st.lists(items, max_size=3, unique_by=lambda item: item.id))
    done = draw(st.permutations(own))[: draw(st.integers(0, len(own)))]
    return Extraction(
        bulletin=Bulletin(
            stem=draw(texts),
            sha256=draw(texts),
            title=draw(passages),
            issuer=draw(passages),
            preamble=draw(passages),
            issue_date=draw(st.none() | days),
            period=draw(st.none() | ranges),
            layout=LayoutChoice(name=draw(texts), why=draw(texts)),
            items=tuple(own),
            notes=tuple(draw(st.lists(findings, max_size=2))),
        ),
        anchor_date=draw(st.none() | days),
        results=tuple(ItemResult(item=item, result=draw(results)) for item in done),
        findings=tuple(draw(st.lists(findings, max_size=2))),
        failures=tuple(draw(st.lists(failures, max_size=2))),
    )
