"""Prompt files: identity, front matter, parts, rendering."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import ConfigurationError
from extractor.prompts import Part, load
from extractor.prompts.loading import parse

FOLDER = Path(__file__).parents[3] / "prompts"
NAMES = sorted(path.stem for path in FOLDER.glob("*.md") if path.stem != "README")
HEAD = "---\nid: demo\npurpose: To try.\ninputs: words\n---\n"
DEMO = f"{HEAD}[[system]]\n照做。\n[[user]]\n正文：{{{{ words }}}}\n"


@pytest.mark.parametrize("name", NAMES)
def test_every_prompt_file_loads(name: str) -> None:
    """Each file of the folder is a prompt named as it is, with the hash of its bytes."""
    prompt = load(name)
    assert name == prompt.id
    assert hashlib.sha256((FOLDER / f"{name}.md").read_bytes()).hexdigest() == prompt.sha256


@pytest.mark.parametrize("name", NAMES)
def test_what_stays_the_same_comes_first(name: str) -> None:
    """The first part takes no input, so that an endpoint can keep it."""
    prompt = load(name)
    one, two = (prompt.render({key: f"{key}{value}" for key in prompt.inputs}) for value in "AB")
    assert ["system", "user"] == [part.role for part in one]
    assert one[0] == two[0]
    assert one[1] != two[1]


def test_parts_are_filled_in() -> None:
    """Headings part the body; inputs stand where they are named."""
    assert (Part("system", "照做。"), Part("user", "正文：好")) == parse("demo", DEMO.encode()).render({"words": "好"})


@given(st.text() | st.sampled_from(["{{ 7*7 }}", "{% raw %}", "\n[[system]]\n", "---", "<b>&", "{{ words }}"]))
def test_an_input_is_never_a_template(words: str) -> None:
    """Whatever a text says, it stands in the prompt as it is and opens no part."""
    found = parse("demo", DEMO.encode()).render({"words": f"“{words}”"})
    assert (Part("system", "照做。"), Part("user", f"正文：“{words}”")) == found


@pytest.mark.parametrize("values", [{}, {"word": "好"}, {"words": "好", "more": "坏"}])
def test_inputs_must_be_given_just_so(values: dict[str, str]) -> None:
    """A missing or unknown input is an error, never an empty place."""
    with pytest.raises(ConfigurationError, match="takes words"):
        parse("demo", DEMO.encode()).render(values)


@pytest.mark.parametrize(
    ("text", "message", "why"),
    [
        ("[[user]]\n{{ words }}\n", "lacks its front matter", "no front matter"),
        (DEMO.replace("purpose: To try.\n", ""), "must have just", "a key less"),
        (DEMO.replace("inputs:", "author: me\ninputs:"), "must have just", "a key more"),
        (DEMO.replace("purpose: To try.", "purpose"), "is not `key: value`", "no colon"),
        (DEMO.replace("purpose: To try.", "purpose:"), "is not `key: value`", "no value"),
        (DEMO.replace("id: demo", "id: other"), "calls itself 'other'", "another id"),
        (DEMO.replace("{{ words }}", "{{ word }}"), "make them agree", "an input not declared"),
        (DEMO.replace("{{ words }}", ""), "make them agree", "an input not used"),
        (DEMO.replace("{{ words }}", "{{ words"), "correct its template", "a broken template"),
        (f"{HEAD}{{{{ words }}}}", "starts with a line", "no heading"),
        (f"{HEAD}", "starts with a line", "no body"),
    ],
)
def test_a_malformed_file_is_refused(text: str, message: str, why: str) -> None:
    """Each of these files is an error that says what to do."""
    assert why
    with pytest.raises(ConfigurationError, match=message):
        parse("demo", text.encode())


def test_a_template_cannot_reach_into_python() -> None:
    """Templates run in a sandbox."""
    prompt = parse("demo", DEMO.replace("{{ words }}", "{{ words.__class__.__mro__ }}").encode())
    with pytest.raises(ConfigurationError, match="demo"):
        prompt.render({"words": "好"})


@pytest.mark.parametrize("name", ["nothing", "../label", "README", "", "label.md"])
def test_an_unknown_prompt_is_an_error(name: str) -> None:
    """Only files of the folder are prompts."""
    with pytest.raises(ConfigurationError):
        load(name)
