"""What ``calibrate`` does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast, get_args

import typer

from extractor.cli.console import complain, out, print_json
from extractor.cli.exits import SOME_FAILED
from extractor.cli.options import Engine
from extractor.confidence import Calibration, Confidence, FieldName, identity_of
from extractor.errors import FormatError
from extractor.export.files import replacing
from extractor.learned import Mode, load_weights
from extractor.pipeline import Labeller, label_by_learned
from extractor.records import Failure, GoldLine
from extractor.service.engines import ChosenEngine

from .calibrating import Counted, fit, leave_one_out
from .commands import engine_named
from .examples import Source, examples_of, files_of
from .gold import load_gold
from .judging import Judged, count_rules, judge
from .learning import tell
from .quality import Quality, measure
from .running import extract_lines
from .tables import field_line, quality_lines
from .training import folds


def calibrate_command(gold: Path, silver: Path | None, engine: Engine | None, output: Path, *, as_json: bool) -> None:
    """Writes the calibration and tells how well it holds for each bulletin when learned from the others.

    Narratives that the weights of the engine were trained on are labelled by weights that they did not go into.
    Nothing is written where the engine failed on a narrative; the exit code is 4 then.
    """
    with engine_named(engine) as chosen:
        _require_apart(silver, gold)
        aside, lost = _judged_all(silver, chosen) if silver else ((), ())
        judged, failed = _judged_all(gold, chosen)
        identity = identity_of(chosen.name, chosen.prompt)
    failures = (*lost, *failed)
    complain(failures)
    if failures:
        raise typer.Exit(SOME_FAILED)
    counted = Counted.over(count_rules((*aside, *judged)), judged)
    calibration = fit(judged, counted, identity)
    with replacing(output) as draft:
        draft.write_text(calibration.model_dump_json() + "\n", "utf-8")
    _tell(calibration, _left_out(judged, counted, calibration), output, as_json=as_json)


def _judged_all(gold: Path, chosen: ChosenEngine) -> tuple[tuple[Judged, ...], tuple[Failure, ...]]:
    """The facts of the narratives at `gold`, and what failed."""
    if chosen.name not in get_args(Mode):
        return _judged(load_gold(gold).lines, chosen.labeller)
    sources, known = files_of(gold), load_weights().trained_on
    seen = [source for source in sources if source.told() in known]
    if len(seen) == 1:
        raise FormatError(f"{gold}: the engine was trained on this file; give others too, to train without it on them")
    other: Sequence[Source] = [source for source in sources if source not in seen]
    parts = [(other, load_weights()), *(folds(seen, examples_of(seen), tell) if seen else ())]
    done = [
        _judged(source.lines, label_by_learned(weights, cast(Mode, chosen.name)))
        for part, weights in parts
        for source in part
    ]
    return tuple(one for judged, _ in done for one in judged), tuple(one for _, failed in done for one in failed)


def _require_apart(silver: Path | None, gold: Path) -> None:
    """Raises `FormatError` where lines of `silver` are of a bulletin of the gold."""
    stems = {line.bulletin for line in load_gold(gold).lines}
    if silver and (shared := stems.intersection(line.bulletin for line in load_gold(silver).lines)):
        raise FormatError(f"{silver}: holds bulletins of the gold ({', '.join(sorted(shared))}); give others")


def _judged(lines: Iterable[GoldLine], labeller: Labeller) -> tuple[tuple[Judged, ...], tuple[Failure, ...]]:
    found = tuple(lines)
    results, failures = extract_lines(found, labeller)
    return judge(found, results), failures


class _LeftOut(NamedTuple):
    """How well confidence holds for each bulletin by what the others teach."""

    full: Quality
    fields: Mapping[FieldName, Quality]


def _left_out(judged: Sequence[Judged], counted: Counted, calibration: Calibration) -> _LeftOut | None:
    learned = leave_one_out(judged, counted, calibration.identity)
    if learned is None:
        return None
    full = measure([one.full for one in learned], [one.right["full"] for one in judged])
    return _LeftOut(full, {name: _of_field(name, learned, judged) for name in calibration.fields})


def _of_field(name: FieldName, learned: Sequence[Confidence], judged: Sequence[Judged]) -> Quality:
    having = [
        (getattr(sure.fields, name), one.right[name])
        for sure, one in zip(learned, judged, strict=True)
        if name in one.right
    ]
    return measure([sure for sure, _ in having], [right for _, right in having])


def _tell(calibration: Calibration, found: _LeftOut | None, output: Path, *, as_json: bool) -> None:
    if as_json:
        print_json(_as_json(calibration, found, output))
        return
    out.print(
        f"{calibration.facts} facts, {calibration.wrong} errors; "
        f"{', '.join(calibration.weights)} count; rules counted: {len(calibration.reliability.rules)}",
        soft_wrap=True,
    )
    if found is None:
        out.print("too few bulletins, or errors in them, to leave one out: how well it holds is not known")
    else:
        out.print("each bulletin by what the others teach:")
        for line in (*quality_lines(found.full), *(field_line(*each) for each in found.fields.items())):
            out.print(line, markup=False, soft_wrap=True)
    out.print(f"wrote {output} ({calibration.sha256[:12]})", markup=False, soft_wrap=True)


def _as_json(calibration: Calibration, found: _LeftOut | None, output: Path) -> dict[str, Any]:
    return {
        "written": str(output),
        "sha256": calibration.sha256,
        "identity": calibration.identity,
        "facts": calibration.facts,
        "wrong": calibration.wrong,
        "weights": calibration.weights,
        "left_out": found and found.full,
        "fields_left_out": found and found.fields,
    }
