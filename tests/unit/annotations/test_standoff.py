"""Standoff: there, back, and the work of strangers."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.annotations import Imported, lines_text, read_folder, read_lines, standoff_files, take, write_files
from extractor.annotations.notes import read_note, write_note
from extractor.annotations.standoff import stem_of
from extractor.errors import ConfigurationError, FormatError, ReadError
from extractor.records import GoldLine
from tests.factories import quantity
from tests.payloads import PATHS

from .lines import CHARS, LABELS, gold_lines, usual_line

STEM = "demo_2f_1"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of one line."""
    path = tmp_path / "standoff"
    write_files(path, standoff_files([usual_line()]))
    return path


def imported(folder: Path, *base: GoldLine) -> Imported:
    """What the import makes of a folder."""
    return take(read_folder(folder, base), base)


@pytest.mark.parametrize("path", LABELS, ids=lambda path: str(path.name))
def test_our_gold_there_and_back(tmp_path: Path, path: Path) -> None:
    """Our gold comes back to the byte."""
    write_files(tmp_path / "standoff", standoff_files(read_lines(path)))
    came = imported(tmp_path / "standoff")

    assert path.read_text("utf-8") == lines_text(came.lines)
    assert () == came.problems


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(gold_lines())
def test_any_line_there_and_back(tmp_path: Path, line: GoldLine) -> None:
    """Any line comes back; marks across line breaks are put together again."""
    folder = tmp_path / stem_of(line.id)
    write_files(folder, standoff_files([line]), force=True)
    came = imported(folder)

    assert ((line,), ()) == (came.lines, came.problems)


def test_what_brat_reads(folder: Path) -> None:
    """Regions in code points, choices as attributes, the rest as notes."""
    rows = (folder / f"{STEM}.ann").read_text("utf-8").splitlines()

    assert [
        "T1\tQUANTITY 12 14\t1座",
        "A1\tquantity_role T1 actual",
        "A2\tbound T1 exact",
        "#1\tAnnotatorNotes T1\tsubject=换热站; value=1; unit=座",
    ] == rows[:4]


def test_line_breaks_split_a_region() -> None:
    """A region never crosses a line break: it is given in stretches."""
    text = "已完成1\n2座"
    mark = quantity(text, "1\n2座", 12, "座", subject="完成")
    line = usual_line(narrative=text, quantities=(mark,), percentages=(), dates=(), blockers=())
    files = standoff_files([line])

    assert files[f"{STEM}.ann"].startswith("T1\tQUANTITY 3 4;5 7\t1 2座\n")


@given(st.text(CHARS, min_size=1, max_size=20) | st.sampled_from(PATHS))
def test_file_names_are_safe(identity: str) -> None:
    """No id makes a path, a hidden file or a name that needs more than ASCII."""
    stem = stem_of(identity)

    assert stem.isascii()
    assert not set(stem) & set("/\\:\0 ")
    assert not stem.startswith(".")


@given(
    st.dictionaries(st.sampled_from(("subject", "value", "unit")), st.text(CHARS, min_size=1, max_size=9), min_size=1)
)
def test_notes_there_and_back(details: dict[str, str]) -> None:
    """A note is one line and says what was written."""
    note = write_note(details)

    assert 1 == len(note.splitlines())
    assert details == dict(read_note(note, "subject"))


def test_ids_that_share_a_file_name() -> None:
    """Ids that differ by case only are refused, for some file systems cannot tell them apart."""
    with pytest.raises(FormatError, match="share a file name"):
        standoff_files([usual_line(id="demo/1"), usual_line(id="Demo/1")])
    with pytest.raises(FormatError, match="too long"):
        standoff_files([usual_line(id="道" * 99)])


def test_a_bare_note_is_the_subject(folder: Path) -> None:
    """A person may write the subject alone; value, unit and bound are read from the words."""
    text = "T1\tQUANTITY 12 14\t1座\nA1\tquantity_role T1 actual\n#1\tAnnotatorNotes T1\t换热站\n"
    (folder / f"{STEM}.ann").write_text(text, "utf-8")

    assert usual_line().quantities[:1] == imported(folder).lines[0].quantities


def test_base_stands_in_for_the_origins(folder: Path) -> None:
    """Without ``documents.jsonl`` the base says where narratives come from; without either they are refused."""
    (folder / "documents.jsonl").unlink()

    assert (usual_line(),) == imported(folder, usual_line()).lines
    assert {"origin"} == {one.code for one in imported(folder).problems}


ROLE = "A1\tquantity_role T1 actual"
MARK = f"T1\tQUANTITY 12 14\t1座\n{ROLE}"


