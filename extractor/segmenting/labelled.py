"""Labelled paragraphs: a numbered task, then 责任单位：… and 进展情况：… each behind its label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..records import NOWHERE
from ..spans import Passage
from .documents import Document
from .drafts import Draft, Parse
from .fields import LabelHit, label_hits
from .outline import Numbered, Outline

_PART_OF_PROGRESS = frozenset({"problem", "plan", "contact"})


@dataclass(frozen=True, slots=True)
class _Region:
    """The stretch between two progress labels, where one narrative ends and the next task begins."""

    start: int
    end: int
    hits: tuple[LabelHit, ...]


@dataclass(frozen=True, slots=True)
class _Opening:
    """Where an item begins: its headings, and its task."""

    start: int
    task: Passage
    number: Passage
    heading: Passage


def labelled(document: Document) -> Parse | None:
    """A document of paragraphs whose fields have labels."""
    text = document.source.text
    hits = tuple(hit for hit in label_hits(text) if hit.role not in _PART_OF_PROGRESS)
    progress = [hit for hit in hits if hit.role == "narrative"]
    if not progress:
        return None
    outline = Outline(document)
    after = hits[0].role == "narrative" and hits[-1].role != "narrative"
    regions = _regions(hits, progress, after=after)
    openings = _openings(outline, regions)
    bounds = [*(opening.start for opening in openings[1:]), _end(outline, progress[-1])]
    drafts = []
    for index, (hit, opening) in enumerate(zip(progress, openings, strict=True)):
        own = _following(hits, hit, bounds[index]) if after else regions[index].hits
        stop = min([bounds[index], *(other.start for other in hits if other.start > hit.start)])
        narrative = document.passage(hit.end, stop)
        drafts.append(_draft(document, narrative, opening, own, bounds[index] if after else hit.start))
    found = tuple(draft for draft in drafts if draft.narrative.text.strip())
    names = ", ".join(f"{count} {role}" for role, count in Counter(hit.role for hit in hits).most_common())
    return Parse("labelled", found, f"labels before colons: {names}") if found else None


def _regions(hits: Sequence[LabelHit], progress: Sequence[LabelHit], *, after: bool) -> list[_Region]:
    """One region a progress label; labels that follow the progress they belong to are left out of the next region."""
    starts = [0, *(hit.end for hit in progress[:-1])]
    regions = []
    for start, hit in zip(starts, progress, strict=True):
        inside = tuple(other for other in hits if start <= other.start < hit.start)
        if after and start:
            tasks = tuple(other for other in inside if other.role == "task")
            floor = max((other.end for other in inside if other not in tasks), default=start)
            regions.append(_Region(floor, hit.start, tasks))
        else:
            regions.append(_Region(start, hit.start, inside))
    return regions


def _openings(outline: Outline, regions: Sequence[_Region]) -> list[_Opening]:
    nearest = [_task_lines(outline, region) for region in regions]
    styles = Counter(lines[-1].enumerator.style for lines in nearest if lines)
    style = styles.most_common(1)[0][0] if styles else None
    openings = []
    heading = NOWHERE
    for region, lines in zip(regions, nearest, strict=True):
        opening = _opening(outline, region, lines, style)
        heading = opening.heading or heading
        openings.append(_Opening(opening.start, opening.task, opening.number, heading))
    return openings


def _task_lines(outline: Outline, region: _Region) -> list[Numbered]:
    """Numbered lines that may open the task: those above the first label of the region."""
    first = region.hits[0].start if region.hits else region.end
    return outline.between(region.start, first + 1)


def _opening(outline: Outline, region: _Region, lines: Sequence[Numbered], style: str | None) -> _Opening:
    document = outline.document
    label = next((hit for hit in region.hits if hit.role == "task"), None)
    if label is not None:
        heading, begin = outline.heading_above(label.start, region.start)
        stop = next((hit.start for hit in region.hits if hit.start > label.start), region.end)
        return _Opening(begin, document.passage(label.end, stop), document.passage(label.start, label.end), heading)
    stop = region.hits[0].start if region.hits else region.end
    own = [line for line in lines if line.enumerator.style == style] or list(lines)
    if own:
        numbered = own[-1]
        heading, begin = outline.heading_above(numbered.line.start, region.start)
        at = numbered.line.start + numbered.enumerator.length
        return _Opening(begin, document.passage(at, stop), document.passage(numbered.line.start, at), heading)
    above = [line for line in outline.lines if region.start <= line.start < stop]
    if not above:
        return _Opening(stop, NOWHERE, NOWHERE, NOWHERE)
    return _Opening(above[-1].start, document.passage(above[-1].start, stop), NOWHERE, NOWHERE)


def _end(outline: Outline, last: LabelHit) -> int:
    """Where the last narrative ends: at a heading, or where the document closes."""
    end = outline.close(last.start, len(outline.document.source.text))
    headings = (line.line.start for line in outline.between(last.end, end) if line.heading)
    return min(headings, default=end)


def _following(hits: Sequence[LabelHit], progress: LabelHit, end: int) -> tuple[LabelHit, ...]:
    later = [hit for hit in hits if progress.start < hit.start < end]
    stop = next((hit.start for hit in later if hit.role in ("narrative", "task")), end)
    return tuple(hit for hit in later if hit.start < stop)


def _draft(document: Document, narrative: Passage, opening: _Opening, own: Sequence[LabelHit], end: int) -> Draft:
    fields: dict[str, list[Passage]] = {}
    for hit, until in pairwise((*own, LabelHit("", end, end))):
        fields.setdefault(hit.role, []).append(document.passage(hit.end, until.start))

    def joined(role: str) -> Passage:
        return Passage.join(fields.get(role, ()), "\n")

    return Draft(
        narrative=narrative,
        number=opening.number,
        heading=opening.heading,
        task=opening.task,
        units=joined("unit"),
        leaders=tuple(fields.get("leader", ())),
        deadline=joined("deadline"),
        status=joined("status"),
    )
