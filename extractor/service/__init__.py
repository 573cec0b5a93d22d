"""What a person asks for, in one call each: run, predict, export, show, doctor.

Files, clock and store are touched here and nowhere below.
"""

from .doctoring import Condition, examine, examine_model
from .engines import ChosenEngine, chosen_engine
from .exporting import FORMATS, Outcome, export, stored_outcome
from .narratives import parse_requests, predict
from .running import Progress, RunReport, run_files

__all__ = (
    "FORMATS",
    "ChosenEngine",
    "Condition",
    "Outcome",
    "Progress",
    "RunReport",
    "chosen_engine",
    "examine",
    "examine_model",
    "export",
    "parse_requests",
    "predict",
    "run_files",
    "stored_outcome",
)
