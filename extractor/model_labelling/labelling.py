"""The model engine: answers asked for, held against the narrative, put to the vote, and made labels."""

from __future__ import annotations

from typing import NamedTuple

from ..llm import ChatModel
from ..prompts import Prompt
from ..records import Labelling, Ledger, NarrativeRequest
from ..records._base import Record
from . import results
from .asking import ask
from .codes import codes
from .reading import MistakeKind
from .sampling import Sample, sample
from .sheet import Ground, Sheet, lay_out
from .voting import ballot_of, count


class Trace(Record):
    """What came up in asking about a narrative and reading the answers."""

    samples: int
    """Answers that could be used."""
    mistakes: tuple[MistakeKind, ...] = ()
    """Kind of mistake of each answer that was asked for again, with use."""
    told: bool = False
    """The endpoint told probabilities."""
    refused: tuple[tuple[int, str], ...] = ()
    """Mentions, by index, that the model says are none, with its reason."""
    added: tuple[int, ...] = ()
    """Mentions, by index, that the model pointed out."""
    shortened: tuple[int, ...] = ()
    """Mentions, by index, whose subject had words that the source has not."""


class ModelLabelling(NamedTuple):
    """A model's answer for one narrative."""

    ledger: Ledger
    """The finder's, with the numbers that the model pointed out."""
    labelling: Labelling
    """About the mentions of this `ledger`."""
    trace: Trace


def label_by_model(
    request: NarrativeRequest, ledger: Ledger, model: ChatModel, prompt: Prompt, *, ground: Ground, samples: int = 1
) -> ModelLabelling:
    """What `model` says of the mentions of `ledger` and of obstacles: what most of its `samples` answers say.

    An answer that cannot be used is asked for once more, with a sentence on its kind of mistake. Raises `ModelFault`
    where no answer can be used: ``rejected`` where the second could not be used either, else as the model raised it.
    """
    sheet = lay_out(request, ledger, ground)
    return _labelled(sheet, model.identity, sample(model, ask(sheet, prompt), sheet, samples))


def _labelled(sheet: Sheet, identity: str, found: tuple[Sample, ...]) -> ModelLabelling:
    ballots = [ballot_of(one.reading, one.answer.tokens) for one in found]
    tally = count(ballots)
    mistakes = tuple(one.mistake for one in found if one.mistake)
    placed = results.place(tally)
    refusal = codes().refusal
    return ModelLabelling(
        ledger=results.ledger(sheet, placed),
        labelling=results.labelling(f"model:{identity}", placed, tally, results.Asked(len(found), bool(mistakes))),
        trace=Trace(
            samples=len(found),
            mistakes=mistakes,
            told=any(one.told for one in ballots),
            refused=tuple((one.at, one.verdict.reason) for one in placed if one.verdict.code == refusal),
            added=tuple(one.at for one in placed if one.added),
            shortened=tuple(one.at for one in placed if one.verdict.shortened),
        ),
    )
