"""How sure a fact is: a probability where it is calibrated, else a rank."""

from .calibration import Calibration, Confidence, Learned, Reliability, Step, Tally, Weight, with_reliability
from .evidence import AGAINST, Evidence, contradicted, evidence_of, log_odds
from .grounds import FIELDS, FieldName, Part, grounds_of
from .identity import Identity, identity_of
from .loading import InForce, in_force, load_calibration, packaged_calibration
from .scoring import CONTRADICTED, DOUBTFUL, DOUBTFUL_RANK, Certainty, score, typed

__all__ = (
    "AGAINST",
    "CONTRADICTED",
    "DOUBTFUL",
    "DOUBTFUL_RANK",
    "FIELDS",
    "Calibration",
    "Certainty",
    "Confidence",
    "Evidence",
    "FieldName",
    "Identity",
    "InForce",
    "Learned",
    "Part",
    "Reliability",
    "Step",
    "Tally",
    "Weight",
    "contradicted",
    "evidence_of",
    "grounds_of",
    "identity_of",
    "in_force",
    "load_calibration",
    "log_odds",
    "packaged_calibration",
    "score",
    "typed",
    "with_reliability",
)
