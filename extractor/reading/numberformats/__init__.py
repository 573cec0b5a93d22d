"""Numbers, dates and texts as a spreadsheet shows them: 0.5151 in the format ``0.00%`` is 51.51%.

`codes` takes a format apart, `showing` chooses the section that is for a value, `numeric` and `dates` write by it.
Words and the formats that have only a number stand in ``data/words.toml``.
"""

from .showing import GENERAL, shown_number, shown_text
from .words import builtin_formats, named_format

__all__ = ("GENERAL", "builtin_formats", "named_format", "shown_number", "shown_text")
