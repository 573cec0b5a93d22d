"""The form of an answer, the same for every narrative.

::

    {"n": ["1a:新建管网", "2ca:计划投资", "3a", "4x:ordinal"],
     "b": [{"t": "因资金未到位停工", "c": "funding", "h": true}],
     "m": [{"t": "三条", "r": "a:管线"}]}

`n` has a row for each numbered mention: number, code (`codes.toml`), subject. `b` are obstacles: words
of the narrative, category, halted. `m` are numbers without a number: words of the narrative, and their
row. No field is a number, so there is none that could be made up.

Rows are strings because every endpoint can hold a model to an array of strings, while arrays of mixed
types (``prefixItems``) are refused by some and ignored by others; they also take the fewest tokens. The
JSON Schema tells shape and categories, in one piece because some endpoints follow no ``$ref``. It is the
same for all narratives: an endpoint compiles it once, and where it stands before the prompt the prompt
stays cached. Which numbers there are, which code fits which and whether a quote stands in the text,
`closing` checks.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema

from ..records import BlockerCategory


class Wire(BaseModel):
    """What an answer is made of: closed to unknown fields, and described in the fewest tokens."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """The schema without what every endpoint bills and the prompt tells.

        Its own title stays, for it becomes the name of a function to call.
        """
        schema = handler.resolve_ref_schema(handler(core))
        schema.pop("description", None)
        for field in schema["properties"].values():
            for key in ("title", "description"):
                field.pop(key, None)
        return schema


class Obstacle(Wire):
    """Words that state an obstacle."""

    t: str
    c: BlockerCategory
    h: bool


class MissedNumber(Wire):
    """Words that are a number the finder has not marked."""

    t: str
    r: str


def _untitled(part: type[Wire]) -> dict[str, Any]:
    return {name: value for name, value in part.model_json_schema().items() if name != "title"}


class Answer(Wire):
    """An answer, of the right form."""

    n: tuple[str, ...]
    b: tuple[Annotated[Obstacle, WithJsonSchema(_untitled(Obstacle))], ...]
    m: tuple[Annotated[MissedNumber, WithJsonSchema(_untitled(MissedNumber))], ...]
