"""The answer's type closed over one narrative."""

from __future__ import annotations

from functools import cache
from typing import Self

from pydantic import ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from .reading import MistakeError, read
from .sheet import Sheet
from .wire import Answer


@cache
def answer_model() -> type[Answer]:
    """The type of an answer about the narrative whose `Sheet` is the context of its validation.

    Besides the form, an instance has every number of this narrative exactly once and no other, with a
    code that fits its mention; its quotes stand in the visible text, and those of missed numbers are
    numbers. An error's type is the kind of mistake; its message repeats none of the answer. The JSON
    Schema is that of `Answer`. Validation raises `TypeError` where the context is no sheet.
    """

    class Closed(Answer):
        @model_validator(mode="after")
        def _holds(self, info: ValidationInfo) -> Self:
            if not isinstance(info.context, Sheet):
                raise TypeError("an answer is validated with the sheet of its narrative as context")
            try:
                read(self, info.context)
            except MistakeError as mistake:
                raise PydanticCustomError(mistake.kind, "the answer does not fit the narrative") from None
            return self

    Closed.__name__ = Closed.__qualname__ = Answer.__name__
    return Closed
