"""Labelled narratives as examples to learn from: what is looked at, with the right answer beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extractor.labelling.blockers import obstacles
from extractor.labelling.dates import part
from extractor.labelling.percentages import measure
from extractor.labelling.roles import decide
from extractor.labelling.scene import Scene, survey
from extractor.labelling.subjects import named
from extractor.learned.candidates import candidates
from extractor.learned.dates import date_features
from extractor.learned.features import percentage_features, quantity_features
from extractor.learned.obstacles import category_features, stretches
from extractor.learned.overview import Overview
from extractor.learned.ranking import candidate_features, context
from extractor.learned.weights import TrainedOn
from extractor.mentions import find
from extractor.records import DateMention, GoldLine, Percentage, Quantity
from extractor.spans import Span

from .agreement import SUBJECT_THRESHOLD, subject_f1
from .gold import gold_files, load_gold

_WORDS = 3
SUBJECT_PARTS = ("words", "contexts", "ways")
"""What subjects are told by: a candidate's own words, what holds of the number, how the candidate came about."""
QUESTIONS = (
    "quantity_role",
    "percentage_kind",
    "percentage_role",
    "date_role",
    "obstacle_clause",
    "blocker_category",
    "subject_kept",
)


@dataclass(frozen=True, slots=True)
class Example:
    """A question about a mention or an obstacle, with its answer."""

    source: str
    """Stem of the file the narrative is from."""
    features: Sequence[str]
    answer: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """The candidates for a subject, the rules' own first."""

    source: str
    features: Sequence[Sequence[str]]
    """One list a candidate."""
    likeness: Sequence[float]
    """Bigram F1 of each with the right subject."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Everything that can be learned from."""

    questions: Mapping[str, list[Example]] = field(default_factory=lambda: {name: [] for name in QUESTIONS})
    rankings: list[Ranking] = field(default_factory=list)

    def chosen(self, sources: Iterable[str]) -> Examples:
        """Those from `sources`."""
        kept = frozenset(sources)
        return Examples(
            {name: [one for one in of if one.source in kept] for name, of in self.questions.items()},
            [one for one in self.rankings if one.source in kept],
        )


@dataclass(frozen=True, slots=True)
class Source:
    """A file of labelled narratives."""

    stem: str
    path: Path
    lines: tuple[GoldLine, ...]
    invented: bool
    """Whether it is silver."""

    def told(self) -> TrainedOn:
        """What the weights say of it."""
        return TrainedOn(
            name=self.path.name,
            sha256=hashlib.sha256(self.path.read_bytes()).hexdigest(),
            narratives=len(self.lines),
        )


def sources_of(gold: Path) -> tuple[Source, ...]:
    """The files of labels and silver in the folder `gold`; raises as `load_gold` does."""
    load_gold(gold)
    parts = (("labels", False), ("silver", True))
    return tuple(
        _source(path, invented=invented) for part, invented in parts for path in sorted((gold / part).glob("*.jsonl"))
    )


def files_of(gold: Path) -> tuple[Source, ...]:
    """The files that `load_gold` reads at `gold`, as sources."""
    return tuple(_source(path, invented=path.parent.name == "silver") for path in gold_files(gold))


def _source(path: Path, *, invented: bool) -> Source:
    return Source(path.stem, path, load_gold(path).lines, invented)


def digest(trained_on: Iterable[TrainedOn]) -> str:
    """SHA-256 of the names and hashes of the files trained on."""
    return hashlib.sha256("\n".join(f"{one.name} {one.sha256}" for one in trained_on).encode()).hexdigest()


def examples_of(sources: Iterable[Source]) -> Examples:
    """The examples that `sources` give; marks that the finder does not find give none."""
    examples = Examples()
    for source in sources:
        for line in source.lines:
            _add(examples, source.stem, line)
    return examples


