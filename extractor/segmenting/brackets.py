"""Bodies and what stands beside them in brackets at the end of a title: 新建公厕12座（责任单位：市城管局）."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..script import simplify
from ..spans import Passage
from .fields import label_role
from .patterns import pattern

_AT_END = re.compile(r"[（(]((?:[^（）()]|[（(][^（）()]*[)）])+)[)）][。.：:；;]?\s*$")
_CLAUSE = re.compile(r"[^，,；;。\s]+")
_LABEL = re.compile(r"([^：:]{1,16})[:：]")


class Bracketed(NamedTuple):
    """A title without the bracket at its end, and the fields that stand in it."""

    title: Passage
    fields: dict[str, Passage]


def bracketed(title: Passage) -> Bracketed:
    """The bodies, and what stands beside them, in a bracket at the end of `title`; no fields where it names no body."""
    match = _AT_END.search(title.text)
    fields = _fields(title.cut(*match.span(1))) if match else {}
    if match is None or "unit" not in fields:
        return Bracketed(title, {})
    return Bracketed(title.cut(0, match.start()).strip(), fields)


def _fields(inside: Passage) -> dict[str, Passage]:
    """Each labelled field by its role; a clause without a label goes on with the one before it."""
    parts: dict[str, list[Passage]] = {}
    role = None
    begin = end = 0
    for clause in _CLAUSE.finditer(inside.text):
        label = _LABEL.match(clause[0])
        found = _role(label) if label else None
        if found is not None and label is not None:
            if role is not None:
                parts.setdefault(role, []).append(inside.cut(begin, end))
            role, begin = found, clause.start() + label.end()
        elif role is None:
            return {}
        end = clause.end()
    if role is not None:
        parts.setdefault(role, []).append(inside.cut(begin, end))
    return {name: Passage.join(found, "\n") for name, found in parts.items()}


def _role(label: re.Match[str]) -> str | None:
    """The role of a label before its colon; 单位：alone may be the unit of a measure, 牵头：alone is a body."""
    plain = simplify(label[0])
    if pattern("assisting_bodies").fullmatch(plain):
        return "partner"
    if pattern("role_of_bodies").fullmatch(plain):
        return "unit"
    role = label_role(plain[:-1])
    return role if role != "unit" else None
