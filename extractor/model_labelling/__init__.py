"""Labelling by a language model that points at numbers and never writes one.

The model sees the narrative with its mentions numbered, answers with numbers and codes, and quotes what
states an obstacle. Its answer is held against the narrative before anything of it is used.
"""

from __future__ import annotations

from .closing import answer_model
from .headers import read_header
from .labelling import ModelLabelling, Trace, label_by_model
from .sheet import Ground, Sheet, lay_out
from .wire import Answer

__all__ = (
    "Answer",
    "Ground",
    "ModelLabelling",
    "Sheet",
    "Trace",
    "answer_model",
    "label_by_model",
    "lay_out",
    "read_header",
)
