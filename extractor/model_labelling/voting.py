"""Answers about one narrative, put to the vote.

A mention's label, kind and role together, is what most answers say; its subject what most of those say. An obstacle is
one that more than half of the answers state: words that overlap, of one category. Where votes are even the earliest
answer decides. So every label taken was given, subject and all, by one answer at least, and one answer alone is taken
as it stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar, get_args

from ..llm import TokenProbability
from ..records import BlockerCategory
from ..spans import Span
from .codes import codes
from .probabilities import scores
from .reading import Reading, Stated, Verdict

Said = TypeVar("Said", Verdict, Stated)
_Value = TypeVar("_Value")

_CATEGORIES = frozenset(get_args(BlockerCategory))


class Vote(NamedTuple, Generic[Said]):
    """What one answer says of a mention or obstacle."""

    said: Said
    probability: float | None
    """Of its letters among those that could stand there; None where the endpoint tells none."""


class Ballot(NamedTuple):
    """All that one answer says."""

    verdicts: tuple[Vote[Verdict], ...]
    """One for each mention of the ledger, in order."""
    missed: tuple[Vote[Verdict], ...]
    obstacles: tuple[Vote[Stated], ...]

    @property
    def told(self) -> bool:
        """Whether the endpoint told any probability."""
        probabilities = [*(vote.probability for vote in self.verdicts), *(vote.probability for vote in self.obstacles)]
        return any(one is not None for one in probabilities)


class Elected(NamedTuple, Generic[Said]):
    """What is taken, and how the answers stand to it."""

    said: Said
    votes: float
    """Share of the answers that say so, above 0 and at most 1."""
    probability: float | None
    """Mean over the answers that say so and whose endpoint tells."""


class Tally(NamedTuple):
    """The outcome of a vote."""

    verdicts: tuple[Elected[Verdict], ...]
    """One for each mention of the ledger, in order."""
    missed: tuple[Elected[Verdict], ...]
    obstacles: tuple[Elected[Stated], ...]
    """In no order; they never overlap."""


def ballot_of(reading: Reading, tokens: tuple[TokenProbability, ...]) -> Ballot:
    """An answer as a ballot, with the probabilities that its tokens tell."""
    known = codes()
    legal = {number: known.legal(verdict.mention.kind) for number, verdict in enumerate(reading.verdicts, 1)}
    told = scores(tokens, legal, _CATEGORIES)
    whole = len(told.obstacles) == len(reading.obstacles)
    return Ballot(
        verdicts=tuple(Vote(said, told.numbers.get(number)) for number, said in enumerate(reading.verdicts, 1)),
        missed=tuple(Vote(said, None) for said in reading.missed),
        obstacles=tuple(Vote(said, told.obstacles[at] if whole else None) for at, said in enumerate(reading.obstacles)),
    )


def count(ballots: Sequence[Ballot]) -> Tally:
    """The outcome of one ballot or more, the first of which decides where votes are even."""
    among = len(ballots)
    columns = zip(*(ballot.verdicts for ballot in ballots), strict=True)
    return Tally(
        verdicts=tuple(_verdict(votes, among) for votes in columns),
        missed=tuple(_missed(ballots)),
        obstacles=tuple(_obstacles(ballots)),
    )


def _verdict(votes: Sequence[Vote[Verdict]], among: int) -> Elected[Verdict]:
    code = _favourite(vote.said.code for vote in votes)
    agreeing = [vote for vote in votes if vote.said.code == code]
    words = _favourite((vote.said.subject, vote.said.reason) for vote in agreeing)
    said = next(vote.said for vote in agreeing if (vote.said.subject, vote.said.reason) == words)
    return Elected(said, len(agreeing) / among, _mean(agreeing))


def _missed(ballots: Sequence[Ballot]) -> Iterator[Elected[Verdict]]:
    groups: dict[Span, dict[int, Vote[Verdict]]] = {}
    for number, ballot in enumerate(ballots):
        for vote in ballot.missed:
            groups.setdefault(vote.said.mention.span, {})[number] = vote
    taken: list[Span] = []
    for group in _carried(groups.values(), len(ballots)):
        elected = _verdict(tuple(group.values()), len(ballots))
        span = elected.said.mention.span
        if not _touches(span, taken):
            taken.append(span)
            yield elected


def _obstacles(ballots: Sequence[Ballot]) -> Iterator[Elected[Stated]]:
    taken: list[Span] = []
    for group in _carried(_alike(ballots), len(ballots)):
        votes = tuple(group.values())
        spans = [vote.said.span for vote in votes if not _touches(vote.said.span, taken)]
        if not spans:
            continue
        taken.append(_favourite(spans))
        halted = _favourite(vote.said.halted for vote in votes)
        stated = Stated(taken[-1], votes[0].said.category, halted)
        yield Elected(stated, len(votes) / len(ballots), _mean(votes))


def _alike(ballots: Sequence[Ballot]) -> list[dict[int, Vote[Stated]]]:
    """Votes for one obstacle, by the number of their ballot, which has one vote in each group at most."""
    groups: list[dict[int, Vote[Stated]]] = []
    for number, ballot in enumerate(ballots):
        for vote in ballot.obstacles:
            found = (one for one in groups if number not in one and any(_same(vote, other) for other in one.values()))
            group = next(found, None)
            if group is None:
                groups.append({number: vote})
            else:
                group[number] = vote
    return groups


def _same(one: Vote[Stated], other: Vote[Stated]) -> bool:
    return one.said.category == other.said.category and one.said.span.overlaps(other.said.span)


def _carried(groups: Iterable[Mapping[int, Vote[Said]]], among: int) -> list[Mapping[int, Vote[Said]]]:
    """Groups that more than half of the ballots are in, or half with the first; those of most votes first."""
    carried = [group for group in groups if 2 * len(group) > among or (2 * len(group) == among and 0 in group)]
    return sorted(carried, key=len, reverse=True)


def _favourite(values: Iterable[_Value]) -> _Value:
    """What occurs most often, the first such where several do."""
    return Counter(values).most_common(1)[0][0]


def _mean(votes: Sequence[Vote[Said]]) -> float | None:
    told = [vote.probability for vote in votes if vote.probability is not None]
    return sum(told) / len(told) if told else None


def _touches(span: Span, others: Iterable[Span]) -> bool:
    return any(span.overlaps(other) for other in others)
