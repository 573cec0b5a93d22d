"""The order of the stages; the only module that knows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from .confidence import Calibration, Certainty, packaged_calibration, score, typed
from .errors import ExtractorError
from .labelling import assemble, label
from .learned import Mode, Weights, load_weights
from .learned import label as label_by_weights
from .mentions import find
from .reading import read
from .records import (
    Bulletin,
    Extraction,
    Failure,
    Finding,
    Item,
    ItemResult,
    Labelling,
    Ledger,
    Marks,
    NarrativeRequest,
    NarrativeResult,
)
from .segmenting import segment
from .traces import note, span
from .verification import Case, verify, verify_bulletin


class Labelled(NamedTuple):
    """An engine's answer for one narrative."""

    ledger: Ledger
    """The finder's, with what the engine pointed out besides."""
    labelling: Labelling
    """About the mentions of this `ledger`."""
    doubts: tuple[Finding, ...] = ()
    """Where another engine answers otherwise."""
    calibration: Calibration | None = None
    """What was learned about the engine; without it confidence only ranks."""


_Done = TypeVar("_Done")
_Given = TypeVar("_Given")
Labeller = Callable[[NarrativeRequest, Ledger], Labelled]
"""Says what the mentions of a narrative mean: the rules, what was learned, or a model."""

_NO_NUMBERS = Ledger()


class Outcome(NamedTuple):
    """An item done, or the reason it failed."""

    result: ItemResult | None
    failure: Failure | None


def _placed(subject: str, told: str) -> str:
    """`told` with its subject in full, also where it speaks of a file by its name alone."""
    if subject in told:
        return told
    return f"{subject}: {told.removeprefix(f'{Path(subject).name}: ')}"


def open_bulletin(path: Path) -> Bulletin | Failure:
    """The document at `path` taken apart, or the stage that failed on it and why."""
    source = attempt(str(path), "read", partial(read, path))
    return source if isinstance(source, Failure) else attempt(str(path), "segment", partial(segment, source))


def label_by_rules(request: NarrativeRequest, ledger: Ledger) -> Labelled:
    """The engine that needs no model."""
    labelling = label(request.narrative, ledger, task=request.task, anchor_date=request.anchor_date)
    return Labelled(ledger, labelling, calibration=packaged_calibration("rules").calibration)


def label_by_own(mode: Mode, request: NarrativeRequest, ledger: Ledger) -> Labelled:
    """The engine that goes by the weights of the package."""
    labelling = label_by_weights(request, ledger, load_weights(), mode)
    return Labelled(ledger, labelling, calibration=packaged_calibration(mode).calibration)


def label_by_learned(weights: Weights, mode: Mode) -> Labeller:
    """The engine that goes by `weights`, about which nothing was learned."""

    def labeller(request: NarrativeRequest, ledger: Ledger) -> Labelled:
        return Labelled(ledger, label_by_weights(request, ledger, weights, mode))

    return labeller


label_by_default: Labeller = partial(label_by_own, "combined")
"""The engine that answers where none is named; a function that another process can be given."""


@dataclass(frozen=True, slots=True)
class Calibrated:
    """A labeller that answers as `labeller` does, with `calibration` as what was learned about it."""

    labeller: Labeller
    calibration: Calibration | None

    def __call__(self, request: NarrativeRequest, ledger: Ledger) -> Labelled:
        """The answer of `labeller`."""
        return self.labeller(request, ledger)._replace(calibration=self.calibration)


@span("narrative")
def extract_narrative(
    request: NarrativeRequest, labeller: Labeller = label_by_default, certainty: Certainty = typed
) -> NarrativeResult:
    """Everything one narrative says, as facts and findings; `certainty` tells how surely its words were recognised."""
    ledger, labelling, doubts, calibration = labeller(request, find(request.narrative, request.anchor_date))
    labelled = assemble(request.narrative, ledger, labelling, request.anchor_date)
    marks = Marks.of(labelled_mark.mark for labelled_mark in labelled)
    counted = marks.percentages or marks.quantities
    task = find(request.task, request.anchor_date) if counted and request.task else _NO_NUMBERS
    findings = (*doubts, *verify(Case(request=request, ledger=ledger, marks=marks, task=task)))
    note({"extractor.facts": len(labelled), "extractor.findings": len(findings)})
    facts = score(request.narrative, labelled, findings, certainty, calibration)
    return NarrativeResult(request=request, ledger=ledger, facts=facts, findings=findings)


def extract_items(
    bulletin: Bulletin, anchor_date: date | None, labeller: Labeller, *, workers: int = 1
) -> Iterator[Outcome]:
    """The items of a bulletin in their order, `workers` at once; what goes wrong in one stays with it."""

    def extract(item: Item) -> Outcome:
        done = extract_item(item, anchor_date, labeller)
        return Outcome(None, done) if isinstance(done, Failure) else Outcome(ItemResult(item=item, result=done), None)

    yield from side_by_side(extract, bulletin.items, workers)


def extract_item(item: Item, anchor_date: date | None, labeller: Labeller) -> NarrativeResult | Failure:
    """What one item says, or why it could not be done."""
    request = NarrativeRequest(
        id=item.id,
        narrative=item.narrative.text,
        anchor_date=anchor_date,
        task=item.task.text,
        reported_status=item.reported_status,
    )
    certainty = item.certainty_of if item.places else typed
    return attempt(item.id, "extract", partial(extract_narrative, request, labeller, certainty))


def side_by_side(work: Callable[[_Given], _Done], given: Iterable[_Given], workers: int) -> Iterator[_Done]:
    """`work` on each of `given`, in their order, `workers` at once: for work that waits, such as for a model.

    Whoever breaks off is not kept waiting: nothing more is begun, and what was begun ends by itself.
    """
    if workers == 1:
        yield from map(work, given)
        return
    pool, here = ThreadPoolExecutor(workers), copy_context()
    try:
        yield from pool.map(lambda one: here.copy().run(work, one), given)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def attempt(subject: str, stage: str, work: Callable[[], _Done]) -> _Done | Failure:
    """What `work` gives, or why `stage` failed on `subject`: one document or narrative must never cost the others."""
    try:
        return work()
    except ExtractorError as error:
        return Failure(subject=subject, stage=stage, code=error.code, message=_placed(subject, str(error)))
    except Exception as error:  # noqa: BLE001 - a fault of ours is counted like one of the input, and told as one
        message = f"{subject}: {type(error).__name__}: {error}; please report it with the text it happened on"
        return Failure(subject=subject, stage=stage, code="unexpected", message=message)


def gather(bulletin: Bulletin, anchor_date: date | None, outcomes: list[Outcome]) -> Extraction:
    """The outcomes of a bulletin's items as one extraction."""
    return Extraction(
        bulletin=bulletin,
        anchor_date=anchor_date,
        results=tuple(outcome.result for outcome in outcomes if outcome.result is not None),
        findings=(*_about_bulletin(anchor_date), *verify_bulletin(bulletin)),
        failures=tuple(outcome.failure for outcome in outcomes if outcome.failure is not None),
    )


def _about_bulletin(anchor_date: date | None) -> Iterator[Finding]:
    if anchor_date is None:
        yield Finding(
            check="no_anchor_date",
            severity="warning",
            zh="未找到发文日期，没有年份的日期无法确定；请用 --anchor-date 指定",
            en="no issue date was found, so dates without a year cannot be read; give one with --anchor-date",
        )
