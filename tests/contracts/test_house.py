"""Sizes and habits that keep the code readable; ruff, mypy and import-linter keep the rest."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted(path for package in ("extractor", "eval") for path in (ROOT / package).rglob("*.py"))
LONGEST_FILE = 400
LONGEST_FUNCTION = 50
USUAL_FUNCTION = 30


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_are_small(path: Path) -> None:
    """A file has at most 400 lines that are not blank."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]

    assert len(lines) <= LONGEST_FILE


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_functions_fit_a_screen(path: Path) -> None:
    """A function has at most 50 lines and takes no **kwargs."""
    assert [] == [node.name for node in functions(path) if length(node) > LONGEST_FUNCTION or node.args.kwarg]


def test_most_functions_are_short() -> None:
    """Nine functions in ten have at most 30 lines."""
    lengths = sorted(length(node) for path in SOURCES for node in functions(path))

    assert lengths[len(lengths) * 9 // 10] <= USUAL_FUNCTION


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_library_never_prints(path: Path) -> None:
    """Only the command line writes to the terminal."""
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    printing = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"]

    assert printing == []
