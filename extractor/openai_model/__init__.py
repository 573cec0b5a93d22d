"""Language models behind OpenAI-compatible endpoints."""

from .batches import ENDED, BatchState, OpenAIBatches
from .model import OpenAIModel
from .presets import Endpoint, Mode, Preset, find_preset, presets, resolve
from .probing import ModeReport, ProbeReport, probe

__all__ = (
    "ENDED",
    "BatchState",
    "Endpoint",
    "Mode",
    "ModeReport",
    "OpenAIBatches",
    "OpenAIModel",
    "Preset",
    "ProbeReport",
    "find_preset",
    "presets",
    "probe",
    "resolve",
)
