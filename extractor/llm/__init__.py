"""Talking to a language model: requests, answers, faults."""

from .attempts import AttemptEnd, AttemptLog, MemoryLog, Outcome, Reply, request_key
from .types import (
    ChatAnswer,
    ChatModel,
    ChatRequest,
    Draw,
    FaultClass,
    Message,
    ModelFault,
    Refused,
    Role,
    TokenProbability,
    Usage,
)

__all__ = (
    "AttemptEnd",
    "AttemptLog",
    "ChatAnswer",
    "ChatModel",
    "ChatRequest",
    "Draw",
    "FaultClass",
    "MemoryLog",
    "Message",
    "ModelFault",
    "Outcome",
    "Refused",
    "Reply",
    "Role",
    "TokenProbability",
    "Usage",
    "request_key",
)
