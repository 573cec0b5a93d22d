"""Documents as text.

One reader a format, chosen by what the bytes are, never by the file's name (`formats`). A reader
(`readers`) makes blocks – paragraphs and tables – of the bytes; `composing` puts them together as one
text that remembers where its stretches stand. All but plain text is parsed in a process with limits
(`confined`, `parsing`, `confinement`); legacy formats are first converted by LibreOffice (`office`).
"""

from pathlib import Path

from ..records import SourceText
from .files import MAX_BYTES, fetch
from .formats import NO_DOCUMENT
from .loading import load

__all__ = ("MAX_BYTES", "NO_DOCUMENT", "fetch", "load", "read")


def read(path: str | Path) -> SourceText:
    """The document at `path` as text.

    Raises `ReadError` for a file that is missing, empty, too large, no document, or cannot be taken apart.
    """
    path = Path(path)
    return load(fetch(path), path.name)
