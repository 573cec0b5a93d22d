"""PDF documents with text.

``reader.read`` opens the document (``opening``), takes from each page what is drawn on it (``drawn``) and its
characters with what the page shows of them (``characters``), and has words (``wording``) and ruling lines put
together by the page engine.
"""

from .reader import read

__all__ = ("read",)
