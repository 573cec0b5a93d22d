"""What a run is to read, each content once, and the digest it is known by."""

from datetime import date
from pathlib import Path

import pytest

from extractor.records import Failure, Skip, SourceText
from extractor.service.intake import Document
from extractor.service.planning import Plan, Planned, make_plan, read_planned

TEXT = "进展情况：已建成7座。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two folders with bulletins called alike, and a copy of one of them."""
    root = tmp_path / "archive"
    for name, text in {"五月/通报.txt": "五月", "六月/通报.txt": "六月", "六月/附件.txt": "六月"}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT + text, "utf-8")
    return root


def plan(*paths: Path, identity: str = "rules", anchor: date | None = None) -> Plan:
    """The plan for some paths."""
    return make_plan(paths, (), identity=identity, anchor_date=anchor)


def test_same_content_is_read_once(folder: Path) -> None:
    """A second file of the same bytes is skipped, and says which was read."""
    *_, last = plan(folder).entries

    copied, read = folder / "六月" / "附件.txt", folder / "六月" / "通报.txt"
    assert Skip(subject=str(copied), reason=f"same content as {read}") == last


def test_same_names_get_stems_of_their_own(folder: Path) -> None:
    """Two bulletins called alike stay apart, and are called the same in every run."""
    stems = [entry.stem for entry in plan(folder).entries if isinstance(entry, Planned)]

    assert "通报" == stems[0]
    assert stems[1].startswith("通报-")
    assert stems == [entry.stem for entry in plan(folder).entries if isinstance(entry, Planned)]


@pytest.mark.parametrize("named", [True, False])
def test_what_is_no_document_fails_only_where_it_is_named(tmp_path: Path, *, named: bool) -> None:
    """A program in a folder is passed over; one that a user names is a failure."""
    path = tmp_path / "tool"
    path.write_bytes(b"\x7fELF\x02")
    [entry] = plan(path).entries
    assert isinstance(entry, Planned)

    outcome = read_planned(entry._replace(document=Document(path, named=named)))

    assert isinstance(outcome, Failure) is named
    assert "is a program" in (outcome.message if isinstance(outcome, Failure) else outcome.reason)  # type: ignore[union-attr]


def test_a_document_that_changed_is_not_taken_for_the_other(folder: Path) -> None:
    """What is read is what was planned; a file written to meanwhile is a failure that says so."""
    first, *_ = plan(folder).entries
    assert isinstance(first, Planned)
    assert isinstance(read_planned(first), SourceText)
    first.document.path.write_text(TEXT, "utf-8")

    changed = read_planned(first)

    assert isinstance(changed, Failure)
    assert "changed" == changed.code


def test_the_digest_depends_on_all_that_results_depend_on(folder: Path) -> None:
    """Another engine, day, document or name gives another digest; the same again gives the same."""
    before = plan(folder).digest
    others = {plan(folder, identity="model").digest, plan(folder, anchor=date(2031, 6, 5)).digest}
    others.add(plan(folder / "五月").digest)
    assert before == plan(folder).digest
    (folder / "五月" / "通报.txt").rename(folder / "五月" / "简报.txt")
    others.add(plan(folder).digest)
    (folder / "五月" / "简报.txt").write_text(TEXT, "utf-8")
    others.add(plan(folder).digest)

    assert 5 == len(others - {before})


def test_missing_file_is_part_of_the_plan(tmp_path: Path) -> None:
    """A name without a file is a failure in its place."""
    [entry] = plan(tmp_path / "none.txt").entries

    assert isinstance(entry, Failure)
    assert "missing" == entry.code
