"""Tokens: made, found, revoked; never kept in the clear."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from extractor.errors import ConfigurationError
from extractor.store import SCOPES, Store
from extractor.store.database import address_of, connect


def test_a_token_is_found_by_its_words_alone(store: Store) -> None:
    """The words that were shown lead to name and scopes; any others lead nowhere."""
    secret = store.tokens.create("intake", ["read", "extract"])
    found = store.tokens.find(secret)

    assert found
    assert ("intake", frozenset({"extract", "read"}), None) == (found.name, found.scopes, found.revoked)
    assert [None] * 4 == [store.tokens.find(words) for words in ("", secret[:-1], f"{secret} ", "intake")]


def test_words_that_no_database_takes_are_no_token(store: Store) -> None:
    """A lone surrogate or a NUL is looked for like anything else."""
    assert [None, None] == [store.tokens.find(words) for words in ("\ud800", "\x00")]


def test_the_words_are_not_kept(store: Store, address: str) -> None:
    """No column of the table has them, so that who reads the store cannot use the service."""
    secret = store.tokens.create("intake", ["read"])
    engine = connect(address_of(address))
    with engine.connect() as connection:
        kept = [str(value) for row in connection.execute(text("SELECT * FROM tokens")) for value in row]
    engine.dispose()

    assert "intake" in kept
    assert [] == [value for value in kept if secret in value or secret.removeprefix("bxt_") in value]


def test_a_scope_opens_itself_and_admin_opens_all(store: Store) -> None:
    """No scope opens what another one does; admin opens all."""
    opened = {}
    for scope in SCOPES:
        token = store.tokens.find(store.tokens.create(scope, [scope]))
        assert token
        opened[scope] = [each for each in SCOPES if token.allows(each)]

    assert {"admin": list(SCOPES), **{scope: [scope] for scope in SCOPES if scope != "admin"}} == opened


def test_a_revoked_token_opens_nothing(store: Store) -> None:
    """It is still known, which tells it apart from words that were never a token; its name stays taken."""
    secret = store.tokens.create("intake", ["admin"])
    valid = store.tokens.any_valid()
    store.tokens.revoke("intake")
    found = store.tokens.find(secret)

    assert found
    assert found.revoked is not None
    assert [] == [scope for scope in SCOPES if found.allows(scope)]
    assert (True, False) == (valid, store.tokens.any_valid())
    with pytest.raises(ConfigurationError, match="already"):
        store.tokens.create("intake", ["read"])


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "x" * 101])
def test_names_that_cannot_be_listed_are_refused(store: Store, name: str) -> None:
    """A name has one to a hundred printable characters."""
    with pytest.raises(ConfigurationError, match="printable name"):
        store.tokens.create(name, ["read"])


def test_a_token_for_nothing_is_refused(store: Store) -> None:
    """A token without a scope would be a mistake."""
    with pytest.raises(ConfigurationError, match="opens nothing"):
        store.tokens.create("intake", [])


@pytest.mark.parametrize("name", ["nobody", "gone"])
def test_nothing_to_revoke(store: Store, name: str) -> None:
    """A name that is unknown, or was revoked before, is told."""
    store.tokens.create("gone", ["read"])
    store.tokens.revoke("gone")

    with pytest.raises(ConfigurationError, match="no token"):
        store.tokens.revoke(name)


def test_a_hundred_tokens_differ(store: Store) -> None:
    """No two are alike, and each has the 43 characters of 256 bits behind its mark."""
    secrets = {store.tokens.create(f"t{number}", ["read"]) for number in range(100)}

    assert 100 == len(secrets)
    assert {47} == {len(secret) for secret in secrets}
    assert 100 == len(store.tokens.all())
