"""Gold files: checking and counting them, their schema, and the way to labelling tools and back."""

from .checking import Checked, check_gold, check_line
from .counting import Figures, Lengths, Statistics, count
from .growing import Growth, Use, grow, require_use
from .label_studio import Counting, Place, config_xml, tasks_text
from .label_studio_reading import read_tasks
from .problems import Complaint, Problem, has_errors
from .reading import Gold, read_gold, read_lines
from .schema import gold_schema, schema_text
from .standoff import standoff_files
from .standoff_reading import read_folder
from .taking import Imported, take
from .writing import lines_text, write_files, write_text

__all__ = (
    "Checked",
    "Complaint",
    "Counting",
    "Figures",
    "Gold",
    "Growth",
    "Imported",
    "Lengths",
    "Place",
    "Problem",
    "Statistics",
    "Use",
    "check_gold",
    "check_line",
    "config_xml",
    "count",
    "gold_schema",
    "grow",
    "has_errors",
    "lines_text",
    "read_folder",
    "read_gold",
    "read_lines",
    "read_tasks",
    "require_use",
    "schema_text",
    "standoff_files",
    "take",
    "tasks_text",
    "write_files",
    "write_text",
)
