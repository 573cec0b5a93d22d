"""Documents named or found, each content read once."""

import os
from pathlib import Path

import pytest

from extractor.records import Failure, Skip, SourceText
from extractor.service.intake import Document, Reader, documents

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


def test_same_content_is_read_once(folder: Path) -> None:
    """A second file of the same bytes is skipped, and says which was read."""
    reader = Reader()
    first = reader.read(Document(folder / "a.txt", named=True))
    second = reader.read(Document(folder / "b" / "2.txt", named=False))

    assert isinstance(first, SourceText)
    assert Skip(subject=str(folder / "b" / "2.txt"), reason=f"same content as {folder / 'a.txt'}") == second


@pytest.mark.parametrize("named", [True, False])
def test_what_is_no_document_fails_only_where_it_is_named(tmp_path: Path, *, named: bool) -> None:
    """A program in a folder is passed over; one that a user names is a failure."""
    path = tmp_path / "tool"
    path.write_bytes(b"\x7fELF\x02")

    outcome = Reader().read(Document(path, named=named))

    assert isinstance(outcome, Failure) is named
    assert "is a program" in (outcome.message if isinstance(outcome, Failure) else outcome.reason)  # type: ignore[union-attr]


def test_same_names_get_stems_of_their_own(tmp_path: Path) -> None:
    """Two bulletins called alike stay apart."""
    reader = Reader()
    stems = set()
    for folder_name in ("五月", "六月"):
        path = tmp_path / folder_name / "通报.txt"
        path.parent.mkdir()
        path.write_text(f"{TEXT}{folder_name}", "utf-8")
        source = reader.read(Document(path, named=False))
        assert isinstance(source, SourceText)
        stems.add(source.stem)

    assert 2 == len(stems)
