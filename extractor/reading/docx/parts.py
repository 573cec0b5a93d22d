"""The parts of a document, and the relations by which they are found."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple, Protocol
from urllib.parse import unquote

from ...errors import ReadError
from .markup import Element, R, parse

_MAIN = "officeDocument"
_USUAL = "word/document.xml"


class Members(Protocol):
    """Whatever holds parts by name."""

    def __contains__(self, name: str) -> bool:
        """Whether there is a part of this name."""

    def read(self, name: str) -> bytes:
        """The bytes of a part."""


class Relation(NamedTuple):
    """One part seen from another."""

    kind: str
    """Last word of its type, the same in Strict documents, such as ``footnotes``."""
    target: str
    """Name of a part, or the address of something outside."""
    outside: bool


class Parts:
    """The parts of a package; what a relation names but the package lacks is taken for absent."""

    def __init__(self, package: Members) -> None:
        self._package = package
        self.root = cache(self._root)
        self.relations = cache(self._relations)
        self.main = self._main()

    def related(self, source: str, kind: str) -> list[str]:
        """Names of the parts of a kind that `source` relates to and the package has."""
        found = [relation.target for relation in self.relations(source).values() if relation.kind == kind]
        return [name for name in found if name in self._package]

    def root_of(self, kind: str) -> Element | None:
        """The root of the part of a kind that the main part relates to; None where there is none."""
        names = self.related(self.main, kind)
        return self.root(names[0]) if names else None

    def at(self, source: str, element: Element, attribute: str = R + "id") -> Relation | None:
        """The relation of `source` that `element` names."""
        return self.relations(source).get(element.get(attribute, ""))

    def bytes_of(self, name: str) -> bytes:
        """The bytes of a part that the package has."""
        return self._package.read(name)

    def __contains__(self, name: str) -> bool:
        return name in self._package

    def _main(self) -> str:
        named = self.related("", _MAIN) or [_USUAL]
        if named[0] not in self._package:
            raise ReadError("has no main part, so no text; save it anew", code="damaged")
        return named[0]

    def _root(self, name: str) -> Element:
        return parse(self._package.read(name))

    def _relations(self, source: str) -> Mapping[str, Relation]:
        """The relations of a part by id, those of the package for ``""``."""
        folder, base = posixpath.split(source)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if name not in self._package:
            return {}
        return {each.get("Id", ""): self._relation(folder, each) for each in self.root(name)}

    def _relation(self, folder: str, element: Element) -> Relation:
        target = element.get("Target", "")
        outside = element.get("TargetMode") == "External"
        if not outside:
            joined = posixpath.join("/", folder, target.replace("\\", "/"))
            target = posixpath.normpath(joined).lstrip("/")
            target = target if target in self._package else unquote(target)
        return Relation(posixpath.basename(element.get("Type", "")), target, outside)
