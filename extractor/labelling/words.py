"""Word boundaries, for cutting a phrase to length."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from importlib import import_module


@cache
def _cutter() -> Callable[[str], list[str]]:
    """Cut a phrase into words by jieba, which is loaded at first use because that takes a second.

    It is kept silent; its cache stands in the temporary directory.
    """
    jieba = import_module("jieba")
    jieba.setLogLevel("ERROR")
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()

    def cut(phrase: str) -> list[str]:
        return list(tokenizer.lcut(phrase, HMM=False))

    return cut


@lru_cache(maxsize=4096)
def trim(phrase: str, longest: int) -> str:
    """The end of `phrase`, at most `longest` characters, cut between words where one ends there."""
    if len(phrase) <= longest:
        return phrase
    kept = ""
    for word in reversed(_cutter()(phrase[-2 * longest :])):
        if kept and len(kept) + len(word) > longest:
            break
        kept = word + kept
    return kept[-longest:]
