"""langextract, asked for the same facts: its prompt builder, its answers, its provider. It need not be there.

``pip install langextract==1.7.1`` goes first, then the project, in an environment of their own: pip warns that
google-genai wants an older tenacity than the project, which does not matter here, since nothing of it is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any, NamedTuple

from extractor.records import MARK_KINDS, Marks, NarrativeRequest

NAME = "langextract"
CLASSES = {"quantities": "quantity", "percentages": "percentage", "dates": "date", "blockers": "blocker"}


class Example(NamedTuple):
    """A narrative with its marks."""

    text: str
    marks: Marks


def installed() -> bool:
    """Whether it is in this environment."""
    return find_spec(NAME) is not None


def name() -> str:
    """What it is called, with its version."""
    return f"{NAME} {version(NAME)}"


def examples_of(examples: Iterable[Example]) -> list[Any]:
    """Its few-shot examples."""
    from langextract.data import ExampleData  # noqa: PLC0415 - a peer that need not be there

    return [ExampleData(text=one.text, extractions=extractions_of(one.marks)) for one in examples]


def extractions_of(marks: Marks) -> list[Any]:
    """Marks as it tells them: a class, words, and all that a mark says as attributes, which are strings."""
    from langextract.data import Extraction  # noqa: PLC0415 - a peer that need not be there

    found = [(mark.start, kind, mark) for kind in MARK_KINDS for mark in getattr(marks, kind)]
    return [
        Extraction(CLASSES[kind], mark.text, attributes=_attributes(mark.model_dump(mode="json", by_alias=True)))
        for _, kind, mark in sorted(found, key=lambda row: row[:2])
    ]


def _attributes(fields: Mapping[str, object]) -> dict[str, str]:
    left_out = {"text", "start", "end"}
    return {key: str(value) for key, value in fields.items() if key not in left_out and value not in {None, ""}}


def model_at(url: str, workers: int) -> Any:  # noqa: ANN401 - a peer that need not be there
    """Its provider for OpenAI's protocol, at `url`, so many requests at once."""
    from langextract.providers.openai import OpenAILanguageModel  # noqa: PLC0415 - a peer that need not be there

    return OpenAILanguageModel(model_id="painter", api_key="none", base_url=url, temperature=0.0, max_workers=workers)


def extract(requests: Sequence[NarrativeRequest], model: Any, workers: int, examples: Sequence[Example]) -> int:  # noqa: ANN401
    """How many words it places in the narratives.

    All narratives are one batch, so that no request waits for a slower one, and are cut into words by its tokenizer for
    scripts without spaces: by the usual one it places few words of Chinese.
    """
    from langextract import extract as extract_  # noqa: PLC0415 - a peer that need not be there
    from langextract.core.tokenizer import UnicodeTokenizer  # noqa: PLC0415
    from langextract.data import Document  # noqa: PLC0415

    found = extract_(
        [Document(one.narrative, document_id=one.id, additional_context=one.task) for one in requests],
        prompt_description="Extract.",
        examples=examples_of(examples),
        model=model,
        use_schema_constraints=False,
        batch_length=len(requests),
        max_workers=workers,
        show_progress=False,
        tokenizer=UnicodeTokenizer(),
    )
    return sum(one.char_interval is not None for document in found for one in document.extractions or ())


class Prompts:
    """Its prompts and answers for one description and its examples."""

    def __init__(self, description: str, examples: Iterable[Example]) -> None:
        from langextract.core.format_handler import FormatHandler  # noqa: PLC0415 - a peer that need not be there
        from langextract.prompting import PromptTemplateStructured, QAPromptGenerator  # noqa: PLC0415

        self._handler = FormatHandler(use_fences=False)
        template = PromptTemplateStructured(description=description, examples=examples_of(examples))
        self._generator = QAPromptGenerator(template, self._handler)

    def prompt(self, narrative: str, context: str) -> str:
        """What is sent about one narrative; `context` stands before the examples, as its additional context does."""
        return str(self._generator.render(narrative, additional_context=context))

    def answer(self, marks: Marks) -> str:
        """An answer in the form of its examples."""
        return str(self._handler.format_extraction_example(extractions_of(marks)))
