"""What was given on the command line, settled against the settings."""

from __future__ import annotations

from ..settings import Settings, load_settings
from .options import Options


def settle(options: Options) -> Settings:
    """The settings in force, with what was given in their place; raises `ConfigurationError`."""
    given = {"engine": options.engine and options.engine.value, "store": options.store, "samples": options.samples}
    return load_settings().model_copy(update={name: value for name, value in given.items() if value is not None})
