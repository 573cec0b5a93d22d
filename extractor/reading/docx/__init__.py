"""Word documents (docx, docm, dotx), Strict ones and those made by WPS too.

``reader.read`` opens the parts (``parts``), walks the main one (``stories``, ``paragraphs``, ``tables``) and
tells what it left out (``account``). Numbers that Word makes up – list labels – are worked out (``lists``,
``counting``, ``numerals``), since a bulletin's items are told by them.
"""

from .reader import read

__all__ = ("read",)
