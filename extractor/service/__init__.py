"""What a person asks for, in one call each: run, predict, export, show, doctor.

Files, clock and store are touched here and nowhere below.
"""

from .doctoring import Condition, examine, examine_model
from .engines import ChosenEngine, chosen_engine, estimate
from .exporting import FORMATS, Outcome, export, stored_outcome
from .growing import reviewed_lines
from .job_process import Worker, WorkerProcess
from .jobs import JobWorker
from .narratives import parse_requests, predict
from .overseeing import Standing, failures_of, standings
from .running import Progress, RunReport, run_files
from .spending import Estimate, cost_of, price_of

__all__ = (
    "FORMATS",
    "ChosenEngine",
    "Condition",
    "Estimate",
    "JobWorker",
    "Outcome",
    "Progress",
    "RunReport",
    "Standing",
    "Worker",
    "WorkerProcess",
    "chosen_engine",
    "cost_of",
    "estimate",
    "examine",
    "examine_model",
    "export",
    "failures_of",
    "parse_requests",
    "predict",
    "price_of",
    "reviewed_lines",
    "run_files",
    "standings",
    "stored_outcome",
)
