"""Documents as text.

One reader a format, chosen by what the bytes are, never by the file's name. Plain text is the
only format so far; others are refused by name, with what to do about it.
"""

from .files import MAX_BYTES, load, read

__all__ = ("MAX_BYTES", "load", "read")
