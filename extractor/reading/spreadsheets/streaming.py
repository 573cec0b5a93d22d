"""XML read as it comes, without a tree in memory."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Protocol
from xml.parsers import expat

from ...errors import ReadError


class Handler(Protocol):
    """Is told the elements of a part in order; names have no prefix."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Words."""


def stream(data: bytes, handler: Handler) -> None:
    """Tells `handler` the elements of `data`; raises `ReadError` where it is no XML, or defines a document type."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda name, attributes: handler.start(_local(name), attributes)
    parser.EndElementHandler = lambda name: handler.end(_local(name))
    parser.CharacterDataHandler = handler.data
    try:
        parser.Parse(data, True)  # noqa: FBT003 - it takes no names
    except expat.ExpatError as error:
        raise ReadError(f"holds broken XML ({error}); save it anew", code="damaged") from None


def _refuse(*_: object) -> None:
    raise ReadError("defines a document type, which spreadsheets never do; save it anew", code="xml_dtd")


@lru_cache(maxsize=1024)
def _local(name: str) -> str:
    return name[name.rfind(" ") + 1 :]
