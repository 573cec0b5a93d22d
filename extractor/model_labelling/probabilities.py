"""How strongly a model favours its answers: the probability of each code among those it could have given."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from itertools import accumulate
from typing import Final, NamedTuple

from ..llm import TokenProbability

UNKNOWN: Final = 0.9
"""Score of an answer whose probability the endpoint does not tell."""

_ROW = re.compile(r'(?<!\\)"([1-9][0-9]{0,3})([a-z]{1,2})[:"]')
_CATEGORY = re.compile(r'"c"\s*:\s*"([a-z_]+)"')
_HALTED = re.compile(r'"h"\s*:\s*(true|false)')


class Scores(NamedTuple):
    """Probabilities of the codes of one answer."""

    numbers: dict[int, float]
    """By number of the mention, from 1."""
    obstacles: tuple[float, ...]
    """In the order of the answer."""


class _Stream:
    """The tokens of an answer with the text they make."""

    def __init__(self, tokens: tuple[TokenProbability, ...]) -> None:
        self.tokens = tokens
        self.text = "".join(token.token for token in tokens)
        self.starts = [0, *accumulate(len(token.token) for token in tokens)][:-1]

    def probability(self, start: int, chosen: str, legal: Collection[str]) -> float:
        """Probability of `chosen`, which stands at `start`, among `legal`; of its tokens, the product."""
        probability = 1.0
        done = 0
        while done < len(chosen):
            at = bisect_right(self.starts, start + done) - 1
            probability *= self._share(at, start + done - self.starts[at], chosen[:done], legal)
            done = self.starts[at] + len(self.tokens[at].token) - start
        return probability

    def _share(self, at: int, skip: int, before: str, legal: Collection[str]) -> float:
        """The share of token `at` among the tokens that go on, after `skip` characters, to a legal answer."""
        token = self.tokens[at]
        lead = token.token[:skip]
        rivals = {token.token: token.probability}
        for words, probability in token.alternatives:
            rest = before + words[skip:]
            if words.startswith(lead) and any(one.startswith(rest) or rest.startswith(one) for one in legal):
                rivals.setdefault(words, probability)
        total = sum(rivals.values())
        return token.probability / total if total > 0 else 0.0


def scores(
    tokens: tuple[TokenProbability, ...], legal: dict[int, frozenset[str]], categories: Collection[str]
) -> Scores:
    """The probabilities that `tokens` tell; `legal` has the codes each number could have been given."""
    stream = _Stream(tokens)
    numbers = {
        int(row[1]): stream.probability(row.start(2), row[2], legal[int(row[1])])
        for row in _ROW.finditer(stream.text)
        if int(row[1]) in legal
    }
    return Scores(numbers, tuple(_obstacles(stream, categories)))


def _obstacles(stream: _Stream, categories: Collection[str]) -> Iterator[float]:
    named = _CATEGORY.finditer(stream.text)
    halted = _HALTED.finditer(stream.text)
    for category, halt in zip(named, halted, strict=False):
        yield stream.probability(category.start(1), category[1], categories) * stream.probability(
            halt.start(1), halt[1], ("true", "false")
        )
