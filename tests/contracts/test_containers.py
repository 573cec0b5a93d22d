"""The container files, as far as they can be held against the project without an engine to run them."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from typer.main import get_command

from extractor.cli import app

ROOT = Path(__file__).parents[2]
SCHEMA = {
    "type": "object",
    "required": ["services"],
    "additionalProperties": False,
    "properties": {
        "services": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "build": {"type": "string"},
                    "image": {"type": "string", "pattern": "^[a-z]+:[0-9]+-[a-z]+$"},
                    "command": {"type": "array", "items": {"type": "string"}},
                    "environment": {"type": "object", "additionalProperties": {"type": "string"}},
                    "ports": {"type": "array", "items": {"type": "string", "pattern": "^127[.]0[.]0[.]1:"}},
                    "depends_on": {"type": "object"},
                    "restart": {"enum": ["unless-stopped"]},
                    "stop_grace_period": {"type": "string", "pattern": "^[0-9]+s$"},
                    "read_only": {"const": True},
                    "tmpfs": {"type": "array", "items": {"type": "string"}},
                    "cap_drop": {"const": ["ALL"]},
                    "security_opt": {"type": "array", "items": {"type": "string"}},
                    "mem_limit": {"type": "string"},
                    "volumes": {"type": "array", "items": {"type": "string"}},
                    "healthcheck": {"type": "object", "required": ["test"]},
                },
            },
        },
        "volumes": {"type": "object"},
    },
}


def instructions() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile with what follows them, continued lines joined."""
    text = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text("utf-8"))
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(line.split(maxsplit=1)[0], line.split(maxsplit=1)[1]) for line in lines]


def composed() -> Any:  # noqa: ANN401 - what YAML holds
    """The compose file."""
    return yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))


def parse(arguments: list[str]) -> None:
    """Take `arguments` as the command line would; raises where it would refuse them."""
    group = get_command(app)
    name, rest, found = arguments[0], arguments[1:], get_command(app)
    found = group.commands[name]  # type: ignore[attr-defined]
    found.make_context(name, list(rest), resilient_parsing=False)


def test_what_is_copied_is_there() -> None:
    """Every path that is copied from the project exists, and is let through by .dockerignore."""
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    copied = {
        source
        for name, rest in instructions()
        if name == "COPY" and not rest.startswith("--from")
        for source in shlex.split(rest)[:-1]
    }

    assert kept == copied
    assert [] == [path for path in copied if not (ROOT / path).exists()]


def test_all_that_a_wheel_is_made_of_is_copied() -> None:
    """The packages and files that pyproject.toml names are among what is copied."""
    import tomllib  # noqa: PLC0415 - this test alone

    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    copied = " ".join(rest for name, rest in instructions() if name == "COPY").split()

    assert {*build["packages"], *build["force-include"]} <= set(copied)


def test_commands_are_those_of_the_command_line() -> None:
    """What the image runs, alone and composed, is a command with options that there are."""
    commands = [json.loads(rest) for name, rest in instructions() if name == "CMD"]
    commands.append(composed()["services"]["service"]["command"])

    assert 2 == len(commands)
    for command in commands:
        parse(command)
    assert ["extractor"] == json.loads(next(rest for name, rest in instructions() if name == "ENTRYPOINT"))


def test_the_image_runs_as_nobody_much() -> None:
    """The last user set is none with rights, and the health that is asked for is a route of the service."""
    names = [name for name, _ in instructions()]
    users = [rest for name, rest in instructions() if name == "USER"]
    health = next(rest for name, rest in instructions() if name == "HEALTHCHECK")
    described = json.loads((ROOT / "docs" / "openapi.json").read_text("utf-8"))

    assert ["extractor"] == users
    assert names.index("USER") < names.index("ENTRYPOINT")
    assert re.findall(r"localhost:8000(/[a-z/]+)", health)[0] in described["paths"]


def test_the_compose_file_has_its_form() -> None:
    """Only keys that are meant, ports on loopback alone, images by a version, and no secret in the file."""
    jsonschema_rs.validate(SCHEMA, composed())
    text = (ROOT / "compose.yaml").read_text("utf-8")

    assert set(composed()["volumes"]) == {
        volume.split(":")[0] for each in composed()["services"].values() for volume in each.get("volumes", ())
    }
    assert {"database"} == set(composed()["services"]["service"]["depends_on"])
    assert [] == re.findall(r"PASSWORD: (?!\$\{)", text)


def test_the_grace_of_the_container_covers_that_of_the_service() -> None:
    """The container is not killed before the service had its time."""
    from extractor.api import Limits  # noqa: PLC0415 - this test alone

    assert float(composed()["services"]["service"]["stop_grace_period"].rstrip("s")) > Limits().grace


@pytest.mark.parametrize("name", ["EXTRACTOR_STORE", "EXTRACTOR_OUT"])
def test_settings_are_those_that_there_are(name: str) -> None:
    """Variables that the files set are told of in .env.example."""
    set_here = (ROOT / "Dockerfile").read_text("utf-8") + (ROOT / "compose.yaml").read_text("utf-8")

    assert name in set_here
    assert f"{name}=" in (ROOT / ".env.example").read_text("utf-8")
