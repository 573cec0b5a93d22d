"""Documents named or found, each content read once."""

import os
from pathlib import Path

import pytest

from extractor.records import Skip
from extractor.service.intake import Document, documents

TEXT = "进展情况：已建成7座。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with documents and all that lies about beside them."""
    root = tmp_path / "archive"
    (root / "b").mkdir(parents=True)
    (root / ".git").mkdir()
    for name in ("b/2.txt", "a.txt", ".hidden.txt", "~$a.docx", "Thumbs.db"):
        (root / name).write_text(TEXT, "utf-8")
    (root / "link.txt").symlink_to(root / "a.txt")
    os.mkfifo(root / "pipe")
    return root


def test_documents_come_in_order(folder: Path) -> None:
    """Files are found in the order of their names, in folders too."""
    found = [each for each in documents([folder]) if isinstance(each, Document)]

    assert [folder / "a.txt", folder / "b" / "2.txt"] == [each.path for each in found]
    assert not any(each.named for each in found)


def test_what_is_left_out_has_a_reason(folder: Path) -> None:
    """Links, pipes, hidden files and leftovers are skipped by name, never silently."""
    reasons = {Path(each.subject).name: each.reason for each in documents([folder]) if isinstance(each, Skip)}

    assert {
        ".git": "is hidden",
        ".hidden.txt": "is hidden",
        "Thumbs.db": "is a file of the system",
        "link.txt": "is a link; name it to have it read",
        "pipe": "is no regular file",
        "~$a.docx": "is the lock file of an open document",
    } == reasons


def test_results_are_no_documents(folder: Path) -> None:
    """The folder that results are written to is left out of the one it stands in."""
    found = [*documents([folder], leave=[folder / "b"])]

    assert "holds results, not documents" in {each.reason for each in found if isinstance(each, Skip)}
    assert [folder / "a.txt"] == [each.path for each in found if isinstance(each, Document)]


def test_named_file_is_taken_as_it_is(folder: Path) -> None:
    """A link or hidden file that a user names is read."""
    paths = [folder / "link.txt", folder / ".hidden.txt"]

    assert [Document(path, named=True) for path in paths] == list(documents(paths))
