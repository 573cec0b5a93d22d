"""A Word document as blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...errors import ReadError
from ..blocks import Block, Content, words
from ..coverage import shortfall
from ..packages import open_package
from .account import Account
from .context import Context
from .flat import FlatPackage
from .labels import Labels
from .lists import Lists
from .margins import Margin, bare, lacking, margins, notes
from .markup import Element, W
from .parts import Parts
from .plain import all_words
from .stories import Story
from .styles import Styles
from .symbols import lowered

_ZIP = b"PK"
_TELLING = re.compile(r"[0-9\u3400-\u9fff\U00020000-\U0003ffff]")
_FEW = 200
"""Ideographs and digits below which pictures may hold more than the text does."""
_WHITE = "FFFFFF"


def read(data: bytes) -> Content:
    """The words of a document as its pages show them: revisions accepted, list labels printed, fields as they stand.

    What is left out, or may be missing, is told in notes. Raises `ReadError` where the package is no safe one, has
    no main part or is unsound, or where there are pictures and no word.
    """
    parts = Parts(open_package(data) if data.startswith(_ZIP) else FlatPackage(data))
    styles = Styles(parts.root_of("styles"))
    context = Context(parts, styles, Labels(Lists(parts.root_of("numbering"), styles), styles), Account())
    root = parts.root(parts.main)
    body = root.find(W + "body")
    if body is None:
        raise ReadError("has a main part that is no Word document; save it anew", code="damaged")
    story = Story(context, parts.main)
    blocks = story.read_body(body, shaded=_on_coloured_pages(root))
    blocks += tuple(notes(context, story.note_marks))
    context.account.things["comments"] = _comments(parts)
    seen = lowered("".join(words(blocks))) + "".join(context.account.words())
    short = shortfall(seen, "".join(all_words(parts)))
    read_blocks = _with_margins(context, body, blocks)
    prevail = _pictures_prevail(context.account.things["pictures"], read_blocks)
    found = context.account.findings(pictures_prevail=prevail)
    return Content(read_blocks, (*([short] if short else []), *found))


def _with_margins(context: Context, body: Element, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    all_margins = margins(context, body)
    wanted = lacking(all_margins, bare(blocks) if _tells(blocks) else "")
    for margin in all_margins:
        telling = _TELLING.search(margin.text) is not None
        if margin in wanted:
            context.account.things["margins_read"] += len(margin.text)
        elif telling:
            context.account.leave_out("margins", margin.text)
    return (*_of_kind(wanted, "header"), *blocks, *_of_kind(wanted, "footer"))


def _of_kind(wanted: Iterable[Margin], kind: str) -> tuple[Block, ...]:
    return tuple(block for margin in wanted if margin.kind == kind for block in margin.blocks)


def _pictures_prevail(pictures: int, blocks: tuple[Block, ...]) -> bool:
    """Whether pictures may hold more than the text; raises `ReadError` where there is no text beside them."""
    if not pictures:
        return False
    if not _tells(blocks):
        advice = "give the pictures as files of their own, or a version with text"
        raise ReadError(f"holds {pictures} picture(s) and no text; {advice}", code="pictures_only")
    return sum(len(_TELLING.findall(text)) for text in words(blocks)) < _FEW


def _tells(blocks: tuple[Block, ...]) -> bool:
    return any(_TELLING.search(text) for text in words(blocks))


def _comments(parts: Parts) -> int:
    root = parts.root_of("comments")
    return 0 if root is None else len(root.findall(W + "comment"))


def _on_coloured_pages(root: Element) -> bool:
    """Whether white words would be seen on the ground of the pages."""
    background = root.find(W + "background")
    return background is not None and background.get(W + "color", "auto").upper() not in ("AUTO", _WHITE)
