"""Tokens that open the HTTP service and the review: made once, shown once, kept as digests."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from hashlib import sha256
from secrets import token_urlsafe
from typing import Final, Literal, NamedTuple, cast, get_args

from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session

from ..errors import ConfigurationError
from .database import for_writing, plain_errors
from .service_tables import TokenRow

Scope = Literal["admin", "extract", "read", "review"]
"""extract: give documents and see what becomes of them; read: what the store holds; review: decide on facts, under the
name of the token; admin: all, and the figures."""
SCOPES: Final[tuple[Scope, ...]] = get_args(Scope)

_MARK: Final = "bxt_"
"""Begins every token, so that one that went astray is known for what it is."""
_BYTES: Final = 32
_LONGEST_NAME: Final = 100


class Token(NamedTuple):
    """A token that is known to the store."""

    key: int
    name: str
    scopes: frozenset[Scope]
    created: datetime
    revoked: datetime | None = None

    def allows(self, scope: Scope) -> bool:
        """Whether it opens what needs `scope`; the scope admin opens everything."""
        return self.revoked is None and bool(self.scopes & {scope, "admin"})


class TokenBook:
    """The tokens of a store. Raises `StoreError` where the database refuses."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name

    def create(self, name: str, scopes: Collection[Scope]) -> str:
        """A new token called `name`, which nothing but this return value tells.

        Raises `ConfigurationError` where the name is taken, empty or too long, or no scope is given.
        """
        if not name.strip() or len(name) > _LONGEST_NAME or not name.isprintable():
            raise ConfigurationError(f"a token needs a printable name of 1 to {_LONGEST_NAME} characters; give another")
        if not scopes:
            raise ConfigurationError(f"the token {name!r} opens nothing; give it a scope: {', '.join(SCOPES)}")
        secret = f"{_MARK}{token_urlsafe(_BYTES)}"
        with plain_errors(self._name), Session(for_writing(self._engine)) as session, session.begin():
            if session.scalars(select(TokenRow.key).where(TokenRow.name == name)).first() is not None:
                raise ConfigurationError(f"there is a token {name!r} already, or was one; choose another name")
            row = TokenRow(
                name=name, digest=_digest(secret), scopes=" ".join(sorted(set(scopes))), created=datetime.now(UTC)
            )
            session.add(row)
        return secret

    def find(self, secret: str) -> Token | None:
        """The token that `secret` is, also where it was revoked; None for any other words.

        It is found by its digest, of which nothing can be learnt from how long that takes.
        """
        query = select(TokenRow).where(TokenRow.digest == _digest(secret))
        with plain_errors(self._name), Session(self._engine) as session:
            row = session.scalars(query).first()
            return None if row is None else _token_of(row)

    def all(self) -> tuple[Token, ...]:
        """Every token, revoked ones among them, in the order they were made."""
        with plain_errors(self._name), Session(self._engine) as session:
            return tuple(_token_of(row) for row in session.scalars(select(TokenRow).order_by(TokenRow.key)))

    def any_valid(self) -> bool:
        """Whether some token opens something."""
        query = select(func.count()).select_from(TokenRow).where(TokenRow.revoked.is_(None))
        with plain_errors(self._name), Session(self._engine) as session:
            return bool(session.scalar(query))

    def revoke(self, name: str) -> None:
        """Makes the token called `name` open nothing, from now on and for good.

        Raises `ConfigurationError` where there is none that still opens something.
        """
        change = update(TokenRow).where(TokenRow.name == name, TokenRow.revoked.is_(None))
        with plain_errors(self._name), Session(for_writing(self._engine)) as session, session.begin():
            found = session.execute(change.values(revoked=datetime.now(UTC)).returning(TokenRow.key)).all()
        if not found:
            raise ConfigurationError(f"no token {name!r} is in force; see: extractor tokens list")


def _digest(secret: str) -> str:
    # 256 random bits cannot be guessed at, so that a slow hash would protect nothing more
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _token_of(row: TokenRow) -> Token:
    scopes = cast("list[Scope]", row.scopes.split())
    return Token(row.key, row.name, frozenset(scopes), row.created, row.revoked)
