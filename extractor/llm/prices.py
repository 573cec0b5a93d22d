"""What tokens cost, by a table the user keeps.

::

    [qwen-large]
    currency = "CNY"
    input = 2.4        # a million tokens
    cached = 0.6
    output = 9.6
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import Field, TypeAdapter, ValidationError

from ..errors import ConfigurationError
from ..records._base import Record

_MILLION = 1_000_000


class Price(Record):
    """The price of a model's tokens, a million of each kind."""

    currency: str
    input: float = Field(ge=0)
    """Tokens of the prompt that the endpoint had not seen before."""
    cached: float = Field(ge=0)
    """Those it had."""
    output: float = Field(ge=0)

    def cost(self, tokens_in: int, tokens_cached: int, tokens_out: int) -> float:
        """In `currency`; `tokens_in` includes the cached ones."""
        fresh = tokens_in - tokens_cached
        return (fresh * self.input + tokens_cached * self.cached + tokens_out * self.output) / _MILLION


_TABLE = TypeAdapter(dict[str, Price])


def load_prices(path: Path) -> dict[str, Price]:
    """The prices in a TOML file, by model; raises `ConfigurationError` naming what is wrong with it."""
    try:
        return _TABLE.validate_python(tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(f"{path}: the price table cannot be read ({error})") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ConfigurationError(
            f"{path}: {where}: {first['msg']}; a model needs currency, input, cached and output"
        ) from None
