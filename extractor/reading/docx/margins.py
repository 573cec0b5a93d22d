"""What stands beside the body: footnotes and endnotes, headers and footers."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from ..blocks import Block, Paragraph, words
from .account import Account
from .context import Context
from .fields import CONTENTS, PAGE_NUMBERS
from .markup import Element, W, switch
from .paragraphs import NoteMark
from .stories import Story

_KINDS = ("header", "footer")
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")
_SPACE = re.compile(r"\s+")


class Margin(NamedTuple):
    """A header or footer of some pages."""

    kind: str
    opens: bool
    """Whether it stands on the first page."""
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """Its words without white space."""
        return bare(self.blocks)


def bare(blocks: Iterable[Block]) -> str:
    """The words of `blocks` without white space."""
    return _SPACE.sub("", "".join(words(tuple(blocks))))


def notes(context: Context, marks: Sequence[NoteMark]) -> Iterator[Block]:
    """The footnotes, then the endnotes, that `marks` refer to, each behind a word that tells it for a note.

    They stand at the end: in the midst of the text their figures would be taken for those of an item.
    """
    for kind in ("footnotes", "endnotes"):
        wanted = {mark.id: None for mark in marks if mark.kind == kind}
        for part in context.parts.related(context.parts.main, kind):
            story = Story(context, part)
            found = {each.get(W + "id", ""): each for each in context.parts.root(part) if _is_note(each)}
            for name in wanted:
                if (note := found.pop(name, None)) is not None:
                    yield from _introduced(story.read(note))
            for note in found.values():
                context.account.things["unreferred"] += 1
                context.account.leave_out_all("unseen", note)


def _is_note(element: Element) -> bool:
    return element.get(W + "type") not in _SEPARATORS


def _introduced(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    match blocks:
        case (Paragraph(text=text, place=place), *others):
            return (Paragraph(str(_words()["note"]) + text.lstrip(), place), *others)
        case _:
            return blocks


def margins(context: Context, body: Element) -> tuple[Margin, ...]:
    """The headers and footers of all pages, each once; page numbers in them are left out."""
    own = context._replace(account=Account())  # their logos and watermarks are no pictures of the text
    found: dict[str, Margin] = {}
    for index, section in enumerate(body.iter(W + "sectPr")):
        titled = bool(switch(section, "titlePg"))
        for reference in section:
            kind = reference.tag.removeprefix(W).removesuffix("Reference")
            relation = context.parts.at(context.parts.main, reference)
            if kind not in _KINDS or relation is None or relation.target not in context.parts:
                continue
            opens = index == 0 and reference.get(W + "type", "default") == ("first" if titled else "default")
            if relation.target not in found:
                story = Story(own, relation.target, CONTENTS | PAGE_NUMBERS)
                blocks = story.read(context.parts.root(relation.target), shaded=True)
                found[relation.target] = Margin(kind, opens, blocks)
    return tuple(found.values())


def lacking(all_margins: Sequence[Margin], body: str) -> tuple[Margin, ...]:
    """The margins to be read: all where the body has no words, else those of the first page that date a bulletin."""
    if not body:
        return tuple(margin for margin in all_margins if margin.text)
    telling = re.compile(_words()["telling"])
    return tuple(
        margin for margin in all_margins if margin.opens and telling.search(margin.text) and margin.text not in body
    )


@cache
def _words() -> Mapping[str, str]:
    return tomllib.loads((files(__package__) / "data" / "words.toml").read_text("utf-8"))
