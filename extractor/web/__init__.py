"""The review in the browser: pages and their interface, on this machine alone."""

from .access import Access, new_or_kept_token
from .app import create_app
from .serving import listening, serve

__all__ = ("Access", "create_app", "listening", "new_or_kept_token", "serve")
