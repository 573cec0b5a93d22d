"""Word documents read here, by python-docx and by LibreOffice."""

import io
import re
import subprocess
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.reading.docx import read
from tests.wordfiles import cell, paragraph, row, run, table, word

from .reading import text_of

CHARACTERS = st.text("截至月底已建成座，。12.5%", min_size=1, max_size=6)
KINDS = ("plain", "inserted", "deleted", "hidden")


def bulletin() -> bytes:
    """A bulletin with headings, lists and a table with merged cells."""
    document = docx.Document()
    document.add_heading("重点工作进展情况通报", level=1)
    document.add_paragraph("截至5月底，进展情况如下。")
    for text in ("新建公厕12座。", "改造管网9公里。", "新增床位300张。"):
        document.add_paragraph(text, style="List Number")
    grid = document.add_table(rows=4, cols=3)
    for index, text in enumerate(
        ("序号", "任务", "进展", "1", "甲任务", "完成64%", "2", "乙任务", "已开工", "合计", "", "2项")
    ):
        grid.cell(index // 3, index % 3).text = text
    grid.cell(1, 2).merge(grid.cell(2, 2))
    grid.cell(3, 0).merge(grid.cell(3, 1))
    document.add_paragraph("资金尚未到位。", style="List Number")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def bare(text: str) -> str:
    """Text without white space."""
    return re.sub(r"\s", "", text)


def test_python_docx_sees_the_same_words() -> None:
    """Paragraph by paragraph the words are those of python-docx, but for the labels, which it does not tell."""
    theirs = [each.text for each in docx.Document(io.BytesIO(bulletin())).paragraphs]
    ours = [re.sub(r"^\d\. ", "", line) for line in text_of(bulletin()).split("\n") if "\t" not in line]

    assert theirs == [line for line in ours if line not in ("已开工", "合计")]


@pytest.mark.office
def test_libreoffice_prints_the_same_words(tmp_path: Path) -> None:
    """Label by label and cell by cell the words are those that LibreOffice prints."""
    path = tmp_path / "a.docx"
    path.write_bytes(bulletin())
    command = ("soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless")
    to = ("--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(path))
    subprocess.run((*command, *to), check=True, capture_output=True, timeout=90)  # noqa: S603 - words of our own

    assert bare((tmp_path / "a.txt").read_text("utf-8-sig")) == bare(text_of(bulletin()))


def marked(pieces: list[tuple[str, str]]) -> str:
    """A paragraph of runs, each plain, inserted, deleted or hidden."""
    forms = {
        "plain": run,
        "inserted": lambda text: f"<w:ins>{run(text)}</w:ins>",
        "deleted": lambda text: f"<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>",
        "hidden": lambda text: run(text, "<w:vanish/>"),
    }
    return paragraph("<w:bookmarkStart/>" + "".join(forms[kind](text) for kind, text in pieces))


def shown(pieces: list[tuple[str, str]]) -> str:
    """What such a paragraph shows."""
    return "".join(text for kind, text in pieces if kind in ("plain", "inserted"))


PIECES = st.lists(st.tuples(st.sampled_from(KINDS), CHARACTERS), min_size=1, max_size=4)


@given(st.lists(PIECES, max_size=5), st.lists(st.lists(PIECES, min_size=1, max_size=3), max_size=3))
def test_every_word_is_shown_or_told(
    paragraphs: list[list[tuple[str, str]]], rows: list[list[list[tuple[str, str]]]]
) -> None:
    """Whatever the mixture: what is shown is text in order, the rest is counted, and no word is missed."""
    content = read(
        word(
            "".join(map(marked, paragraphs)) + table(*(row(*(cell(marked(each)) for each in cells)) for cells in rows))
        )
    )
    everything = [*paragraphs, *(each for cells in rows for each in cells)]
    kinds = {kind for pieces in everything for kind, _ in pieces}
    expected = {check for kind, check in (("deleted", "deleted"), ("hidden", "hidden_text")) if kind in kinds}

    assert "".join(map(shown, everything)) == bare(text_of(content))
    assert expected == {note.check for note in content.notes}
