"""Narratives with gold and prediction side by side, put ready for the template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal, NamedTuple

from extractor.export.highlight import segments
from extractor.export.phrases import in_words
from extractor.export.words import Language, word
from extractor.records import GoldLine, MarkKind, Percentage, Quantity
from extractor.spans import Span

from .agreement import OTHER_FIELDS, ROLE_FIELDS, SUBJECT_THRESHOLD, VALUE_FIELDS, field_agrees, subject_pair_f1
from .alignment import Alignment, Pair
from .marks import AnyMark, Guess
from .rules import Place, Rules
from .wording import VALUE_TABLES, say, value_word

State = Literal["missed", "spurious", "wrong", "unlike", "right"]
"""`wrong` pairs are not right in full; `unlike` ones are, but differ in span, bound or subject."""

_SHORT: Final = 10
"""Characters up to which a mark is kept on one line."""


class Difference(NamedTuple):
    """A field in which a pair differs."""

    field: str
    name: str
    gold: str
    found: str


class Row(NamedTuple):
    """A gold mark, its prediction, or both."""

    id: str
    number: int
    """Shown in the text too, from 1; 0 for what is right."""
    state: State
    state_name: str
    kind: MarkKind
    kind_name: str
    text: str
    meaning: str
    """What the gold says; of a spurious mark, what was predicted."""
    fields: tuple[str, ...]
    """What differs; ``missed`` and ``spurious`` for marks without counterpart."""
    differences: tuple[Difference, ...]
    rule: str
    confidence: str


class Stretch(NamedTuple):
    """A run of the narrative under the same marks."""

    text: str
    rows: tuple[str, ...]
    classes: str
    number: str
    """Numbers of the differing rows that end here."""
    title: str


class NarrativeView(NamedTuple):
    """A narrative with its rows, those that differ first."""

    id: str
    anchor: str
    bulletin: str
    item: str
    task: str
    date: str
    answered: bool
    state: State
    """The worst of its rows; ``right`` where nothing differs."""
    narrative: tuple[Stretch, ...]
    differing: tuple[Row, ...]
    right: tuple[Row, ...]


class _Entry(NamedTuple):
    shown: AnyMark
    """The mark that speaks for the entry: gold's, or the prediction where gold has none."""
    gold: AnyMark | None
    guess: Guess | None
    state: State
    fields: tuple[str, ...]


def browse(
    alignments: Iterable[Alignment], lines: Iterable[GoldLine], rules: Rules, lang: Language
) -> tuple[NarrativeView, ...]:
    """Every narrative, in order of the gold."""
    by_id = {line.id: line for line in lines}
    return tuple(
        _narrative(alignment, by_id[alignment.id], f"n{place}", rules, lang)
        for place, alignment in enumerate(alignments, start=1)
    )


def differing_fields(pair: Pair) -> tuple[str, ...]:
    """The fields in which the two marks of a pair differ: ``span``, those of the levels, and ``subject``."""
    gold, found = pair.gold, pair.guess.mark
    names = (*VALUE_FIELDS[gold.group], *OTHER_FIELDS[gold.group], *ROLE_FIELDS[gold.group])
    likeness = subject_pair_f1(gold, found)
    return (
        *(() if pair.exact else ("span",)),
        *(name.rstrip("_") for name in names if not field_agrees(gold, found, name)),
        *(("subject",) if likeness is not None and likeness < SUBJECT_THRESHOLD else ()),
    )


def _narrative(alignment: Alignment, line: GoldLine, anchor: str, rules: Rules, lang: Language) -> NarrativeView:
    entries = sorted(_entries(alignment), key=lambda one: (one.shown.span, one.shown.group))
    differing = [entry for entry in entries if entry.state != "right"]
    ordered = [*differing, *(entry for entry in entries if entry.state == "right")]
    rows = [
        _row(entry, f"{anchor}-{place}", place if place <= len(differing) else 0, _rule(entry, line.id, rules), lang)
        for place, entry in enumerate(ordered, start=1)
    ]
    states = [row.state for row in rows]
    return NarrativeView(
        id=line.id,
        anchor=anchor,
        bulletin=line.bulletin,
        item=line.item,
        task=line.task,
        date=line.anchor_date.isoformat(),
        answered=alignment.answered,
        state=next((state for state in _WORST_FIRST if state in states), "right"),
        narrative=tuple(_stretches(line.narrative, ordered, rows, lang)),
        differing=tuple(rows[: len(differing)]),
        right=tuple(rows[len(differing) :]),
    )


