"""What stands in for recognition where its libraries are not installed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...errors import ReadError
from ..blocks import Content


def read(data: bytes) -> Content:  # noqa: ARG001 - a `Reader`
    """Raises `ReadError`."""
    raise _missing()


def recognise(images: Iterable[Any]) -> Any:  # noqa: ANN401, ARG001 - see `documents.recognise`
    """Raises `ReadError`."""
    raise _missing()


def _missing() -> ReadError:
    return ReadError(
        "holds pictures and no text, and character recognition is not installed; "
        "run pip install 'bulletin-extractor[ocr]', or give a document with text",
        code="needs_ocr",
    )
