"""Pages of placed words and ruling lines as blocks: what a PDF document and a recognised scan have in common.

``model`` has the types that readers fill in. ``lattices`` tells the cells that ruling lines bound, ``lines`` and
``paragraphs`` put words together, ``continuing`` tables over pages, and ``engine`` all of it.
"""

from .engine import Laid, blocks, laid_out
from .model import Page, Rule, Word

__all__ = ("Laid", "Page", "Rule", "Word", "blocks", "laid_out")
