"""``gold schema``."""

import json

from extractor.annotations import gold_schema, schema_text

from .lines import GOLD, LABELS


def test_the_file_is_up_to_date() -> None:
    """The schema in the repository is the one the types give."""
    assert schema_text() == (GOLD / "schema.json").read_text("utf-8")


def test_names_are_those_of_the_files() -> None:
    """The schema names the fields of our gold lines, no more and no fewer, ``from`` among them."""
    line = json.loads(LABELS[0].read_text("utf-8").splitlines()[0])
    schema = gold_schema()

    assert set(line) == set(schema["properties"]) == set(schema["required"])
    assert set(line["dates"][0]) == set(schema["$defs"]["Date"]["properties"])
