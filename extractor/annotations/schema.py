"""``gold schema``: the JSON Schema of a gold line, generated from the types."""

from __future__ import annotations

import json
from typing import Any, Final

from ..records import GoldLine

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def gold_schema() -> dict[str, Any]:
    """The schema of one line of a gold file, as it is written: every field present, names as in the file."""
    return {"$schema": DIALECT, **GoldLine.model_json_schema(by_alias=True, mode="serialization")}


def schema_text() -> str:
    """The schema as the text of its file."""
    return json.dumps(gold_schema(), ensure_ascii=False, indent=2) + "\n"
