"""What is promised to users of the package."""

import doctest
import re
from pathlib import Path

import extractor

ROOT = Path(__file__).parents[2]


def test_the_verbs() -> None:
    """The public names are these and no others, and each one loads."""
    assert extractor.__all__ == ("ExtractorError", "extract", "extract_bulletin", "find", "read", "segment")
    assert all(callable(getattr(extractor, name)) for name in extractor.__all__)


def test_the_readme_runs() -> None:
    """The Python example of the README gives what it says."""
    outcome = doctest.testfile(str(ROOT / "README.md"), module_relative=False)

    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_every_command_is_in_the_readme() -> None:
    """No command is left undocumented."""
    from extractor.cli import app  # noqa: PLC0415 - the command line is not part of the API above

    readme = (ROOT / "README.md").read_text("utf-8")

    names = [command.callback.__name__.replace("_", "-") for command in app.registered_commands if command.callback]

    assert [] == [name for name in names if f"extractor {name}" not in readme]


def test_help_is_whole() -> None:
    """No help text has square brackets, which the terminal would take for markup and leave out."""
    sources = [path for package in ("extractor", "eval") for path in (ROOT / package).rglob("*.py")]
    texts = [text for path in sources for text in re.findall(r'help="([^"]*)"', path.read_text("utf-8"))]

    assert texts
    assert [] == [text for text in texts if "[" in text]
