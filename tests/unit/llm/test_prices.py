"""What tokens cost."""

from pathlib import Path

import pytest

from extractor.errors import ConfigurationError
from extractor.llm.prices import Price, load_prices

TABLE = '[umber]\ncurrency = "CNY"\ninput = 2\ncached = 0.5\noutput = 8\n'


def test_cached_tokens_are_part_of_those_in() -> None:
    """A million in, of which 400,000 cached, and 100,000 out."""
    price = Price(currency="CNY", input=2, cached=0.5, output=8)

    assert price.cost(1_000_000, 400_000, 100_000) == pytest.approx(1.2 + 0.2 + 0.8)


def test_a_table() -> None:
    """One entry a model."""
    Path("prices.toml").write_text(TABLE, "utf-8")

    assert {"umber": Price(currency="CNY", input=2, cached=0.5, output=8)} == load_prices(Path("prices.toml"))


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (TABLE.replace("output = 8\n", ""), "umber.output"),
        (TABLE.replace("= 2", "= -2"), "umber.input"),
        ("umber = 1", "umber"),
        ("[umber", "cannot be read"),
    ],
)
def test_a_table_that_is_wrong(table: str, said: str) -> None:
    """The message names the place."""
    Path("prices.toml").write_text(table, "utf-8")
    with pytest.raises(ConfigurationError, match=said):
        load_prices(Path("prices.toml"))


def test_no_table() -> None:
    """A table that is named must be there."""
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_prices(Path("none.toml"))
