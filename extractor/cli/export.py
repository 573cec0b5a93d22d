"""``extractor export``."""

from __future__ import annotations

from collections.abc import Sequence

from ..service import export, stored_outcome
from ..settings import load_settings
from ..store import Store
from .console import err, out
from .options import Format, Options


def export_command(options: Options, run_id: str | None, formats: Sequence[Format], *, quiet: bool) -> None:
    """Writes a stored run again."""
    settings = load_settings()
    with Store.open(options.store or settings.store_location(options.out), create=False) as store:
        outcome = stored_outcome(store, run_id)
    if outcome.run.finished is None:
        err.print(f"run {outcome.run.id} did not finish; what it had done is exported", style="yellow", markup=False)
    written = export(outcome, formats, options.out or settings.out)
    if not quiet:
        out.print(f"wrote {', '.join(map(str, written))}", markup=False, soft_wrap=True)
