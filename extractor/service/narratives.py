"""Narratives that come one a line, outside any bulletin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from pydantic import ConfigDict, ValidationError

from ..errors import FormatError, ReadError
from ..pipeline import Labeller, attempt, extract_narrative, label_by_default, side_by_side
from ..records import Failure, NarrativeRequest, NarrativeResult


class _Line(NarrativeRequest):
    """A request line; fields it does not know, such as the labels of a gold line, are left alone."""

    model_config = ConfigDict(extra="ignore")


def parse_requests(path: Path) -> Iterator[NarrativeRequest | Failure]:
    """One request a line of the JSON Lines file `path`; a line that breaks the form gives a failure naming the field.

    Raises `ReadError` where the file cannot be opened, `FormatError` where it is not UTF-8.
    """
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _parse(line, f"{path}:{number}")
    except UnicodeDecodeError as error:
        raise FormatError(f"{path}: is not UTF-8 ({error.reason}); save it as UTF-8", code="encoding") from None
    except OSError as error:
        raise ReadError(f"{path}: cannot be opened ({error.strerror}); check the name", code="missing") from None


def _parse(line: str, where: str) -> NarrativeRequest | Failure:
    try:
        request = _Line.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]) or "line"
        message = f"{where}: {name}: {first['msg']}; a line needs id, narrative, anchor_date and task"
        return Failure(subject=where, stage="read", code="format", message=message)
    return NarrativeRequest.model_construct(**{name: getattr(request, name) for name in NarrativeRequest.model_fields})


def predict(
    requests: Iterable[NarrativeRequest | Failure], labeller: Labeller = label_by_default, *, workers: int = 1
) -> Iterator[NarrativeResult | Failure]:
    """The result of each request, `workers` at once, failures handed through in their place."""

    def extract(request: NarrativeRequest | Failure) -> NarrativeResult | Failure:
        if isinstance(request, Failure):
            return request
        return attempt(request.id, "extract", partial(extract_narrative, request, labeller))

    return side_by_side(extract, requests, workers)
