"""What the commands about the learned engine do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.table import Table

from extractor.cli.console import err, out, print_json
from extractor.learned.features import GROUPS

from .alignment import Alignment
from .examples import SUBJECT_PARTS, Examples, Source, examples_of, sources_of, without, without_part
from .intervals import Resampling
from .marks import KINDS
from .training import (
    ENGINES,
    Standing,
    aligned,
    apart,
    brief,
    folds,
    held_out,
    labellers,
    standing,
    train,
    write_weights,
)

SHARES = (25, 50, 75, 100)
"""Percent of the training narratives, for the learning curve."""


def train_command(gold: Path, output: Path) -> None:
    """Trains on the silver of `gold`, whose labels only tell how well it does, and writes the weights."""
    weights = train(sources_of(gold), tell)
    write_weights(weights, output)
    for name, figures in weights.scores.items():
        out.print(f"{name}: {_told(figures)}", markup=False, soft_wrap=True)
    out.print(f"wrote {output} (data {weights.data_sha256[:12]})", markup=False, soft_wrap=True)


def engines_command(gold: Path, resampling: Resampling, *, more: bool, as_json: bool) -> None:
    """Sets the engines side by side: gold labelled by what silver teaches, silver by what its other files do."""
    sources = sources_of(gold)
    found = held_out(*apart(sources), tell)
    parts = {"gold": [one.stem for one in sources if not one.invented]}
    parts["silver"] = [one.stem for one in sources if one.invented]
    parts |= {stem: [stem] for stem in parts["silver"]}
    places = {line.id: source.stem for source in sources for line in source.lines}
    standings = {
        (part, engine): standing([one for one in found[engine] if places[one.id] in stems], resampling)
        for part, stems in parts.items()
        for engine in ENGINES
    }
    worth = dict(_worth(apart(sources)[1])) if more else {}
    if as_json:
        print_json({"standings": {"/".join(key): one for key, one in standings.items()}, "worth": worth})
        return
    out.print(_grid(standings))
    for name, figures in worth.items():
        out.print(f"{name}: {_told(figures)}", markup=False, soft_wrap=True)


def _worth(silver: Sequence[Source]) -> Iterator[tuple[str, dict[str, float]]]:
    """What the learned engine comes to on a part of `silver`, with less to learn from and with less to look at."""
    for share in SHARES:
        few = tuple(_first(source, share) for source in silver)
        yield f"learned, {share} % of the narratives", brief(_learned(silver, few, examples_of(few)))
    examples = examples_of(silver)
    for group in GROUPS:
        yield f"learned, without {group}", brief(_learned(silver, silver, without(examples, group)))
    for part in SUBJECT_PARTS:
        yield f"learned, subjects without {part}", brief(_learned(silver, silver, without_part(examples, part)))


def _first(source: Source, share: int) -> Source:
    kept = source.lines[: max(2, len(source.lines) * share // 100)]
    return Source(source.stem, source.path, kept, source.invented)


def _learned(silver: Sequence[Source], few: Sequence[Source], examples: Examples) -> list[Alignment]:
    """The first part of `silver`, labelled by what the other parts among `few` teach."""
    part, weights = next(folds(few, examples, tell))
    whole = {source.stem: source for source in silver}
    labeller = labellers(weights)["learned"]
    return [one for source in part for one in aligned(whole[source.stem], labeller)]


def _grid(standings: dict[tuple[str, str], Standing]) -> Table:
    """Full F1 in percent with its interval, and the subjects that match."""
    grid = Table(title="full F1 in percent; silver labelled by weights trained on its other parts")
    for head in ("narratives of", "engine", *KINDS, "subjects"):
        grid.add_column(head, no_wrap=True)
    for (part, engine), one in standings.items():
        cells = []
        for kind in KINDS:
            score = one.scores[kind]["full"]
            known = kind == "all" and score.low is not None and score.high is not None
            between = f" ({100 * (score.low or 0):.1f}-{100 * (score.high or 0):.1f})" if known else ""
            cells.append("-" if score.f1 is None else f"{100 * score.f1:.1f}{between}")
        match = one.subjects["all"].accuracy
        grid.add_row(part, engine, *cells, "-" if match is None else f"{100 * match:.1f}")
    return grid


def _told(figures: dict[str, float]) -> str:
    return ", ".join(f"{name} {100 * figure:.1f}" for name, figure in figures.items())


def tell(stage: str) -> None:
    """Says on standard error what is being trained."""
    err.print(f"training {stage} ...", markup=False)
