"""What stands around the article on a page: navigation, controls, links to others, the foot.

A block goes only where several signs agree and it holds no table, no sentences, and nothing that tells where the
text comes from; where that leaves next to nothing, all stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .boxes import Box, Line, Page, Picture, TableBox, contents, letters, lines
from .words import is_control, is_foot, is_metadata, names_furniture, without_fragments

_TAGS = {"nav", "footer", "aside"}
_SENTENCE = re.compile("[。；;！？]")
_CLAUSE = re.compile("[，,、：]")
_CLAUSE_FROM = 20
"""Letters, from which a line with a comma is taken for prose."""
_PROSE = 60
"""Letters of prose that a block may have and still be none of the article's."""
_LONGEST_FOOT = 600
_SHORTEST_TITLE = 6
_PARTS_OF_TITLE = re.compile("[-_|—–>]+")
_MANY_LINKS, _MOST_OF = 3, 0.55
_SITE = 10
"""Links, from which a page is one of a site, and a short line that is all link no part of an article."""
_LONGEST_LINK = 30
_LEAST_LEFT = 0.2
"""Share of the letters outside links that must stay."""


@dataclass(slots=True)
class _Weight:
    """What speaks for a block, and against it."""

    letters: int = 0
    linked: int = 0
    links: int = 0
    prose: int = 0
    sentences: int = 0
    """Letters of lines that end as sentences do; prose besides has clauses."""
    held: bool = False
    """Whether it has something that stays in any case."""


def strip(page: Page) -> list[str]:
    """Takes from `page` what is no part of its article; returns the words taken."""
    stripping = _Stripping(page.titles)
    whole = stripping.weigh(page.body)
    body = stripping.stripped(page.body, whole)
    left = _Stripping(page.titles).weigh(body)
    if left.letters - left.linked < _LEAST_LEFT * (whole.letters - whole.linked) or not left.letters:
        return []
    page.body = body
    return stripping.dropped


class _Stripping:
    def __init__(self, titles: list[str]) -> None:
        self._titles = {max(_PARTS_OF_TITLE.split(title), key=len) for title in titles}
        self._weights: dict[int, _Weight] = {}
        self._whole, self._on_site = 0, False
        self.dropped: list[str] = []

    def weigh(self, box: Box) -> _Weight:
        """The weight of `box` with all inside it."""
        weight = _Weight()
        for part in contents(box):
            if isinstance(part, Line):
                self._add_line(weight, part, heading=box.tag == "h1")
            elif isinstance(part, Box):
                inner = self.weigh(part)
                weight.letters += inner.letters
                weight.linked += inner.linked
                weight.links += inner.links
                weight.prose += inner.prose
                weight.sentences += inner.sentences
                weight.held = weight.held or inner.held
        if isinstance(box, TableBox) and (box.headed or weight.linked < _MOST_OF * weight.letters):
            weight.held = True
        self._weights[id(box)] = weight
        return weight

    def _add_line(self, weight: _Weight, line: Line, *, heading: bool) -> None:
        size = letters(line.text)
        weight.letters += size
        weight.linked += line.linked
        weight.links += line.links
        plain = size - line.linked
        if _SENTENCE.search(line.text):
            weight.sentences += plain
        if _SENTENCE.search(line.text) or (plain >= _CLAUSE_FROM and _CLAUSE.search(line.text)):
            weight.prose += plain
        bare = _bare(line)
        told = not line.linked and (heading or bare in self._titles) and len(bare) >= _SHORTEST_TITLE
        sourced = not line.linked and is_metadata(bare) and not is_foot(bare) and not is_control(bare)
        weight.held = weight.held or line.attached or told or sourced

    def stripped(self, body: Box, whole: _Weight) -> Box:
        """A copy of `body`, which weighs `whole`, without what goes."""
        self._whole, self._on_site = whole.letters, whole.links >= _SITE
        return self._stripped_box(body)

    def _stripped_box(self, box: Box) -> Box:
        kept: list[Line | Picture | Box] = []
        before = len(self.dropped)
        for part in box.parts:
            if isinstance(part, Line):
                if line := self._stripped_line(part):
                    kept.append(line)
            elif isinstance(part, Box) and self._is_furniture(part):
                self.dropped.extend(line.text for line in lines(part))
            else:
                kept.append(self._stripped_box(part) if isinstance(part, Box) else part)
        if len(self.dropped) > before and all(isinstance(part, Picture) for part in kept):
            kept = []
        return replace(box, parts=kept)

    def _stripped_line(self, line: Line) -> Line | None:
        bare = _bare(line)
        if bare in self._titles or line.attached or len(bare) > _LONGEST_FOOT:
            return line
        if self._goes(line, bare):
            self.dropped.append(line.text)
            return None
        if not is_metadata(bare):
            return line
        text, cut = without_fragments(line.text)
        self.dropped.extend(cut)
        return replace(line, text=text) if text else None

    def _goes(self, line: Line, bare: str) -> bool:
        if is_control(bare):
            return True
        if _SENTENCE.search(bare):
            return False
        share = line.linked / max(letters(bare), 1)
        if (line.links > 1 and share > _MOST_OF) or (self._on_site and share == 1 and len(bare) <= _LONGEST_LINK):
            return True
        return is_foot(bare) and not is_metadata(bare)

    def _is_furniture(self, box: Box) -> bool:
        weight = self._weights[id(box)]
        if weight.held or weight.sentences > _PROSE or not weight.letters:
            return False
        if weight.letters <= min(_LONGEST_FOOT, self._whole // 2) and is_foot("".join(map(_bare, lines(box)))):
            return True
        if weight.prose > _PROSE:
            return False
        if box.tag in _TAGS or names_furniture(box.names):
            return True
        return weight.links >= _MANY_LINKS and weight.linked > _MOST_OF * weight.letters


def _bare(line: Line) -> str:
    return "".join(line.text.split())
