"""How sure a fact is: a probability where it is calibrated, else a rank."""

from .calibration import Calibration, Reliability, Step, Tally, Weight, rule_key, with_reliability
from .evidence import AGAINST, Evidence, contradicted, evidence_of, log_odds
from .identity import RULES, Identity, identity_of
from .loading import InForce, in_force, load_calibration, rules_calibration
from .scoring import CONTRADICTED, Certainty, score, typed

__all__ = (
    "AGAINST",
    "CONTRADICTED",
    "RULES",
    "Calibration",
    "Certainty",
    "Evidence",
    "Identity",
    "InForce",
    "Reliability",
    "Step",
    "Tally",
    "Weight",
    "contradicted",
    "evidence_of",
    "identity_of",
    "in_force",
    "load_calibration",
    "log_odds",
    "rule_key",
    "rules_calibration",
    "score",
    "typed",
    "with_reliability",
)
