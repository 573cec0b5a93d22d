"""Telling how an answer breaks its form without repeating a word of it."""

from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, ValidationError

from extractor.openai_model.forms import breaches, parameters_for, shape_of


class Part(BaseModel):
    """An inner object."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["a", "b"]


class Whole(BaseModel):
    """A form with parts."""

    model_config = ConfigDict(extra="forbid")

    parts: list[Part]
    by_name: dict[str, Part]


class Leaky(BaseModel):
    """A form with a part that takes anything."""

    model_config = ConfigDict(extra="forbid")

    class Inner(BaseModel):
        """Takes anything."""

        kind: str

    inner: Inner


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"parts": [{"kind": "密语"}], "by_name": {}}', "parts.0.kind: literal_error"),
        ('{"parts": [], "by_name": {}, "密语": 1}', "*: extra_forbidden"),
        ('{"parts": [], "by_name": {"密语": {"kind": "密语"}}}', "by_name.*.kind: literal_error"),
        ('{"parts": 3}', "parts: list_type; by_name: missing"),
        ("[]", "*: model_type"),
        (
            '{"parts": [{}, {}, {}, {}], "by_name": {}}',
            "parts.0.kind: missing; parts.1.kind: missing; parts.2.kind: missing; 1 more",
        ),
    ],
)
def test_a_breach_is_told_by_place_and_kind(text: str, told: str) -> None:
    """Names of fields are ours and may be told; names that the answer made up may not."""
    with pytest.raises(ValidationError) as raised:
        Whole.model_validate_json(text, strict=True)

    assert told == breaches(raised.value, Whole)


def test_a_form_must_be_closed_at_every_level() -> None:
    """An inner object that takes unknown fields is found."""
    with pytest.raises(ValueError, match="Leaky"):
        shape_of(Leaky)


def test_strictness_of_one_request_does_not_leak_into_another() -> None:
    """The same form can be asked for strictly and not."""
    strict = parameters_for(Part, "tools", strict=True)
    loose = parameters_for(Part, "tools", strict=False)

    assert [True, None] == [form["tools"][0]["function"].get("strict") for form in (strict, loose)]
