"""Word boundaries, for cutting a phrase to length."""

from __future__ import annotations

import logging
import tempfile
from functools import cache, lru_cache

import jieba


@cache
def _tokenizer() -> jieba.Tokenizer:
    """jieba with its dictionary loaded, silent, its cache in the temporary directory."""
    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = tempfile.gettempdir()
    tokenizer.initialize()
    return tokenizer


@lru_cache(maxsize=4096)
def trim(phrase: str, longest: int) -> str:
    """The end of `phrase`, at most `longest` characters, cut between words where one ends there."""
    if len(phrase) <= longest:
        return phrase
    kept = ""
    for word in reversed(_tokenizer().lcut(phrase[-2 * longest :], HMM=False)):
        if kept and len(kept) + len(word) > longest:
            break
        kept = word + kept
    return kept[-longest:]
