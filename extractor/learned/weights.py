"""The file of weights: readable JSON with what it was trained on and how well it did, and no code."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from ..errors import FormatError, ReadError

FORMAT = 2
_SHIPPED = files(__package__) / "weights" / "weights.json"
_Finite = Annotated[float, Field(allow_inf_nan=False)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TrainedOn(_Part):
    """A file of labelled narratives."""

    name: str
    sha256: str
    narratives: int


class Classifier(_Part):
    """A linear model that tells one of several answers."""

    classes: tuple[str, ...] = Field(min_length=1)
    temperature: float = Field(gt=0)
    """What scores are divided by, so that the probabilities of unseen files are neither too sure nor too unsure."""
    weights: dict[str, tuple[_Finite, ...]]
    """By feature, one a class."""

    @model_validator(mode="after")
    def _one_weight_a_class(self) -> Self:
        wrong = next((name for name, row in self.weights.items() if len(row) != len(self.classes)), None)
        if wrong is not None:
            raise ValueError(f"feature {wrong!r} needs {len(self.classes)} weights")
        return self

    def probabilities(self, features: list[str]) -> dict[str, float]:
        """The probability of each class, 0 to 1; features that were not met in training count for nothing."""
        row_of = self.weights.get
        rows = [row for name in features if (row := row_of(name)) is not None]
        sums = [sum(column) for column in zip(*rows, strict=True)] if rows else [0.0] * len(self.classes)
        top = max(sums)
        parts = [math.exp((one - top) / self.temperature) for one in sums]
        total = sum(parts)
        return {name: part / total for name, part in zip(self.classes, parts, strict=True)}


class Ranker(_Part):
    """A linear model that tells which candidate is meant."""

    margin: float = Field(ge=0)
    """How much the best has to be ahead of the rules' own answer, in natural logarithms, to go before it."""
    weights: dict[str, _Finite]
    """By feature; ``way|context`` where it is about the way that a candidate came about."""

    @cached_property
    def by_way(self) -> Mapping[str, Mapping[str, float]]:
        """The weights of ways by way and context, so that no name has to be put together."""
        nested: dict[str, dict[str, float]] = {}
        for name, weight in self.weights.items():
            way, bar, what = name.partition("|")
            if bar:
                nested.setdefault(way, {})[what] = weight
        return nested

    @cached_property
    def by_shape(self) -> Mapping[str, Mapping[str, float]]:
        """The weights of shapes by what is looked at and what was seen, so that no name has to be put together."""
        nested: dict[str, dict[str, float]] = {"length": {}, "ways": {}, "head": {}, "tail": {}, "rules": {}}
        for name, weight in self.weights.items():
            looked, blank, seen = name.partition(" ")
            if blank and looked in nested and "|" not in name:
                nested[looked][seen] = weight
        return nested


class Weights(_Part):
    """Everything learned."""

    format: Literal[2]
    trained_on: tuple[TrainedOn, ...]
    data_sha256: str
    """Of the names and hashes of the files in `trained_on`."""
    feature_groups: tuple[str, ...]
    """Prefixes of the features' names."""
    scores: dict[str, dict[str, float]]
    """Full F1 and subject match, 0 to 1, of each engine on gold, which nothing was learned from."""
    quantity_role: Classifier
    percentage_kind: Classifier
    percentage_role: Classifier
    date_role: Classifier
    obstacle_clause: Classifier
    """Whether a clause states an obstacle, ``yes`` or ``no``."""
    blocker_category: Classifier
    subject_kept: Classifier
    """Whether the rules' subject is right, ``yes`` or ``no``."""
    subject: Ranker


def parse_weights(content: bytes, name: str) -> Weights:
    """The weights in `content`; raises `FormatError` naming the file and the field that is wrong."""
    try:
        return Weights.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "file"
        raise FormatError(f"{name}: {field}: {first['msg']}; make it anew with extractor eval train") from None


@cache
def load_weights(path: Path | None = None) -> Weights:
    """The weights at `path`, by default those that come with the package, read once.

    Raises `ReadError` where the file cannot be opened, `FormatError` where it breaks the form.
    """
    source = path or _SHIPPED
    try:
        content = source.read_bytes()
    except OSError as error:
        message = f"{source}: cannot be opened ({error.strerror}); make it with extractor eval train"
        raise ReadError(message, code="missing") from None
    return parse_weights(content, str(source))
