"""Files for people and programs, made of extractions.

Every writer takes extractions and a path, writes the file whole or not at all, and raises
ConfigurationError where it cannot.
"""

from .csv_files import write_csv
from .html import write_html
from .jsonl import write_jsonl, write_predictions
from .parquet import FACTS, fact_rows, quoted, write_parquet
from .xlsx import write_xlsx

__all__ = (
    "FACTS",
    "fact_rows",
    "quoted",
    "write_csv",
    "write_html",
    "write_jsonl",
    "write_parquet",
    "write_predictions",
    "write_xlsx",
)