def _add(examples: Examples, source: str, line: GoldLine) -> None:
    scene = survey(line.narrative, find(line.narrative, line.anchor_date), line.task, line.anchor_date)
    _add_numbers(examples, source, line, scene)
    dates = {mark.span: mark for mark in line.dates}
    for index, read in part(scene).items():
        mention = scene.ledger.mentions[index]
        if isinstance(mention, DateMention) and mention.span in dates:
            features = date_features(scene, mention, read)
            examples.questions["date_role"].append(Example(source, features, dates[mention.span].role))
    ruled = obstacles(scene)
    for stretch in stretches(scene, ruled):
        for at, reading in enumerate(stretch.readings):
            states = any(_shared(mark.span, reading.span) for mark in line.blockers)
            answer = "yes" if states else "no"
            examples.questions["obstacle_clause"].append(Example(source, stretch.features(at), answer))
    for found in ruled:
        for mark in line.blockers:
            if mark.span.overlaps(found.span):
                example = Example(source, category_features(scene, found), mark.category)
                examples.questions["blocker_category"].append(example)
                break


def _shared(mark: Span, clause: Span) -> bool:
    """Whether an obstacle takes in a good part of a clause."""
    common = min(mark.end, clause.end) - max(mark.start, clause.start)
    return common > 0 and common >= min(_WORDS, (clause.end - clause.start) / 2)


def _add_numbers(examples: Examples, source: str, line: GoldLine, scene: Scene) -> None:
    marks: dict[Span, Quantity | Percentage] = {mark.span: mark for mark in line.quantities}
    marks |= {mark.span: mark for mark in line.percentages}
    decisions = decide(scene)
    measures = measure(scene, decisions)
    ruled = named(scene)
    view = Overview.of(scene, decisions, measures, ruled)
    for order, place in enumerate(scene.places):
        mark = marks.get(place.mention.span)
        if mark is not None:
            found = candidates(scene, order, ruled)
            around = context(scene, order, decisions[order], ruled[order])
            own = ruled[order].words
            features = [candidate_features(words, ways, own, around) for words, ways in found.items()]
            likeness = [subject_f1(mark.subject, words) for words in found]
            examples.rankings.append(Ranking(source, features, likeness))
            kept = "yes" if likeness[0] >= SUBJECT_THRESHOLD else "no"
            examples.questions["subject_kept"].append(Example(source, around, kept))
        if isinstance(mark, Quantity) and place.kind == "quantity":
            asked = Example(source, quantity_features(view, order, decisions[order]), mark.role)
            examples.questions["quantity_role"].append(asked)
        if isinstance(mark, Percentage) and place.kind == "percentage":
            seen = percentage_features(view, order)
            examples.questions["percentage_kind"].append(Example(source, seen, mark.kind))
            examples.questions["percentage_role"].append(Example(source, seen, mark.role))


def without(examples: Examples, group: str) -> Examples:
    """`examples` with no feature of the group `group`, and none of subjects, whose features have no groups."""

    def kept(features: Sequence[str]) -> list[str]:
        return [name for name in features if not name.startswith(f"{group}:")]

    return Examples(
        {
            name: [Example(one.source, kept(one.features), one.answer) for one in of]
            for name, of in examples.questions.items()
        }
    )


def without_part(examples: Examples, part: str) -> Examples:
    """`examples` with subjects told without `part` of `SUBJECT_PARTS`; without ways there are no contexts either."""

    def kept(name: str) -> bool:
        _, bar, context = name.partition("|")
        return {"words": bool(bar), "contexts": not (bar and context), "ways": not bar}[part]

    return Examples(
        examples.questions,
        [
            Ranking(one.source, [list(filter(kept, features)) for features in one.features], one.likeness)
            for one in examples.rankings
        ],
    )


def lines_of(sources: Iterable[Source]) -> Iterator[GoldLine]:
    """The narratives of `sources`, in order."""
    for source in sources:
        yield from source.lines
