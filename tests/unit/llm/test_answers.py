"""One JSON object in what a model wrote, or a named reason why not."""

import json

import pytest

from extractor.llm import ModelFault
from extractor.llm.answers import DEEPEST, LONGEST, only_object

OBJECT = '{"a": 1}'


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (OBJECT, "bare"),
        (f" \n{OBJECT}\n ", "blanks around"),
        (f"```json\n{OBJECT}\n```", "fenced"),
        (f"```\n{OBJECT}\n```", "fenced without a language"),
        (f"结果：{OBJECT}。", "within a sentence"),
        (f"<think>hm {{}} hm</think>{OBJECT}", "after a thought that holds another object"),
        (f"<think>一</think>\n<think>二</think>{OBJECT}", "after two thoughts"),
        (f"so be it</think>{OBJECT}", "after a thought that the prompt opened"),
    ],
)
def test_one_object_is_found(text: str, why: str) -> None:
    """Exactly one object is found in any wrapping."""
    assert OBJECT == only_object(text), why


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "no_content"),
        (" \n\t", "no_content"),
        ("完工25个", "no_object"),
        ('"a"', "no_object"),
        ('{"a": 1', "no_object"),
        ('{"a": {"b": 1}, "c', "no_object"),
        ("{a: 1}", "no_object"),
        ("{'a': 1}", "no_object"),
        ('{"a": 1,}', "no_object"),
        (f"<think>{OBJECT}", "no_object"),
        (f"<think>{OBJECT}</think>", "no_object"),
        (f"{OBJECT}{OBJECT}", "many_objects"),
        (f"{OBJECT} or {OBJECT}", "many_objects"),
        (f"[{OBJECT}]", "many_objects"),
        (f"{OBJECT} }}", "many_objects"),
        ('{"a": 1, "a": 1}', "duplicate_key"),
        ('{"x": [{"a": 1, "\\u0061": 2}]}', "duplicate_key"),
        ('{"a": NaN}', "not_finite"),
        ('{"a": Infinity}', "not_finite"),
        ('{"a": -Infinity}', "not_finite"),
        ('{"a": 1e999}', "not_finite"),
        ('{"a": ' + "1" * 5000 + "}", "not_finite"),
        ('{"a": "\\u0000"}', "control"),
        ('{"a": "\\u001b[0m"}', "control"),
        ('{"\\u0000": 1}', "control"),
        ('{"a": "\0"}', "control"),
        ('{"a": "\\ud800"}', "surrogate"),
        ('{"a": "\\udc00\\ud800"}', "surrogate"),
        (f"\ud800{OBJECT}", "surrogate"),
        ('{"a":' * 100_000, "oversize"),
        ('{"a":' * 30_000, "too_deep"),
        ('{"a":' * (DEEPEST + 1) + "1" + "}" * (DEEPEST + 1), "too_deep"),
        (OBJECT + " " * LONGEST, "oversize"),
    ],
)
def test_anything_else_has_a_reason(text: str, code: str) -> None:
    """Every other text is a fault of content; what was written goes with it and into no message."""
    with pytest.raises(ModelFault) as raised:
        only_object(text)

    assert ("content", code) == (raised.value.fault, raised.value.code)
    assert text.encode("utf-8", "replace").decode() == raised.value.raw
    assert OBJECT not in str(raised.value)


def test_the_deepest_object_is_allowed() -> None:
    """As many levels as allowed are allowed."""
    text = '{"a":' * DEEPEST + "1" + "}" * DEEPEST

    assert text == only_object(text)


def test_ordinary_white_space_is_no_control() -> None:
    """Tabs and line breaks may stand in strings, escaped."""
    text = json.dumps({"a": "一\n二\t三"})

    assert text == only_object(text)
