"""The answer's type is closed over one narrative."""

from __future__ import annotations

import json
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from extractor.mentions import reasons
from extractor.model_labelling import Answer, answer_model
from extractor.model_labelling.codes import codes
from extractor.records import DateRole, PercentageKind, PercentageRole, QuantityRole

from .asked import NARRATIVE, RIGHT, Narrative, changed


def _kind(answer: object, narrative: str = NARRATIVE) -> str:
    """The type of the first error of an answer."""
    raw = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
    with pytest.raises(ValidationError) as caught:
        answer_model().model_validate_json(raw, context=Narrative(narrative).sheet())
    return str(caught.value.errors()[0]["type"])


def _rows(*rows: str) -> dict[str, Any]:
    """The right answer with its first rows replaced."""
    return changed(n=[*rows, *RIGHT["n"][len(rows) :]])


def test_the_right_answer_passes() -> None:
    """An answer with each number once, fitting codes and true quotes is accepted."""
    answer_model().model_validate_json(json.dumps(RIGHT), context=Narrative().sheet())


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("1x:year", "a date that is none"),
        ("1p", "another role of dates"),
        ("1a:月底", "a date's subject is not needed, and does no harm"),
    ],
)
def test_a_row_of_a_date_passes(row: str, why: str) -> None:
    """Each of these rows is accepted."""
    assert why
    answer_model().model_validate_json(json.dumps(_rows(row)), context=Narrative().sheet())


