"""The service over HTTP: texts and documents in, facts out, for whoever holds a token.

::

    request ─ guarding.Guard ─▶ who may ask at all: host, number, size and pace of requests; headers of every answer
            ─ access ─▶ token, scope, rate
            ─ extracting, jobs, runs, health ─▶ the same functions as the command line

Everything that goes wrong is told as problem details (`problems`). No text of a document is ever logged.
"""

from .app import create_app
from .context import Limits, Service
from .serving import check_host, open_service, serve

__all__ = ("Limits", "Service", "check_host", "create_app", "open_service", "serve")
