"""Who may ask: the hosts that the pages are served as, and the token that a browser has to show."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from secrets import compare_digest, token_urlsafe
from stat import S_IMODE
from typing import Final, NamedTuple

from ..errors import ConfigurationError
from ..store import TokenBook

_BYTES: Final = 32
_OTHERS: Final = 0o077


class Visitor(NamedTuple):
    """Who asks."""

    decides: bool
    """Whether they may change anything, or look only."""
    name: str | None
    """What they sign with; None where they may sign as they like."""


OWNER: Final = Visitor(decides=True, name=None)
"""Who started the program."""


@dataclass(frozen=True)
class Access:
    """What a request has to show: the token of who started the program, or a person's own."""

    token: str
    port: int
    tokens: TokenBook | None = None
    """People's own."""

    @property
    def hosts(self) -> frozenset[str]:
        """The values that the Host header may have."""
        return frozenset({f"127.0.0.1:{self.port}", f"localhost:{self.port}"})

    @property
    def cookie(self) -> str:
        """Name of the cookie with the token; cookies do not know of ports, so the name does."""
        return f"review-{self.port}"

    def visitor(self, shown: str | None) -> Visitor | None:
        """Who shows that token; None where it opens nothing. Takes as long for a good guess as for a bad one."""
        if compare_digest((shown or "").encode(), self.token.encode()):
            return OWNER
        person = self.tokens.find(shown) if self.tokens and shown else None
        if person is None or not (person.allows("review") or person.allows("read")):
            return None
        return Visitor(person.allows("review"), person.name)


def new_or_kept_token(path: Path) -> str:
    """The token in the file at `path`, which its owner alone may read; made at random where there is none.

    Raises `ConfigurationError` where others may read it, or it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _kept(path)
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be written ({error.strerror}); name another --store") from error
    token = token_urlsafe(_BYTES)
    with os.fdopen(descriptor, "w") as file:
        file.write(token)
    return token


def _kept(path: Path) -> str:
    try:
        if S_IMODE(path.stat().st_mode) & _OTHERS:
            raise ConfigurationError(f"{path}: others may read this token; delete the file, a new one will be made")
        token = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: cannot be read ({error}); delete the file") from None
    if len(token) < _BYTES:
        raise ConfigurationError(f"{path}: holds no token; delete the file, a new one will be made")
    return token
