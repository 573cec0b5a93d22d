"""Language models behind OpenAI-compatible endpoints."""

from .model import OpenAIModel
from .presets import Endpoint, Mode, Preset, find_preset, presets, resolve
from .probing import ModeReport, ProbeReport, probe

__all__ = (
    "Endpoint",
    "Mode",
    "ModeReport",
    "OpenAIModel",
    "Preset",
    "ProbeReport",
    "find_preset",
    "presets",
    "probe",
    "resolve",
)