@pytest.mark.parametrize(
    ("annotations", "code", "line", "marks"),
    [
        ("T1 QUANTITY 12 14 1座", "format", 1, 0),
        (f"T1\tQUANTITY 12 999\t1座\n{ROLE}", "offsets", 1, 0),
        (f"T1\tQUANTITY 14 12\t1座\n{ROLE}", "offsets", 1, 0),
        (f"T1\tQUANTITY 12 99999999999\t1座\n{ROLE}", "format", 1, 0),
        (f"T1\tQUANTITY 12 14\t2座\n{ROLE}", "text_differs", 1, 0),
        (f"T1\tNUMBER 12 14\t1座\n{ROLE}", "unknown_label", 1, 0),
        (f"T1\tQUANTITY 2 5;12 14\t5月底 1座\n{ROLE}", "discontinuous", 1, 0),
        (f"{MARK}\nT1\tDATE 2 5\t5月底", "duplicate_region", 3, 1),
        (f"{MARK}\nT2\tQUANTITY 12 14\t1座\nA2\tquantity_role T2 actual", "duplicate", 3, 1),
        (f"{MARK}\nT2\tQUANTITY 12 13\t1\nA2\tquantity_role T2 actual", "overlap", 1, 1),
        (f"{MARK}\nR1\tPart Arg1:T1 Arg2:T1", "unknown_line", 3, 1),
        (f"{MARK}\nA2\tquantity_role T9 actual", "no_region", 3, 1),
        (f"{MARK}\nA2\tquantity_role T1 target", "several_answers", 3, 1),
        (f"{MARK}\nA2\tbound T1 <b>", "unknown_choice", 3, 1),
        (f"{MARK}\nA2\tcategory T1 land", "unknown_control", 3, 1),
        (f"{MARK}\n#1\tAnnotatorNotes T1\tcolour=red", "unknown_control", 3, 1),
        (f"{MARK}\n#1\tAnnotatorNotes T1\tvalue=one", "number", 1, 0),
    ],
)
def test_what_cannot_be_taken_is_reported(folder: Path, annotations: str, code: str, line: int, marks: int) -> None:
    """Each loss is a problem with the line of the file; what stands beside it is taken."""
    (folder / f"{STEM}.ann").write_text(annotations + "\n", "utf-8")
    came = imported(folder)

    assert (code, line) in {(one.code, one.line) for one in came.problems}
    assert (1, marks) == (len(came.lines), came.marks)
    assert all(str(one).isprintable() for one in came.problems)


def test_files_that_do_not_belong(folder: Path, tmp_path: Path) -> None:
    """Links are not followed, pipes not opened, lone halves and strange files reported."""
    secret = tmp_path / "secret.txt"
    secret.write_text("1座", "utf-8")
    (folder / "link.txt").symlink_to(secret)
    (folder / "link.ann").write_text("", "utf-8")
    (folder / "inner").mkdir()
    os.mkfifo(folder / "pipe.ann")
    (folder / "notes.doc").write_bytes(b"")
    (folder / "lone.txt").write_text("1座", "utf-8")
    (folder / "bytes.ann").write_bytes(b"\xff")
    with (folder / "documents.jsonl").open("a", encoding="utf-8") as origins:
        origins.write('{"id": "../../etc/passwd"}\n{"id": 1, "id": 2}\n')
    came = imported(folder)

    assert (usual_line(),) == came.lines
    assert {"not_a_file", "unknown_file", "no_pair", "encoding", "missing_field", "json"} == {
        one.code for one in came.problems
    }


def test_folders_that_cannot_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is missing or too large ends the import with one line."""
    with pytest.raises(ReadError, match="nowhere"):
        imported(folder / "nowhere")
    monkeypatch.setattr("extractor.annotations.standoff_reading.LARGEST_FILE", 9)
    with pytest.raises(FormatError, match="larger"):
        imported(folder)


def test_work_is_not_written_over(folder: Path) -> None:
    """A folder with annotations is left alone unless force is given."""
    (folder / f"{STEM}.ann").write_text("", "utf-8")
    with pytest.raises(ConfigurationError, match="--force"):
        write_files(folder, standoff_files([usual_line()]))

    assert "" == (folder / f"{STEM}.ann").read_text("utf-8")


_PARTS = st.sampled_from(
    ("T1", "A1", "#1", "\t", " ", "QUANTITY", "bound", "exact", "12 14", ";", "1座", "value=", "\r", "\n")
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(_PARTS | st.text(CHARS, max_size=2), max_size=20))
def test_no_annotations_break_the_import(folder: Path, parts: list[str]) -> None:
    """Whatever stands in a file of annotations, the import ends in records and problems."""
    (folder / f"{STEM}.ann").write_bytes("".join(parts).encode())

    assert 1 == len(imported(folder).lines)
