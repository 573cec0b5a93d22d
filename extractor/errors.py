"""Every error this package raises on purpose.

::

    ExtractorError
     ├── InputError            a document or file cannot be used
     │    ├── ReadError        its bytes cannot be turned into text
     │    ├── SegmentError     its text holds no item
     │    └── FormatError      a line of a data file breaks its schema
     ├── ConfigurationError    a setting is missing or contradicts another
     ├── StoreError            the store cannot be opened, upgraded or searched
     └── ReviewError           a correction cannot be made
          └── StaleError       it was made to what is no longer there

A message says what is wrong, where, and what to do about it::

    try:
        source = extractor.read(path)
    except extractor.ExtractorError as error:
        print(error)
"""

from __future__ import annotations


class ExtractorError(Exception):
    """Base of all errors raised on purpose; `str(error)` is fit to be shown to a user."""

    code: str = "error"
    """Short machine-readable name, stored with a failure."""

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        if code is not None:
            self.code = code


class InputError(ExtractorError):
    """A document or file cannot be used."""

    code = "input"


class ReadError(InputError):
    """The bytes of a document cannot be turned into text."""

    code = "read"


class SegmentError(InputError):
    """The text of a document holds no item."""

    code = "no_items"


class FormatError(InputError):
    """A line of a data file breaks its schema."""

    code = "format"


class ConfigurationError(ExtractorError):
    """A setting is missing or contradicts another."""

    code = "configuration"


class StoreError(ExtractorError):
    """The store cannot be opened, upgraded or searched."""

    code = "store"


class ReviewError(ExtractorError):
    """A correction cannot be made."""

    code = "review"


class StaleError(ReviewError):
    """A correction was made to a state that someone else has changed since."""

    code = "stale"
