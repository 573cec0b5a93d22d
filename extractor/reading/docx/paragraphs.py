"""The words of a paragraph: what its runs show, and what is attached to them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from .account import Reason
from .context import Context
from .embedded import Drawings, branch_of
from .fields import Fields
from .forms import choice_of
from .formulas import formula
from .markup import MC, Element, M, W, child_value
from .styles import is_shaded, look_of
from .symbols import raised, symbol

_PICTURE_SIGN = re.compile("[\uf000-\uf0ff]")
_NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
_SKIPPED = {W + name for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "rubyPr")}
_PRINTED = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}


class NoteMark(NamedTuple):
    """A mark in the text that refers to a footnote or endnote."""

    kind: str
    id: str


@dataclass
class Line:
    """A paragraph as it is read."""

    text: str = ""
    attached: list[Element | str] = field(default_factory=list)
    """Text boxes and words of graphics anchored in it."""
    is_empty: bool = True
    """Whether it holds no words at all, hidden ones counted."""

    def joined(self, following: Line) -> Line:
        """The line together with the one that goes on with it."""
        return Line(
            self.text + following.text, self.attached + following.attached, self.is_empty and following.is_empty
        )


class Paragraphs:
    """Reads the paragraphs of one part, in order: a field may go on from one to the next."""

    def __init__(self, context: Context, part: str, fields: Fields) -> None:
        self._styles = context.styles
        self._account = context.account
        self._fields = fields
        self._drawings = Drawings(context.parts, part, context.account)
        self._pieces: list[str] = []
        self._line = Line()
        self._style: str | None = None
        self._shaded = False
        self._font: Element | None = None
        self._is_raised = False
        self.note_marks: list[NoteMark] = []
        """Of all paragraphs so far."""
        self._handlers: dict[str, Callable[[Element, Reason | None], None]] = {
            W + "r": self._run,
            W + "t": self._text,
            W + "delText": self._deleted_text,
            W + "instrText": self._code,
            W + "fldChar": self._field_mark,
            W + "fldSimple": self._simple_field,
            W + "del": self._deleted,
            W + "moveFrom": self._deleted,
            W + "sym": self._sign,
            W + "rt": self._reading,
            W + "drawing": self._drawing,
            W + "pict": self._drawing,
            W + "object": self._drawing,
            MC + "AlternateContent": self._alternatives,
            M + "oMath": self._formula,
            **dict.fromkeys(_SKIPPED, self._skip),
            **dict.fromkeys(_PRINTED, self._printed),
            **dict.fromkeys(_NOTES, self._note_mark),
        }

    def read(self, paragraph: Element, *, shaded: bool) -> Line:
        """The words of `paragraph`, which stands on a coloured ground where it is `shaded`."""
        properties = paragraph.find(W + "pPr")
        self._style = child_value(properties, "pStyle")
        self._shaded = shaded or is_shaded(properties)
        self._pieces, self._line = [], Line()
        self._walk(paragraph, None)
        self._line.text = "".join(self._pieces).strip("\n")
        return self._line

    def _walk(self, parent: Element, reason: Reason | None) -> None:
        for child in parent:
            self._handlers.get(child.tag, self._walk)(child, reason)

    def _emit(self, text: str, reason: Reason | None) -> None:
        if not text:
            return
        self._line.is_empty = False
        if reason is None:
            self._pieces.append(text)
        else:
            self._account.leave_out(reason, text)

    def _run(self, run: Element, reason: Reason | None) -> None:
        properties = run.find(W + "rPr")
        if reason is None:
            reason = "hidden_text" if self._is_hidden(properties) else None
        self._font = None if properties is None else properties.find(W + "rFonts")
        self._is_raised = child_value(properties, "vertAlign") == "superscript"
        self._walk(run, reason)

    def _is_hidden(self, properties: Element | None) -> bool:
        look = self._styles.look(self._style, child_value(properties, "rStyle"))
        return (look if properties is None else look_of(properties).over(look)).is_hidden(shaded=self._shaded)

    def _text(self, element: Element, reason: Reason | None) -> None:
        text = (element.text or "").replace("\n", " ")
        reason = reason or self._fields.reason
        if reason is None and _PICTURE_SIGN.search(text):
            text = "".join(self._known(character) for character in text)
        self._emit(raised(text) if self._is_raised and reason is None else text, reason)

    def _known(self, character: str) -> str:
        font = None if self._font is None else self._font.get(W + "ascii")
        known = symbol(character, font)
        self._account.things["signs"] += known is None
        return known or ""

    def _sign(self, element: Element, reason: Reason | None) -> None:
        code = element.get(W + "char", "")
        if reason or self._fields.reason or not re.fullmatch("[0-9A-Fa-f]{1,5}", code):
            return
        known = symbol(chr(int(code, 16)), element.get(W + "font"))
        self._account.things["signs"] += known is None
        self._emit(known or "", None)

    def _printed(self, element: Element, reason: Reason | None) -> None:
        if not (reason or self._fields.reason):
            self._pieces.append(_PRINTED[element.tag])

    def _deleted_text(self, element: Element, _reason: Reason | None) -> None:
        self._emit(element.text or "", "deleted")

    def _deleted(self, element: Element, _reason: Reason | None) -> None:
        self._walk(element, "deleted")

    def _reading(self, element: Element, _reason: Reason | None) -> None:
        self._account.leave_out_all("unseen", element)

    def _code(self, element: Element, _reason: Reason | None) -> None:
        self._fields.code(element.text or "")

    def _field_mark(self, element: Element, reason: Reason | None) -> None:
        self._emit(choice_of(element), reason or self._fields.reason)
        drawn = self._fields.mark(element.get(W + "fldCharType"))
        self._emit(drawn, reason or self._fields.reason)

    def _simple_field(self, element: Element, reason: Reason | None) -> None:
        self._fields.open_simple(element.get(W + "instr", ""))
        self._walk(element, reason)
        self._fields.mark("end")

    def _drawing(self, element: Element, reason: Reason | None) -> None:
        reason = reason or self._fields.reason
        if reason is None:
            self._line.attached += self._drawings.read(element)
        else:
            self._account.leave_out_all(reason, element)

    def _alternatives(self, element: Element, reason: Reason | None) -> None:
        branch = branch_of(element, self._account)
        if branch is not None:
            self._walk(branch, reason)

    def _formula(self, element: Element, reason: Reason | None) -> None:
        self._emit(formula(element), reason or self._fields.reason)

    def _note_mark(self, element: Element, reason: Reason | None) -> None:
        if not (reason or self._fields.reason):
            self.note_marks.append(NoteMark(_NOTES[element.tag], element.get(W + "id", "")))

    def _skip(self, _element: Element, _reason: Reason | None) -> None:
        """Properties have no words."""
