"""Tokens of prompts and answers: ours, the same task asked as JSON with every field spelled out, and langextract's.

All three tell the same roles, kinds and categories in the same words, with the same worked examples, and are asked
about the same narratives, those of gold. Answers are those of a model that is right in everything. langextract's prompt
is made by its own prompt builder, its answers by its own formatter, indented as in its examples and, for another row,
as short as JSON can be; each narrative is one chunk, since a second one would repeat the prompt. Its template puts what
is told beside a narrative before the examples, so that an endpoint cannot keep those from one prompt to the next. What
an endpoint adds to mark the turns, and the JSON Schema where one is sent beside the prompt, is not counted.

*shared* is what all prompts begin with, *own* the rest.

Tokens are those of o200k_base, by bpe-openai, which brings the vocabulary along (``pip install bpe-openai``), or by
tiktoken where it has it at hand; without either, characters and bytes of UTF-8 stand in their place. How to have
langextract is told in `benchmarks.peer`; without it its rows are missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from eval.gold import load_gold
from extractor.model_labelling.visible import numbered, show

from . import peer
from .answers import ledger_of
from .forms import dense_examples, free_json, langextract, ours

GOLD = Path(__file__).parents[1] / "gold"
Count = Callable[[str], int]


def counters() -> dict[str, Count]:
    """What is counted, by name."""
    try:
        import bpe_openai  # noqa: PLC0415 - an optional vocabulary

        vocabulary = bpe_openai.get_encoding("o200k_base")
        return {"tokens of o200k_base": lambda text: len(vocabulary.encode(text))}
    except ImportError:
        pass
    try:
        import tiktoken  # noqa: PLC0415 - an optional vocabulary

        encoding = tiktoken.get_encoding("o200k_base")
        return {"tokens of o200k_base": lambda text: len(encoding.encode(text))}
    except Exception:  # noqa: BLE001 - it fetches what it lacks, and fails in many ways where it cannot
        return {"characters": len, "bytes of UTF-8": lambda text: len(text.encode())}


def common(texts: Iterable[str]) -> str:
    """What all of them begin with, which an endpoint can keep."""
    first, *others = sorted(texts)
    last = others[-1] if others else first
    return first[
        : next((at for at, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), len(first))
    ]


def overhead(texts: Iterable[tuple[str, str]], count: Count) -> float:
    """How much longer texts become by numbering their mentions."""
    pairs = [(count(plain), count(marked)) for plain, marked in texts]
    return sum(marked for _, marked in pairs) / sum(plain for plain, _ in pairs) - 1


def main() -> None:
    """Prints the figures."""
    lines = load_gold(GOLD).lines
    forms = [ours("label"), ours("label-compact"), free_json(), *(langextract() if peer.installed() else [])]
    plain = [(line.narrative, numbered(show(line.narrative), ledger_of(line).mentions)) for line in lines]
    for name, count in counters().items():
        print(f"{name}, mean of {len(lines)} narratives")
        print(f"{'':32}{'prompt':>9}{'shared':>9}{'own':>9}{'answer':>9}{'own + answer':>14}")
        for form in forms:
            prompts, answers = [form.prompt(line) for line in lines], [form.answer(line) for line in lines]
            prompt, shared = sum(map(count, prompts)) / len(lines), count(common(prompts))
            answer = sum(map(count, answers)) / len(lines)
            own = prompt - shared
            print(f"{form.name:32}{prompt:9,.0f}{shared:9,}{own:9,.0f}{answer:9,.0f}{own + answer:14,.0f}")
        print(f"numbering lengthens the narratives by {overhead(plain, count):.1%},", end=" ")
        print(f"those of the prompt's examples, which are dense, by {overhead(dense_examples(), count):.1%}")
    if not peer.installed():
        print(f"{peer.NAME} is not installed; its rows are missing")


if __name__ == "__main__":
    main()
