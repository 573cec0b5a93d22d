"""Writing gold and exports, without ever writing over a person's work unasked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..errors import ConfigurationError
from ..export.files import replacing
from ..records import GoldLine


def lines_text(lines: Iterable[GoldLine]) -> str:
    """Gold lines as the text of their file."""
    return "".join(
        json.dumps(line.model_dump(mode="json", by_alias=True), ensure_ascii=False, allow_nan=False) + "\n"
        for line in lines
    )


def write_files(folder: Path, contents: Mapping[str, str], *, force: bool = False) -> None:
    """Writes name → content into `folder`, UTF-8 and to the character; see `write_text`."""
    for name in contents:
        _require_free(folder / name, force=force)
    for name, content in contents.items():
        write_text(folder / name, content, force=True)


def write_text(path: Path, content: str, *, force: bool = False) -> None:
    """Writes a file whole or not at all.

    Raises `ConfigurationError` where the file exists and `force` is not given, or where the system refuses to write.
    """
    _require_free(path, force=force)
    with replacing(path) as draft:
        draft.write_bytes(content.encode("utf-8"))


def _require_free(path: Path, *, force: bool) -> None:
    if path.exists() and not force:
        raise ConfigurationError(f"{path}: exists already; name another path, or add --force to write over it")
