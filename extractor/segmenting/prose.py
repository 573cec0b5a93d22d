"""Layouts without labels or tables: slow-item prose, numbered headings, and plain paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ..records import NOWHERE
from ..script import simplify
from ..spans import Passage
from .documents import Document, Line
from .drafts import Draft, Parse
from .enumerators import enumerator_of
from .outline import Numbered, Outline
from .statuses import status_class

_UNIT_BRACKET = re.compile(
    r"[（(](?:(?:主要|牵头|主办|承办|责任|配合|具体)(?:责任|牵头)?(?:单位|部门)|主办|牵头|责任)[:：]([^（）()]+)[)）][。.]?\s*$"
)
_PROGRESS = re.compile(
    r"截[至止]|目前|已|正在|完成|开工|累计|建成|启动|实施|推进|印发|发放|达到|招标|评审|批复|编制|尚未|未能|进度|竣工|投用|现|滞后|新增|计划"
)
_SUMMARY = re.compile(
    r"现将|本报讯|获悉|^[“\"]|(?:情况|结果)(?:通报|报告|汇报|公布)如下|详见附件|见附件|特此通报|总体(?:进展|情况)|共(?:有|涉及|计)?\d+[项件个]|印发给你们|请认真|各县（?市|各有关单位|下一?步[，,]"
)
_COUNTED_BUCKET = re.compile(r"\d+\s*[项件个].{0,6}[:：，,]|[:：]$")
_FIRST_SENTENCE = re.compile(
    r"[^。！？，,；;：:（(]*(?:[（(][^（）()]*[)）])?[^。！？，,；;：:]{0,20}[：:]|[^。！？]*[。！？]?"
)
_TITLE = re.compile(r"\s*(?:关于|關於|關于)?(.+?)[。：:\s]*")
_PLACE = re.compile(
    r"[ \t\u3000]*([\u4e00-\u9fff]{1,10}?(?:区|县|市|镇|乡|街道|州|盟|旗|局|委|办|公司))[：:，,]?(?=\d|已|完成|共|开工|新|目前|应|累计)"
)
_COVER = re.compile(r"(?:详|具体|情况)?见附件")
_SENTENCE = re.compile(r"[。；;！!]\s*$")
_SHORTEST = 12
_LONG = 40
_FEWEST_PLACES = 3
_FEWEST_ITEMS = 2


def slow_items(document: Document) -> Parse | None:
    """Prose on single tasks, each opened by a line that ends with its body in brackets: 一是…。（主办单位：X）."""
    outline = Outline(document)
    openings = [line for line in outline.lines if _UNIT_BRACKET.search(simplify(line.text))]
    drafts = [
        draft
        for line, stop in _stretches(outline, openings)
        if (draft := _slow(outline, line, stop)).narrative.text.strip()
    ]
    if not drafts:
        return None
    return Parse("slow_items", tuple(drafts), f"{len(drafts)} line(s) that end with a responsible body in brackets")


def _slow(outline: Outline, line: Line, stop: int) -> Draft:
    document = outline.document
    found = enumerator_of(line.text)
    skip = found.length if found else 0
    bracket = _UNIT_BRACKET.search(simplify(line.text))
    opens, closes = (bracket.start(), bracket.span(1)) if bracket else (len(line.text), (0, 0))
    status = _bucket_above(outline, line.start)
    return Draft(
        narrative=document.passage(line.span.end, stop),
        number=document.passage(line.start, line.start + skip),
        task=document.passage(line.start + skip, line.start + opens),
        units=document.passage(line.start + closes[0], line.start + closes[1]),
        status=status,
    )


def _bucket_above(outline: Outline, start: int) -> Passage:
    """The words before the count of the nearest line above such as 进展缓慢4项，分别是："""
    for line in reversed(outline.lines):
        if (
            line.start < start
            and (match := re.match(r"\s*(\D{2,10}?)\s*\d+\s*[项件个]", line.text))
            and status_class(match[1])
        ):
            return outline.document.passage(line.start + match.start(1), line.start + match.end(1))
    return NOWHERE


def headed_items(document: Document) -> Parse | None:
    """A target as numbered heading, and under it one or more paragraphs of progress without labels."""
    outline = Outline(document)
    styles = Counter(
        numbered.enumerator.style for numbered in outline.numbered if _progress_below(outline, numbered) is not None
    )
    if not styles or styles.most_common(1)[0][1] < _FEWEST_ITEMS:
        return None
    style, count = styles.most_common(1)[0]
    openings = [numbered.line for numbered in outline.numbered if numbered.enumerator.style == style]
    drafts = [
        draft for line, stop in _stretches(outline, openings) if (draft := _headed(outline, line, stop)) is not None
    ]
    return Parse("headed", tuple(drafts), f"{count} numbered headings with progress under them") if drafts else None


def _headed(outline: Outline, line: Line, stop: int) -> Draft | None:
    numbered = next(item for item in outline.numbered if item.line is line)
    document = outline.document
    split = line.span.end
    if _progress_below(outline, numbered) == line.start:
        first = _FIRST_SENTENCE.match(line.text, numbered.enumerator.length)
        split = line.start + (first.end() if first else 0)
    narrative = document.passage(split, stop)
    if not narrative.text.strip():
        return None
    heading = _bare_title(document.passage(line.start + numbered.enumerator.length, split))
    return Draft(narrative=narrative, number=outline.number(numbered), heading=heading, task=heading)


def _bare_title(title: Passage) -> Passage:
    """关于X。 as X."""
    match = _TITLE.fullmatch(title.text)
    return title.cut(*match.span(1)) if match else title


def _progress_below(outline: Outline, numbered: Numbered) -> int | None:
    """Where the progress told under a numbered line begins: in its own paragraph behind the first sentence, or below."""
    line = numbered.line
    body = line.text[numbered.enumerator.length :]
    first = _FIRST_SENTENCE.match(body)
    rest = body[first.end() :] if first else ""
    if _PROGRESS.search(simplify(rest)) and not _SUMMARY.search(simplify(rest)):
        return line.start
    index = outline.lines.index(line) + 1
    if rest or index >= len(outline.lines):
        return None
    below = outline.lines[index]
    return below.start if _tells_progress(below.text) and enumerator_of(below.text) is None else None


def place_list(document: Document) -> Parse | None:
    """A line for each place or body: its name, then its figures."""
    outline = Outline(document)
    found = [(line, match) for line in outline.lines if (match := _PLACE.match(simplify(line.text))) is not None]
    drafts = tuple(
        Draft(
            narrative=document.passage(line.start + match.end(), line.span.end),
            heading=document.passage(line.start + match.start(1), line.start + match.end(1)),
        )
        for line, match in found
        if _tells_progress(line.text)
    )
    if len(drafts) < _FEWEST_PLACES:
        return None
    return Parse("place_list", drafts, f"{len(drafts)} lines that open with the name of a place or body")


def paragraphs(document: Document) -> Parse | None:
    """Each paragraph that tells progress as an item of its own: what is left where no other layout fits.

    A covering letter, which leaves the details to its annex, has none.
    """
    if _COVER.search(simplify(document.source.text)):
        return None
    outline = Outline(document)
    end = outline.close(_body_start(outline), len(document.source.text))
    drafts = []
    heading = NOWHERE
    for line in outline.lines:
        if line.start >= end:
            break
        found = enumerator_of(line.text)
        if _tells_progress(line.text):
            skip = found.length if found else 0
            narrative = document.passage(line.start + skip, line.span.end)
            drafts.append(
                Draft(narrative=narrative, number=document.passage(line.start, line.start + skip), heading=heading)
            )
        elif found and Numbered(line, found).heading:
            heading = outline.body(Numbered(line, found))
    return (
        Parse("paragraphs", tuple(drafts), "no other layout fits; each paragraph that tells progress is an item")
        if drafts
        else None
    )


def _tells_progress(text: str) -> bool:
    plain = simplify(text.strip())
    return (
        len(plain) >= (_SHORTEST if _SENTENCE.search(plain) else _LONG)
        and _PROGRESS.search(plain) is not None
        and _SUMMARY.search(plain) is None
        and _COUNTED_BUCKET.match(plain) is None
    )


def _body_start(outline: Outline) -> int:
    """The first paragraph long enough to be text rather than letterhead."""
    return next((line.start for line in outline.lines if len(line.text) > 2 * _SHORTEST), 0)


def _stretches(outline: Outline, openings: Sequence[Line]) -> list[tuple[Line, int]]:
    """Each opening line with where its text ends: at the next opening, a heading, or where the document closes."""
    stretches = []
    total = len(outline.document.source.text)
    for line, following in pairwise((*openings, None)):
        if line is None:
            continue
        stop = outline.close(line.span.end, following.start if following else total)
        headings = (
            item.line.start
            for item in outline.between(line.span.end, stop)
            if item.heading and item.line not in openings
        )
        stretches.append((line, min(headings, default=stop)))
    return stretches
