"""Standoff in the manner of brat: a folder of texts with their annotations beside them.

``<id>.txt`` is the narrative to the character. ``<id>.ann`` holds, one a line::

    T1<tab>QUANTITY 12 14<tab>1座                          a mark: code points, end exclusive
    A1<tab>quantity_role T1 actual                         a choice about it
    #1<tab>AnnotatorNotes T1<tab>subject=换热站; value=1     the rest about it

A mark across line breaks is several stretches (``0 3;4 7``). ``documents.jsonl`` says where the narratives come from,
``annotation.conf`` tells brat what may be marked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from ..errors import FormatError
from ..records import GoldLine
from .controls import CONTROLS, LABELS, AnyMark, answers, label_of, marks_of
from .notes import write_note
from .problems import quoted
from .taking import Origin

ORIGINS: Final = "documents.jsonl"
CONFIG: Final = "annotation.conf"
_LONGEST_STEM = 200
_UNSAFE = re.compile(r"[^A-Za-z0-9.\-]|^\.")
_LINE_BREAK = re.compile(r"[^\n]+")


def stem_of(identity: str) -> str:
    """The file name, without extension, for an id: ASCII, no separators, no leading dot, another one for each id."""
    return _UNSAFE.sub(lambda match: f"_{ord(match[0]):x}_", identity)


def standoff_files(lines: Iterable[GoldLine]) -> dict[str, str]:
    """Name → content of every file of the folder.

    Raises `FormatError` for ids that are too long for a file name, or that some file systems cannot tell apart.
    """
    contents: dict[str, str] = {}
    origins: list[str] = []
    seen: dict[str, str] = {}
    for line in lines:
        stem = stem_of(line.id)
        if len(stem) > _LONGEST_STEM:
            raise FormatError(f"id {quoted(line.id)} is too long for a file name; shorten it", code="id")
        other = seen.setdefault(stem.casefold(), line.id)
        if other is not line.id:
            message = f"ids {quoted(other)} and {quoted(line.id)} would share a file name; rename one"
            raise FormatError(message, code="id")
        contents[f"{stem}.txt"] = line.narrative
        contents[f"{stem}.ann"] = "".join(f"{row}\n" for row in _rows(line))
        origins.append(json.dumps(Origin.of(line).model_dump(mode="json"), ensure_ascii=False))
    return {**contents, ORIGINS: "".join(f"{row}\n" for row in origins), CONFIG: config_text()}


def config_text() -> str:
    """What brat needs to know: the labels, and the choices about each."""
    attributes = [
        f"{one.name}\tArg:{'|'.join(one.labels)}, Value:{'|'.join(one.choices)}" for one in CONTROLS if one.choices
    ]
    sections: Mapping[str, Iterable[str]] = {
        "entities": LABELS,
        "relations": ("<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>",),
        "events": (),
        "attributes": attributes,
    }
    return "\n".join(line for name, body in sections.items() for line in (f"[{name}]", *body, ""))


def _rows(line: GoldLine) -> Iterator[str]:
    attribute = 0
    for number, mark in enumerate(marks_of(line), start=1):
        yield _region(number, mark)
        rest: dict[str, str] = {}
        for control, text in answers(mark):
            if control.choices:
                attribute += 1
                yield f"A{attribute}\t{control.name} T{number} {text}"
            else:
                rest[control.field] = text
        if rest:
            yield f"#{number}\tAnnotatorNotes T{number}\t{write_note(rest)}"


def _region(number: int, mark: AnyMark) -> str:
    stretches = list(_LINE_BREAK.finditer(mark.text))
    spans = ";".join(f"{mark.start + one.start()} {mark.start + one.end()}" for one in stretches)
    return f"T{number}\t{label_of(mark)} {spans}\t{' '.join(one[0] for one in stretches)}"
