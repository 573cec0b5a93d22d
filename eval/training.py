"""Training from scratch, and what comes of it where the narratives scored were not trained on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from extractor.export.files import replacing
from extractor.learned import Weights
from extractor.learned.features import GROUPS
from extractor.learned.weights import FORMAT
from extractor.pipeline import Labeller, label_by_rules
from extractor.service.engines import label_by_learned

from .alignment import Alignment, align_all
from .examples import Examples, Source, digest, examples_of
from .fields import Share, subject_table
from .fitting import fit_all
from .intervals import Resampling
from .running import predict_lines
from .scores import ScoreTable, full_f1, score_table

ENGINES: Final = ("rules", "learned", "combined")


@dataclass(frozen=True, slots=True)
class Standing:
    """How an engine does on narratives that nothing was trained on."""

    scores: ScoreTable
    subjects: Mapping[str, Share]


Progress = Callable[[str], None]


def trained(
    sources: Sequence[Source], examples: Examples, scores: Mapping[str, Mapping[str, float]] | None = None
) -> Weights:
    """The weights that `sources`, whose examples are among `examples`, give.

    They are calibrated where `scores` are to be kept with them; that is the greater part of the work.
    """
    told = tuple(source.told() for source in sources)
    return Weights(
        format=FORMAT,
        trained_on=told,
        data_sha256=digest(told),
        feature_groups=GROUPS,
        scores={name: dict(row) for name, row in (scores or {}).items()},
        **fit_all(examples.chosen(source.stem for source in sources), calibrate=scores is not None),
    )


def held_out(sources: Sequence[Source], examples: Examples, progress: Progress) -> dict[str, list[Alignment]]:
    """The narratives of all `sources` labelled by each engine, each file by weights trained on the others."""
    found: dict[str, list[Alignment]] = {name: [] for name in ENGINES}
    for source in sources:
        progress(f"without {source.stem}")
        weights = trained([other for other in sources if other is not source], examples)
        for name, labeller in labellers(weights).items():
            found[name] += aligned(source, labeller)
    return found


def labellers(weights: Weights) -> dict[str, Labeller]:
    """The engines that are set side by side."""
    return {
        "rules": label_by_rules,
        "learned": label_by_learned(weights, "learned"),
        "combined": label_by_learned(weights, "combined"),
    }


def aligned(source: Source, labeller: Labeller) -> tuple[Alignment, ...]:
    """The narratives of a file with what `labeller` makes of them; one that it fails on is missed."""
    predictions, _ = predict_lines(source.lines, labeller)
    return align_all(source.lines, predictions)


def standing(alignments: Iterable[Alignment], resampling: Resampling) -> Standing:
    """The figures of `alignments`."""
    all_ = tuple(alignments)
    return Standing(score_table(all_, resampling), subject_table(all_))


def brief(alignments: Sequence[Alignment]) -> dict[str, float]:
    """Full F1 by kind and the subjects that match, 0 to 1; what has no figure is left out."""
    figures: dict[str, float] = {kind: figure for kind, figure in full_f1(alignments).items() if figure is not None}
    match = subject_table(alignments)["all"].accuracy
    return {name: round(value, 4) for name, value in {**figures, "subjects": match}.items() if value is not None}


def train(gold: Sequence[Source], progress: Progress) -> Weights:
    """Weights of all of `gold`, with the figures of each engine where every file was left out in turn."""
    examples = examples_of(gold)
    scores: dict[str, dict[str, float]] = {}
    if len(gold) > 1:
        for name, alignments in held_out(gold, examples, progress).items():
            scores[name] = brief(alignments)
    progress("on everything")
    return trained(gold, examples, scores)


def write_weights(weights: Weights, path: Path) -> None:
    """Writes the file; raises `ConfigurationError` where it cannot be written."""
    with replacing(path) as draft:
        draft.write_text(weights.model_dump_json() + "\n", "utf-8")
