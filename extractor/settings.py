"""Settings from the environment and ``.env``, read once."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from .errors import ConfigurationError

Engine = Literal["rules", "model"]


class Settings(BaseSettings):
    """``EXTRACTOR_*`` variables; a command's own options go before them."""

    model_config = SettingsConfigDict(env_prefix="EXTRACTOR_", env_file=".env", extra="ignore", frozen=True)

    out: Path = Path("out")
    """Folder that runs write their results to."""
    store: str | None = None
    """Path or SQLAlchemy URL of the store; by default ``extractor.sqlite3`` in `out`."""
    engine: Engine = "rules"

    def store_location(self, out: Path | None = None) -> str:
        """The store to use for a run that writes to `out`."""
        return self.store or str((out or self.out) / "extractor.sqlite3")


def load_settings() -> Settings:
    """The settings in force; raises `ConfigurationError` naming the variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "EXTRACTOR_" + "_".join(str(part) for part in first["loc"]).upper()
        raise ConfigurationError(f"{name}: {first['msg']}; mend the environment or .env") from None
