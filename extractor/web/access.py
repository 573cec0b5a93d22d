"""Who may ask: the hosts that the pages are served as, and the token that a browser has to show."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from secrets import compare_digest, token_urlsafe
from stat import S_IMODE
from typing import Final

from ..errors import ConfigurationError

_BYTES: Final = 32
_OTHERS: Final = 0o077


@dataclass(frozen=True)
class Access:
    """What a request has to show."""

    token: str
    port: int

    @property
    def hosts(self) -> frozenset[str]:
        """The values that the Host header may have."""
        return frozenset({f"127.0.0.1:{self.port}", f"localhost:{self.port}"})

    @property
    def cookie(self) -> str:
        """Name of the cookie with the token; cookies do not know of ports, so the name does."""
        return f"review-{self.port}"

    def admits(self, shown: str | None) -> bool:
        """Whether that is the token; takes as long for a good guess as for a bad one."""
        return compare_digest((shown or "").encode(), self.token.encode())


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
