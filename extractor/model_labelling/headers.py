"""What the columns of a table are for, asked of a model that sees their names and none of their rows.

The answer has a row for each column, ``"3:narrative"``: its number, and a role or ``none``.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Final, Self, cast

from pydantic import ValidationInfo, model_validator

from ..llm import ChatModel, ChatRequest, Message
from ..prompts import Prompt
from ..records import COLUMN_ROLES, ColumnRole, HeaderQuestion
from .visible import fence, show
from .wire import Wire

_NONE: Final = "none"
_PER_ANSWER: Final = 100
_PER_COLUMN: Final = 12

Roles = tuple[ColumnRole | None, ...]


class Columns(Wire):
    """An answer, of the right form."""

    c: tuple[str, ...]


def read_header(question: HeaderQuestion, model: ChatModel, prompt: Prompt) -> Roles:
    """What each column is for; raises `ModelFault` as `model` does, also where its answer does not fit the header."""
    names = [show(name).text for name in question.names]
    # names as JSON strings: no line end of theirs can make a row of its own
    columns = "\n".join(
        f"{number}\t{json.dumps(name, ensure_ascii=False)}\t{content}"
        for number, (name, content) in enumerate(zip(names, question.contents, strict=True), start=1)
    )
    parts = prompt.render({"columns": columns, "fence": fence(columns)})
    answer = model.complete(
        ChatRequest(
            messages=tuple(Message(part.role, part.text) for part in parts),
            answer=_closed(),
            max_tokens=_PER_ANSWER + _PER_COLUMN * len(names),
            context=question,
        )
    )
    return _roles(cast(Columns, answer.content), question)


@cache
def _closed() -> type[Columns]:
    """The type of an answer about the `HeaderQuestion` that is the context of its validation."""

    class Closed(Columns):
        @model_validator(mode="after")
        def _holds(self, info: ValidationInfo) -> Self:
            if not isinstance(info.context, HeaderQuestion):
                raise TypeError("an answer is validated with its question as context")
            _roles(self, info.context)
            return self

    Closed.__name__ = Closed.__qualname__ = Columns.__name__
    return Closed


def _roles(answer: Columns, question: HeaderQuestion) -> Roles:
    """The roles in the order of the columns; raises `ValueError` where one lacks, is told twice, or is unknown."""
    told = {number: role for number, _, role in (row.partition(":") for row in answer.c)}
    numbers = [str(number) for number in range(1, len(question.names) + 1)]
    if len(answer.c) != len(told) or sorted(told) != sorted(numbers) or not {*told.values()} <= {*COLUMN_ROLES, _NONE}:
        raise ValueError("the answer does not fit the header")
    known: dict[str, ColumnRole | None] = {role: role for role in COLUMN_ROLES} | {_NONE: None}
    return tuple(known[told[number]] for number in numbers)
