"""A file is written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from extractor.errors import ConfigurationError
from extractor.export import write_csv, write_html, write_jsonl, write_parquet, write_xlsx
from extractor.export.files import replacing
from extractor.records import Extraction
from tests.factories import extraction

Writer = Callable[[Sequence[Extraction], Path], None]


def test_draft_takes_the_place(tmp_path: Path) -> None:
    """The new content stands at the path, with no draft beside it."""
    path = tmp_path / "new" / "file.txt"
    with replacing(path) as draft:
        draft.write_text("new", "utf-8")
        assert not path.exists()

    assert ["file.txt"] == [each.name for each in path.parent.iterdir()]
    assert "new" == path.read_text("utf-8")


def test_error_leaves_what_was_there(tmp_path: Path) -> None:
    """After an error half-way the old file stands as it was, and the draft is gone."""
    path = tmp_path / "file.txt"
    path.write_text("old", "utf-8")
    with pytest.raises(RuntimeError, match="half-way"):
        _fail_half_way(path)

    assert "old" == path.read_text("utf-8")
    assert [path] == list(tmp_path.iterdir())


def _fail_half_way(path: Path) -> None:
    with replacing(path) as draft:
        draft.write_text("new", "utf-8")
        raise RuntimeError("half-way")


class _Interrupted(Sequence[Extraction]):
    """Extractions whose second never comes."""

    def __len__(self) -> int:
        return 2

    def __getitem__(self, index: object) -> Extraction:  # type: ignore[override]
        if index == 0:
            return extraction()
        raise KeyboardInterrupt


@pytest.mark.parametrize("write", [write_jsonl, write_xlsx, write_parquet, write_html])
def test_interrupted_writer_leaves_the_old_file(tmp_path: Path, write: Writer) -> None:
    """Whatever stops a writer, the file of the last time is still there."""
    path = tmp_path / "export"
    path.write_text("old", "utf-8")
    with pytest.raises(KeyboardInterrupt):
        write(_Interrupted(), path)

    assert "old" == path.read_text("utf-8")
    assert [path] == list(tmp_path.iterdir())


@pytest.mark.parametrize("write", [write_jsonl, write_csv, write_xlsx, write_parquet, write_html])
def test_impossible_place_is_named(tmp_path: Path, write: Writer) -> None:
    """A path inside a file is refused with the path, the reason and what to do."""
    (tmp_path / "file").write_text("", "utf-8")

    with pytest.raises(ConfigurationError, match=r"file/.*cannot be written \(.+\); close it"):
        write([extraction()], tmp_path / "file" / "export")


@pytest.mark.parametrize("write", [write_jsonl, write_csv, write_html])
def test_writing_twice_gives_the_same(tmp_path: Path, write: Writer) -> None:
    """The same extractions give the same bytes."""
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        write([extraction()], tmp_path / folder / "export")
    one, two = (
        {path.name: path.read_bytes() for path in sorted((tmp_path / folder).rglob("*")) if path.is_file()}
        for folder in ("one", "two")
    )

    assert one
    assert one == two
