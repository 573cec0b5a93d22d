"""Training from scratch, and what comes of it where the narratives scored were not trained on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from extractor.errors import FormatError
from extractor.export.files import replacing
from extractor.learned import Weights
from extractor.learned.features import GROUPS
from extractor.learned.weights import FORMAT
from extractor.pipeline import Labeller, label_by_learned, label_by_rules

from .alignment import Alignment, align_all
from .examples import Examples, Source, digest, examples_of
from .fields import Share, subject_table
from .fitting import fit_all
from .intervals import Resampling
from .running import predict_lines
from .scores import ScoreTable, full_f1, score_table

ENGINES: Final = ("rules", "learned", "combined")
FOLDS: Final = 4
"""Parts that silver is left out by."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an engine does on narratives that nothing was trained on."""

    scores: ScoreTable
    subjects: Mapping[str, Share]


Progress = Callable[[str], None]


def trained(sources: Sequence[Source], examples: Examples, *, calibrate: bool = False) -> Weights:
    """The weights that `sources`, whose examples are among `examples`, give.

    To `calibrate` them is the greater part of the work.
    """
    told = tuple(source.told() for source in sources)
    return Weights(
        format=FORMAT,
        trained_on=told,
        data_sha256=digest(told),
        feature_groups=GROUPS,
        scores={},
        **fit_all(examples.chosen(source.stem for source in sources), calibrate=calibrate),
    )


def folds(
    sources: Sequence[Source], examples: Examples, progress: Progress
) -> Iterator[tuple[Sequence[Source], Weights]]:
    """`sources` in parts, each with the weights that the other parts give."""
    for start in range(min(FOLDS, len(sources))):
        part = sources[start::FOLDS]
        progress(f"without {', '.join(source.stem for source in part)}")
        yield part, trained([source for source in sources if source not in part], examples)


def held_out(gold: Sequence[Source], silver: Sequence[Source], progress: Progress) -> dict[str, list[Alignment]]:
    """All narratives labelled by each engine: `gold` by what `silver` teaches, each part of that by the rest."""
    found: dict[str, list[Alignment]] = {name: [] for name in ENGINES}
    examples = examples_of(silver)
    progress("gold, by all of silver")
    for part, weights in ((gold, trained(silver, examples, calibrate=True)), *folds(silver, examples, progress)):
        for name, labeller in labellers(weights).items():
            for source in part:
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


def train(sources: Sequence[Source], progress: Progress) -> Weights:
    """Weights of the silver among `sources`, with the figures of each engine on gold, which nothing is learned from."""
    gold, silver = apart(sources)
    examples = examples_of(silver)
    progress("on silver")
    weights = trained(silver, examples, calibrate=True)
    scores = {
        name: brief([one for source in gold for one in aligned(source, labeller)])
        for name, labeller in labellers(weights).items()
    }
    return weights.model_copy(update={"scores": scores if gold else {}})


def apart(sources: Sequence[Source]) -> tuple[Sequence[Source], Sequence[Source]]:
    """The gold and the silver of `sources`; raises `FormatError` where there is no silver."""
    gold = [source for source in sources if not source.invented]
    silver = [source for source in sources if source.invented]
    if not silver:
        raise FormatError("there is no silver to train on; put lines of gold form into its silver/")
    return gold, silver


def write_weights(weights: Weights, path: Path) -> None:
    """Writes the file; raises `ConfigurationError` where it cannot be written."""
    with replacing(path) as draft:
        draft.write_text(weights.model_dump_json() + "\n", "utf-8")
