"""``extractor serve-model``."""

from __future__ import annotations

from pathlib import Path
from threading import Event

from ..service.serving import serve_model
from .console import err, out


def serve_model_command(gguf: Path | None, port: int) -> None:
    """Serves a model until interrupted, and tells what to set so that it is asked."""
    with serve_model(gguf, port=port) as served:
        if gguf is None:
            err.print("a small base model, for trying the way to a model and back: its answers are worth nothing")
        settings = {"EXTRACTOR_PRESET": "llamacpp", "OPENAI_BASE_URL": served.url, "OPENAI_MODEL": served.model}
        for name, value in settings.items():
            out.print(f"export {name}={value}", markup=False, soft_wrap=True)
        err.print("serving on this machine alone; end with Ctrl-C")
        try:
            Event().wait()
        except KeyboardInterrupt:
            err.print("stopped")