@pytest.mark.parametrize(
    ("answer", "kind", "why"),
    [
        (changed(n=RIGHT["n"][:-1]), "ids", "a number is missing"),
        (changed(n=[*RIGHT["n"], "5p:换热站"]), "ids", "a number stands twice"),
        (changed(n=[*RIGHT["n"], "6p:换热站"]), "ids", "a foreign number"),
        (changed(n=[*RIGHT["n"], "17a:换热站"]), "ids", "a number of another narrative"),
        (changed(n=[]), "ids", "no number at all"),
        (_rows("01a"), "form", "a leading zero"),
        (_rows("1"), "form", "no code"),
        (_rows("１a"), "form", "a full-width digit"),
        (_rows("1 a"), "form", "white space in a row"),
        (_rows("a1"), "form", "code before number"),
        (_rows("-1a"), "form", "a sign"),
        (_rows("99999999999999999999a"), "form", "a number of many digits"),
        (_rows("1z"), "codes", "an unknown code"),
        (_rows("1ca"), "codes", "a percentage's code for a date"),
        (_rows("1a", "2ca:换热站"), "codes", "a percentage's code for a quantity"),
        (_rows("1a", "2a:换热站", "3a:完成投资", "4a:计划投资"), "codes", "a quantity's code for a percentage"),
        (_rows("1x"), "codes", "a refusal without a reason"),
        (_rows("1x:因为"), "codes", "a refusal with a reason of its own"),
        (changed(b=[{"t": "因资金未拨付", "c": "funding", "h": True}]), "quotes", "an invented quote"),
        (changed(b=[{"t": "其余9座因资金未到位", "c": "funding", "h": True}]), "quotes", "a changed digit"),
        (changed(b=[{"t": "换热站因资金未到位", "c": "funding", "h": True}]), "quotes", "a stitched quote"),
        (changed(b=[*RIGHT["b"], *RIGHT["b"]]), "quotes", "one obstacle twice"),
        (changed(b=[{"t": "", "c": "funding", "h": True}]), "quotes", "an empty quote"),
        (changed(b=[{"t": "，", "c": "funding", "h": True}]), "quotes", "punctuation alone"),
        (changed(b=[{"t": "因资金未到位", "c": "money", "h": True}]), "literal_error", "an unknown category"),
        (changed(b=[{"t": "因资金未到位", "c": "funding", "h": 1}]), "bool_type", "a number for true"),
        (changed(b=[{"t": "因资金未到位", "c": "funding"}]), "missing", "a field is missing"),
        (changed(m=[{"t": "20座", "r": "t:换热站"}]), "missed", "the task's number"),
        (changed(m=[{"t": "12座", "r": "t:换热站"}]), "missed", "a number that is numbered"),
        (changed(m=[{"t": "2座", "r": "t:换热站"}]), "missed", "part of a number"),
        (changed(m=[{"t": "换热站", "r": "t:换热站"}]), "missed", "no number"),
        (changed(m=[{"t": "", "r": "t:换热站"}]), "missed", "nothing"),
        (changed(value=40), "extra_forbidden", "a key more"),
        (changed(b=[{**RIGHT["b"][0], "confidence": 1.0}]), "extra_forbidden", "a key more in an obstacle"),
        (changed(n=[1, 2, 3, 4, 5]), "string_type", "numbers for rows"),
        (changed(n=None), "tuple_type", "null"),
        ({"n": RIGHT["n"], "b": []}, "missing", "a key less"),
        ('{"n": NaN, "b": [], "m": []}', "tuple_type", "not a number"),
        ('{"n": Infinity, "b": [], "m": []}', "tuple_type", "no number of JSON"),
        ('{"n": ["1a"', "json_invalid", "cut off"),
        ("[]", "model_type", "no object"),
        ('{"n":["1a\\u0000"],"b":[],"m":[]}', "form", "a control character"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(answer: object, kind: str, why: str) -> None:
    """Each of these answers is refused for what is wrong with it."""
    assert why
    assert kind == _kind(answer)


def test_an_error_repeats_nothing_of_the_answer() -> None:
    """The message of a narrative's own check has no word of the answer or the text."""
    with pytest.raises(ValidationError) as caught:
        answer_model().model_validate_json(json.dumps(changed(n=["秘密"])), context=Narrative().sheet())
    assert "the answer does not fit the narrative" == caught.value.errors()[0]["msg"]


def test_the_schema_is_the_same_for_every_narrative() -> None:
    """The JSON Schema is that of the form, so an endpoint compiles and caches it once."""
    assert Answer.model_json_schema() == answer_model().model_json_schema()
    assert (answer_model(), "Answer") == (answer_model(), answer_model().__name__)


def test_an_answer_without_its_narrative_is_never_accepted() -> None:
    """Where nobody says which narrative an answer is about, nothing can be held against it."""
    with pytest.raises(TypeError, match="sheet of its narrative"):
        answer_model().model_validate_json(json.dumps(RIGHT))


def test_the_schema_uses_only_what_every_endpoint_knows() -> None:
    """Objects, arrays and strings of one type, enums and booleans: no references, tuples or unions; all required."""
    known = {"type", "properties", "required", "additionalProperties", "items", "enum"}

    def check(schema: dict[str, Any]) -> None:
        assert set(schema) <= known
        if schema["type"] == "object":
            assert schema["additionalProperties"] is False
            assert list(schema["properties"]) == schema["required"]
            for field in schema["properties"].values():
                check(field)
        elif schema["type"] == "array":
            check(schema["items"])
        else:
            assert schema["type"] in ("string", "boolean")

    schema = Answer.model_json_schema()

    assert schema.pop("title") == "Answer"
    check(schema)


def test_codes_stand_for_every_role_and_kind() -> None:
    """Every value of docs/annotation.md has just one code, and a reason for refusal is one of few words."""
    known = codes()
    assert sorted(get_args(QuantityRole)) == sorted(known.quantity.values())
    assert sorted(get_args(DateRole)) == sorted(known.date.values())
    expected = sorted((kind, role) for kind in get_args(PercentageKind) for role in get_args(PercentageRole))
    assert expected == sorted(known.percentage.values())
    assert all(known.refusal not in getattr(known, kind) for kind in ("quantity", "percentage", "date"))
    assert {"ordinal", "name", "year"} <= known.reasons & set(reasons())