_WORST_FIRST: Final[tuple[State, ...]] = ("missed", "spurious", "wrong", "unlike")


def _entries(alignment: Alignment) -> Iterator[_Entry]:
    for pair in alignment.pairs:
        fields = differing_fields(pair)
        state: State = "wrong" if not pair.full else "unlike" if fields else "right"
        yield _Entry(pair.gold, pair.gold, pair.guess, state, fields)
    for mark in alignment.missed:
        yield _Entry(mark, mark, None, "missed", ("missed",))
    for guess in alignment.spurious:
        yield _Entry(guess.mark, None, guess, "spurious", ("spurious",))


def _row(entry: _Entry, identity: str, number: int, rule: str, lang: Language) -> Row:
    mark = entry.shown
    confidence = entry.guess.confidence if entry.guess else None
    return Row(
        id=identity,
        number=number,
        state=entry.state,
        state_name=say("state", entry.state, lang),
        kind=mark.group,
        kind_name=word("kind", mark.group, lang),
        text=mark.text,
        meaning=_meaning(mark, lang),
        fields=entry.fields,
        differences=tuple(_differences(entry, lang)),
        rule=rule,
        confidence="" if confidence is None else f"{confidence:.2f}",
    )


def _rule(entry: _Entry, narrative: str, rules: Rules) -> str:
    return rules.get(Place.of(narrative, entry.guess.mark), "") if entry.guess else ""


def _differences(entry: _Entry, lang: Language) -> Iterator[Difference]:
    if entry.gold is None or entry.guess is None:
        return
    gold, found = entry.gold, entry.guess.mark
    for name in entry.fields:
        if name == "span":
            yield Difference(name, say("field", name, lang), gold.text, found.text)
            continue
        attribute = "from_" if name == "from" else name
        ours, theirs = (value_word(gold.group, name, getattr(mark, attribute), lang) for mark in (gold, found))
        yield Difference(name, say("field", name, lang), ours, theirs)


def _meaning(mark: AnyMark, lang: Language) -> str:
    """Amount or days, subject and role, or a blocker's category."""
    told = [in_words(mark, lang)]
    if isinstance(mark, Quantity | Percentage):
        told.insert(0, mark.subject)
    told += [
        value_word(kind, name, getattr(mark, name), lang)
        for kind, name in VALUE_TABLES
        if kind == mark.group and name != "category"
    ]
    return " · ".join(filter(None, told))


class _Cover(NamedTuple):
    span: Span
    row: Row
    side: Literal["gold", "guess"]


def _stretches(narrative: str, entries: Sequence[_Entry], rows: Sequence[Row], lang: Language) -> Iterator[Stretch]:
    covers = list(_covers(entries, rows))
    cut = segments(narrative, [cover.span for cover in covers])
    last = {covers[index].row.number: place for place, piece in enumerate(cut) for index in piece.covers}
    for place, piece in enumerate(cut):
        over = [covers[index] for index in piece.covers]
        yield Stretch(
            text=piece.text,
            rows=tuple(dict.fromkeys(cover.row.id for cover in over)),
            classes=_classes(over),
            number=" ".join(str(number) for number, at in sorted(last.items()) if number and at == place),
            title="\n".join(dict.fromkeys(_title(cover, lang) for cover in over)),
        )


def _covers(entries: Iterable[_Entry], rows: Iterable[Row]) -> Iterator[_Cover]:
    for entry, row in zip(entries, rows, strict=True):
        if entry.gold is not None:
            yield _Cover(entry.gold.span, row, "gold")
        if entry.guess is not None:
            yield _Cover(entry.guess.mark.span, row, "guess")


_PREFIX: Final[Mapping[str, str]] = {"gold": "g", "guess": "p"}


def _classes(over: Sequence[_Cover]) -> str:
    names = [f"{_PREFIX[cover.side]}-{cover.row.kind}" for cover in over]
    names += [cover.row.state for cover in over if cover.row.state != "right"]
    if over and all(len(cover.row.text) <= _SHORT for cover in over):
        names.append("short")
    return " ".join(dict.fromkeys(names))


def _title(cover: _Cover, lang: Language) -> str:
    row = cover.row
    told = [row.kind_name, row.state_name, row.meaning]
    told += [f"{each.name} {each.gold} → {each.found}" for each in row.differences]
    return f"{say('page', cover.side, lang)}：{' · '.join(filter(None, told))}"
