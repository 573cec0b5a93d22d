"""JSON Lines read into records, with file, line and field in every complaint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from extractor.errors import FormatError, ReadError

_Line = TypeVar("_Line", bound=BaseModel)


def parse_lines(path: Path, model: type[_Line]) -> Iterator[tuple[str, _Line]]:
    """Each line of `path` that is not blank, as ``(file:line, record)``, in order.

    Raises `ReadError` where the file cannot be opened, `FormatError` where it is not UTF-8 or at the
    first line that breaks the form of `model`.
    """
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    where = f"{path}:{number}"
                    yield where, _parse(line, where, model)
    except UnicodeDecodeError as error:
        raise FormatError(f"{path}: is not UTF-8 ({error.reason}); save it as UTF-8", code="encoding") from None
    except OSError as error:
        raise ReadError(f"{path}: cannot be opened ({error.strerror}); check the name", code="missing") from None


def _parse(line: str, where: str, model: type[_Line]) -> _Line:
    try:
        return model.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "line"
        raise FormatError(f"{where}: {field}: {first['msg']}; see the form in docs/annotation.md") from None
