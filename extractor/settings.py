"""Settings from the environment and ``.env``, read once."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

from pydantic import AliasChoices, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from .errors import ConfigurationError

Engine = Literal["rules", "learned", "combined", "model"]
DEFAULT_ENGINE: Final = "combined"
PromptName = Literal["label", "label-compact"]


class Settings(BaseSettings):
    """``EXTRACTOR_*`` and ``OPENAI_*`` variables; a command's own options go before them."""

    model_config = SettingsConfigDict(
        env_prefix="EXTRACTOR_",
        env_file=".env",
        extra="ignore",
        frozen=True,
        populate_by_name=True,
        protected_namespaces=(),
    )

    out: Path = Path("out")
    """Folder that runs write their results to."""
    store: str | None = None
    """Path or SQLAlchemy URL of the store; by default ``extractor.sqlite3`` in `out`."""
    engine: Engine = DEFAULT_ENGINE
    preset: str | None = None
    """What is known of the model's endpoint; told from its address where not given."""
    model: str | None = Field(default=None, validation_alias=AliasChoices("EXTRACTOR_MODEL", "OPENAI_MODEL"))
    base_url: str | None = Field(default=None, validation_alias="OPENAI_BASE_URL")
    api_key: SecretStr | None = Field(default=None, validation_alias="OPENAI_API_KEY")
    deepseek_api_key: SecretStr | None = Field(default=None, validation_alias="DEEPSEEK_API_KEY")
    dashscope_api_key: SecretStr | None = Field(default=None, validation_alias="DASHSCOPE_API_KEY")

    prompt: PromptName = "label"
    prices: Path | None = None
    """TOML file with the prices of models."""
    calibration: Path | None = None
    """File that tells how likely facts are to be right; rules and combined have one of their own."""
    concurrency: int = Field(default=4, ge=1, le=64)
    """Narratives that a model is asked about at once."""
    samples: int = Field(default=1, ge=1)
    """Answers that a model is asked for about each narrative; what most of them say is taken."""

    traces: bool = False
    """Whether spans are sent to an OpenTelemetry collector."""

    def key_for(self, variable: str | None) -> SecretStr | None:
        """The key in the `variable` that is an endpoint's own, else the general one."""
        own = {"DEEPSEEK_API_KEY": self.deepseek_api_key, "DASHSCOPE_API_KEY": self.dashscope_api_key}
        return own.get(variable or "") or self.api_key

    def store_location(self, out: Path | None = None) -> str:
        """The store to use for a run that writes to `out`."""
        return self.store or str((out or self.out) / "extractor.sqlite3")


def load_settings() -> Settings:
    """The settings in force; raises `ConfigurationError` naming the variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        if not name.startswith(("EXTRACTOR_", "OPENAI_")):
            name = f"EXTRACTOR_{name}"
        raise ConfigurationError(f"{name}: {first['msg']}; mend the environment or .env") from None
