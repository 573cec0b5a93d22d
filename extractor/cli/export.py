"""``extractor export``."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import StoreError
from ..service import export
from ..settings import load_settings
from ..store import Store
from .console import out
from .options import Format, Options


def export_command(options: Options, run_id: str | None, formats: Sequence[Format], *, quiet: bool) -> None:
    """Writes a stored run again."""
    settings = load_settings()
    location = options.store or settings.store_location(options.out)
    with Store.open(location) as store:
        extractions = list(store.extractions(run_id))
    if not extractions:
        raise StoreError(f"{location}: holds no bulletin to export; run extractor run first")
    written = export(extractions, formats, options.out or settings.out)
    if not quiet:
        out.print(f"wrote {', '.join(map(str, written))}", markup=False, soft_wrap=True)
