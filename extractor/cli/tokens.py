"""``extractor tokens``."""

from __future__ import annotations

from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..store import TokenBook

app = typer.Typer(name="tokens", help="Who may use the HTTP service and the review.", no_args_is_help=True)

_Store = Annotated[
    str | None,
    typer.Option(help="Path or URL of the store (EXTRACTOR_STORE, else in the output folder).", show_default=False),
]
_Name = Annotated[
    str, typer.Argument(help="What the token is called: the system that uses it, or the person who reviews.")
]


class ScopeName(StrEnum):
    """What a token opens."""

    extract = "extract"
    read = "read"
    review = "review"
    admin = "admin"


@app.command()
def create(
    name: _Name,
    scope: Annotated[
        list[ScopeName],
        typer.Option(
            help="extract: give texts and documents; read: see all runs, look at the review; "
            "review: decide in the review, under this name; admin: all that, and figures."
        ),
    ],
    store: _Store = None,
) -> None:
    """Make a token and print it, once: only its digest is kept."""
    with _book(store) as tokens:
        secret = tokens.create(name, [each.value for each in scope])
    typer.echo(secret)


@app.command("list")
def list_(store: _Store = None) -> None:
    """List the tokens: name, scopes, when made, when revoked."""
    with _book(store) as tokens:
        for token in tokens.all():
            state = f"revoked {token.revoked:%Y-%m-%d %H:%M} UTC" if token.revoked else "in force"
            typer.echo(f"{token.name}\t{' '.join(sorted(token.scopes))}\t{token.created:%Y-%m-%d %H:%M} UTC\t{state}")


@app.command()
def revoke(name: _Name, store: _Store = None) -> None:
    """Make a token open nothing any more, at once and for good."""
    with _book(store) as tokens:
        tokens.revoke(name)
    typer.echo(f"{name} opens nothing any more")


@contextmanager
def _book(store: str | None) -> Iterator[TokenBook]:
    from ..store import Store
    from .options import Options
    from .settling import settle

    with Store.open(settle(Options(store=store)).store_location()) as opened:
        yield opened.tokens
