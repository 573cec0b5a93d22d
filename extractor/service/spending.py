"""What asking a model costs: told before, held to a limit, and told after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from ..errors import ConfigurationError
from ..llm import ChatAnswer, ChatModel, ChatRequest, ModelFault, request_key
from ..llm.prices import Price, load_prices
from ..pipeline import Labeller, extract_items, open_bulletin
from ..records import Failure, Skip
from ..settings import Settings
from ..store import AskingLog, Spent
from .intake import documents

_ASCII_IN_A_TOKEN = 3


def price_of(settings: Settings) -> Price | None:
    """The price of the model that the settings name, where their table has one."""
    if settings.prices is None or settings.model is None:
        return None
    return load_prices(settings.prices).get(settings.model)


def cost_of(spent: Spent, price: Price) -> float:
    """What was spent, of which the endpoint told the tokens."""
    return price.cost(spent.tokens_in, spent.tokens_cached, spent.tokens_out)


class LimitedModel:
    """A `ChatModel` that asks another one until so much has been spent.

    What is under way when the limit is reached is paid for: the limit may be passed by as many requests as run at once.
    """

    def __init__(self, model: ChatModel, log: AskingLog, price: Price, limit: float, since: datetime) -> None:
        self._model = model
        self._log = log
        self._price = price
        self._limit = limit
        self._since = since

    @property
    def identity(self) -> str:
        """That of the model asked."""
        return self._model.identity

    def complete(self, request: ChatRequest) -> ChatAnswer:
        """The other model's answer; raises `ModelFault` where the limit is reached or cannot be kept."""
        spent = self._log.spent(self._since)
        if spent.unknown:
            raise ModelFault(
                "the endpoint does not tell the tokens it takes, so that no limit can be kept; run without --max-cost",
                "permanent",
                code="cost",
            )
        if cost_of(spent, self._price) >= self._limit:
            raise ModelFault(
                f"the limit of {self._limit} {self._price.currency} is spent; raise --max-cost and run again:"
                " what was answered is not asked again",
                "permanent",
                code="cost",
            )
        return self._model.complete(request)


def limited(model: ChatModel, log: AskingLog, settings: Settings, limit: float | None, since: datetime) -> ChatModel:
    """`model` held to a `limit` of what is spent `since` then, where there is one.

    Raises `ConfigurationError` where its price is not known.
    """
    if limit is None:
        return model
    price = price_of(settings)
    if price is None:
        raise ConfigurationError(
            f"no price is known for {settings.model!r}, so that --max-cost cannot be kept; "
            "write it into a table and name that with EXTRACTOR_PRICES"
        )
    return LimitedModel(model, log, price, limit, since)


class Estimate(NamedTuple):
    """What a run would ask; tokens are upper estimates, for only the endpoint can count them."""

    narratives: int
    """Those that would be asked about."""
    answered: int
    """Those answered already, as often as wanted."""
    requests: int
    """What would be sent: one for each answer wanted that is not there yet."""
    tokens_in: int
    tokens_out: int
    """If each answer were as long as it may be."""
    failures: tuple[Failure, ...] = ()
    """Documents that cannot be used."""


@dataclass
class Appraiser:
    """A `ChatModel` that never answers and counts what it is asked, by one thread."""

    identity: str
    log: AskingLog
    asked: int = 0
    answered: int = 0
    tokens_in: int = 0
    tokens_out: int = 0

    def complete(self, request: ChatRequest) -> ChatAnswer:
        """Always raises `ModelFault`."""
        if self.log.answer(request_key(request, self.identity), request) is not None:
            self.answered += 1
        else:
            self.asked += 1
            self.tokens_in += sum(estimated_tokens(message.content) for message in request.messages)
            self.tokens_out += request.max_tokens
        raise ModelFault("nothing is asked in a dry run", "permanent", code="dry_run")


def estimated_tokens(text: str) -> int:
    """An upper estimate of the tokens of `text`: one for each character beyond ASCII, one for three within."""
    ascii_characters = sum(character.isascii() for character in text)
    return len(text) - ascii_characters + -(-ascii_characters // _ASCII_IN_A_TOKEN)


def appraise(paths: Iterable[Path], labeller: Labeller, appraiser: Appraiser, anchor_date: date | None) -> Estimate:
    """What a run over `paths` would ask; `labeller` asks `appraiser`."""
    failures: list[Failure] = []
    narratives = answered = 0
    for document in dict.fromkeys(documents(paths)):
        if isinstance(document, Skip):
            continue
        bulletin = open_bulletin(document.path)
        if isinstance(bulletin, Failure):
            failures.append(bulletin)
            continue
        before = appraiser.asked, appraiser.answered
        for _ in extract_items(bulletin, anchor_date or bulletin.issue_date, labeller):
            narratives += appraiser.asked > before[0]
            answered += appraiser.asked == before[0] and appraiser.answered > before[1]
            before = appraiser.asked, appraiser.answered
    return Estimate(
        narratives=narratives,
        answered=answered,
        requests=appraiser.asked,
        tokens_in=appraiser.tokens_in,
        tokens_out=appraiser.tokens_out,
        failures=tuple(failures),
    )
