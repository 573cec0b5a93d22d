"""Talking to a language model: requests, answers, faults."""

from .types import (
    ChatAnswer,
    ChatModel,
    ChatRequest,
    FaultClass,
    Message,
    ModelFault,
    Role,
    TokenProbability,
    Usage,
)

__all__ = (
    "ChatAnswer",
    "ChatModel",
    "ChatRequest",
    "FaultClass",
    "Message",
    "ModelFault",
    "Role",
    "TokenProbability",
    "Usage",
)
