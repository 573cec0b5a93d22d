"""Libraries that log what they send and receive, silenced: documents and answers stay out of every log."""

from __future__ import annotations

import logging

_TALKING = ("openai", "instructor", "httpx2", "httpcore2")


class Nothing(logging.Filter):
    """Lets nothing pass."""

    def filter(self, record: logging.LogRecord) -> bool:  # noqa: ARG002 - whatever it is, it may hold text
        """False."""
        return False


_NOTHING = Nothing()


def silence() -> None:
    """Drop every record of the libraries beneath, at every level; a level set later changes nothing."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in _TALKING:
            logger = logging.getLogger(name)
            if _NOTHING not in logger.filters:
                logger.addFilter(_NOTHING)
