"""The OpenAPI description on standard output: ``python -m extractor.api``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from ..settings import Settings
from .app import create_app
from .context import Limits
from .serving import open_service


def main() -> None:
    """Writes it."""
    with TemporaryDirectory() as folder, open_service(Settings(), str(Path(folder, "store")), Limits()) as service:
        text = json.dumps(create_app(service).openapi(), ensure_ascii=False, indent=1)
    sys.stdout.buffer.write(f"{text}\n".encode())


if __name__ == "__main__":
    main()
