"""Pictures and scans: their words by character recognition, which needs the extra ``ocr``.

A page is laid upright and straight (`straightening`), its ruling lines are found and taken off (`ruling`), and
what a detector takes for lines of text is made such that each stands in one cell (`lines`). The words that are
read of them go, with the rules, through the same page engine as those of a PDF (`reading.pages`).
"""

from importlib.util import find_spec

from .pictures import MAX_PAGES, MOST_PIXELS
from .sheets import Sheet

if find_spec("rapidocr") and find_spec("onnxruntime"):
    from .documents import read, recognise
else:
    from .missing import read, recognise

__all__ = ("MAX_PAGES", "MOST_PIXELS", "Sheet", "read", "recognise")
