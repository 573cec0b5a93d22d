"""``extractor review``."""

from __future__ import annotations

import getpass
import webbrowser
from collections.abc import Sequence
from pathlib import Path

from ..service.accuracy import FILE_NAME
from ..service.originals import Originals
from ..settings import load_settings
from ..store import Store
from ..web import Access, create_app, listening, new_or_kept_token, serve
from .console import out
from .options import Options


def review_command(
    options: Options, port: int, name: str | None, documents: Sequence[Path], *, browser: bool, recover: bool
) -> None:
    """Serves the review until interrupted."""
    settings = load_settings()
    folder = options.out or settings.out
    token = new_or_kept_token(folder / "review-token")
    with (
        Store.open(options.store or settings.store_location(options.out), create=False) as store,
        listening(port) as listener,
    ):
        _settle_journal(store, recover=recover)
        access = Access(token, listener.getsockname()[1], store.tokens)
        address = f"http://127.0.0.1:{access.port}/login#{token}"
        app = create_app(
            store,
            access,
            originals=Originals(documents),
            reviewer=name or getpass.getuser(),
            measures=folder / FILE_NAME,
        )

        def ready() -> None:
            out.print(f"review at {address}\nend with Ctrl+C", markup=False, soft_wrap=True)
            if browser:
                webbrowser.open(address)

        serve(app, listener, ready)


def _settle_journal(store: Store, *, recover: bool) -> None:
    if recover:
        out.print(f"{store.decisions.recover()} decision(s) taken in from the journal", markup=False)
    if written := store.decisions.catch_up():
        out.print(f"{written} decision(s) that the journal lacked were added to it", markup=False)
