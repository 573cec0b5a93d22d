"""From the file of a bulletin to its facts, scored as one.

What is lost in reading or taking apart counts as missed, what is made up there as wrongly predicted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from extractor.pipeline import Labeller, extract_items
from extractor.records import Bulletin, Failure, GoldLine
from extractor.spans import Span

from .alignment import Alignment, align
from .gold import marks_of
from .intervals import Resampling
from .marks import Guess
from .running import guesses_of
from .scores import Counts, ScoreTable, score_table
from .segmentation import bare


@dataclass(frozen=True, slots=True)
class EndToEnd:
    """Facts of whole bulletins against gold.

    Narratives are paired within a bulletin by their text without white space, and offsets are carried
    over. An unpaired gold narrative has all its marks missed; the facts of an unpaired narrative of the
    bulletin are all wrong.
    """

    scores: ScoreTable
    narratives: Counts
    missed: tuple[str, ...]
    """Gold narratives not found, by id."""
    unknown: tuple[str, ...]
    """Narratives found that gold does not have, by the id the extractor gave them."""
    left_out: tuple[str, ...]
    """Bulletins of the gold whose document is not there; they are not scored."""
    failures: tuple[Failure, ...]
    alignments: tuple[Alignment, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    id: str
    narrative: str
    guesses: tuple[Guess, ...]


def score_end_to_end(
    lines: Sequence[GoldLine],
    taken_apart: Mapping[str, Bulletin | Failure],
    resampling: Resampling,
    labeller: Labeller,
) -> EndToEnd:
    """The bulletins `taken_apart` (by stem), taken through the pipeline and compared with `lines`."""
    stems = dict.fromkeys(line.bulletin for line in lines)
    alignments: list[Alignment] = []
    unknown: list[str] = []
    failures: list[Failure] = []
    for stem in stems:
        if (bulletin := taken_apart.get(stem)) is None:
            continue
        found, failed = _extract(bulletin, labeller)
        failures += failed
        matched, rest = _match([line for line in lines if line.bulletin == stem], found)
        alignments += matched
        alignments += (align((), one.guesses, id=one.id, bulletin=stem, narrative=one.narrative) for one in rest)
        unknown += (one.id for one in rest)
    wanted = sum(line.bulletin in taken_apart for line in lines)
    missed = tuple(one.id for one in alignments if not one.answered)
    return EndToEnd(
        scores=score_table(alignments, resampling),
        narratives=Counts(wanted - len(missed), wanted, wanted - len(missed) + len(unknown)),
        missed=missed,
        unknown=tuple(unknown),
        left_out=tuple(stem for stem in stems if stem not in taken_apart),
        failures=tuple(failures),
        alignments=tuple(alignments),
    )


def carry_over(span: Span, source: str, target: str) -> Span:
    """The span of `target` for one of `source`, the two being equal but for white space.

    It begins and ends at a character that is not white space; a span of nothing but white space
    becomes an empty one.
    """
    before = len(bare(source[: span.start]))
    inside = len(bare(source[span.start : span.end]))
    places = [place for place, character in enumerate(target) if not character.isspace()]
    if not inside:
        return Span(0, 0)
    return Span(places[before], places[before + inside - 1] + 1)


def _extract(bulletin: Bulletin | Failure, labeller: Labeller) -> tuple[list[_Found], list[Failure]]:
    if isinstance(bulletin, Failure):
        return [], [bulletin]
    outcomes = list(extract_items(bulletin, bulletin.issue_date, labeller))
    results = [outcome.result.result for outcome in outcomes if outcome.result]
    found = [_Found(result.request.id, result.request.narrative, guesses_of(result)) for result in results]
    return found, [outcome.failure for outcome in outcomes if outcome.failure]


def _match(lines: Sequence[GoldLine], found: Sequence[_Found]) -> tuple[list[Alignment], list[_Found]]:
    """The alignment of each gold line, and what is found besides."""
    waiting: dict[str, list[_Found]] = {}
    for one in found:
        waiting.setdefault(bare(one.narrative), []).append(one)
    alignments = []
    for line in lines:
        twins = waiting.get(bare(line.narrative))
        guesses = _carried(twins.pop(0), line.narrative) if twins else None
        alignments.append(align(marks_of(line), guesses, id=line.id, bulletin=line.bulletin, narrative=line.narrative))
    return alignments, list(chain.from_iterable(waiting.values()))


def _carried(found: _Found, narrative: str) -> tuple[Guess, ...]:
    if found.narrative == narrative:
        return found.guesses
    carried = []
    for guess in found.guesses:
        span = carry_over(guess.mark.span, found.narrative, narrative)
        place = {"text": span.of(narrative), "start": span.start, "end": span.end}
        carried.append(Guess(guess.mark.model_copy(update=place), guess.confidence))
    return tuple(carried)
