"""Legacy documents converted by LibreOffice."""

import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest

from extractor.errors import ReadError
from extractor.reading import libreoffice, load
from extractor.reading.office import convert
from extractor.records import Place, SourceText
from extractor.service.doctoring import examine
from extractor.settings import Settings
from tests.hostile import legacy_files
from tests.hostile.case import Case
from tests.wordfiles import members, paragraph

RTF = legacy_files.rtf("截至5月底，已建成12座。")
LEGACY = ("doc", "rtf", "odt", "xml:MS Word 2003 XML")


def flat() -> bytes:
    """A Word document in one XML file."""
    parts = ""
    for name, content in members(paragraph("截至5月底，已建成12座。")).items():
        inner = str(content).partition("?>")[2]
        parts += f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{inner}</pkg:xmlData></pkg:part>'
    space = 'xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"'
    head = '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
    return f"{head}<pkg:package {space}>{parts}</pkg:package>".encode()


def refusal(data: bytes, name: str = "a.rtf") -> ReadError:
    """The error that reading ends in."""
    with pytest.raises(ReadError) as caught:
        load(data, name)
    return caught.value


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in the place of LibreOffice, for a test to write, with one second of time."""
    folder = tmp_path / "bin"
    folder.mkdir()
    path = folder / "soffice"
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.setattr(libreoffice, "LIMITS", libreoffice.LIMITS._replace(seconds=1))
    return path


class TestWithoutLibreOffice:
    """What is told where nothing can be converted."""

    def test_missing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The refusal names the package to install and the way around it; the doctor says the same."""
        monkeypatch.setenv("PATH", str(tmp_path))
        error = refusal(RTF)
        found = next(each for each in examine(Settings()) if each.name == "LibreOffice")

        assert "needs_libreoffice" == error.code
        assert "install the Debian package libreoffice-writer-nogui, or open it in Word or WPS" in str(error)
        assert ("optional", True) == (found.state, "libreoffice-writer-nogui" in found.detail)

    def test_flat_document_needs_none(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A Word document in one XML file is read as it is."""
        monkeypatch.setenv("PATH", str(tmp_path))

        assert "截至5月底，已建成12座。" == load(flat(), "a.xml").text

    @pytest.mark.parametrize(
        ("damage", "code"),
        [
            ((b"/word/document.xml", b"/word/other.xml"), "damaged"),
            ((b"<pkg:xmlData>", b"<pkg:binaryData>x</pkg:binaryData><pkg:xmlData>"), None),
            ((b"<pkg:package ", b"<!DOCTYPE x [<!ENTITY a 'b'>]><pkg:package "), "xml_dtd"),
            ((b"</pkg:package>", b""), "damaged"),
        ],
    )
    def test_damaged_flat_document(self, damage: tuple[bytes, bytes], code: str | None) -> None:
        """A document in one file is checked as a package is."""
        data = flat().replace(*damage)

        if code is None:
            assert "截至5月底，已建成12座。" == load(data, "a.xml").text
        else:
            assert code == refusal(data).code


class TestConfinement:
    """A converter that misbehaves harms nothing but its document."""

    def test_hanging_program_is_ended_with_its_children(self, program: Path, tmp_path: Path) -> None:
        """Whatever the program started ends with it."""
        child = tmp_path / "child"
        program.write_text(f"#!/bin/sh\nsleep 600 &\necho $! > {child}\nwait\n")

        assert "quarantined_time" == refusal(RTF).code
        assert not _lives(int(child.read_text()))

    @pytest.mark.parametrize("script", ["exit 0", "kill -SEGV $$", "exit 7"])
    def test_nothing_comes_of_it(self, program: Path, script: str) -> None:
        """A crash, a failure and a success without an outcome are all told alike."""
        program.write_text(f"#!/bin/sh\n{script}\n")

        assert "conversion" == refusal(RTF).code

    def test_outcome_is_not_trusted(self, program: Path) -> None:
        """What the program writes is checked like a stranger's document."""
        program.write_text('#!/bin/sh\nmkdir -p "$HOME/out"\necho no package > "$HOME/out/document.docx"\n')

        assert "damaged" == refusal(RTF).code

    def test_environment_and_limits(self, program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The program sees no key and no home of ours, and may take so much memory."""
        monkeypatch.setenv("OPENAI_API_KEY", "secret")
        monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
        program.write_text(f"#!/bin/sh\n(env; echo memory=$(ulimit -v)) > {tmp_path}/seen\n")
        refusal(RTF)
        seen = dict(line.split("=", 1) for line in (tmp_path / "seen").read_text().splitlines())

        assert set() == {"OPENAI_API_KEY", "HTTPS_PROXY"} & set(seen)
        assert Path(seen["HOME"]).name.startswith("extractor-")
        assert str(libreoffice.LIMITS.memory // 1024) == seen["memory"]
        assert not Path(seen["HOME"]).exists()


@pytest.mark.office
class TestConversion:
    """What LibreOffice makes of legacy documents."""

    @pytest.mark.parametrize("form", LEGACY)
    def test_text_tables_and_places_survive(self, form: str) -> None:
        """Paragraphs, cells and their places are those of the document."""
        source = load(legacy_files.saved_as(form), "a")
        cells = [source.text[cell.span.start : cell.span.end] for cell in source.tables[0].cells]

        assert source.text.startswith("截至5月底，已建成12座。\n")
        assert ["任务", "进展", "改厕", "完成64%"] == cells
        assert Place(table=1, row=2, column=2) == _place_of(source, "完成64%")

    def test_two_at_once(self) -> None:
        """Conversions at the same time do not know of each other."""
        data = [legacy_files.saved_as(form) for form in ("doc", "rtf")]
        with ThreadPoolExecutor(2) as pool:
            outcomes = list(pool.map(convert, data, ("doc", "rtf")))

        assert [b"PK", b"PK"] == [outcome[:2] for outcome in outcomes]

    @pytest.mark.enable_socket
    def test_nothing_is_fetched(self) -> None:
        """A linked picture makes LibreOffice knock at no door."""
        with socket.create_server(("127.0.0.1", 0)) as server:
            visitors: list[object] = []
            Thread(target=_receive, args=(server, visitors), daemon=True).start()
            load(legacy_files.with_picture(f"http://127.0.0.1:{server.getsockname()[1]}/a.png"), "a.odt")

        assert [] == visitors

    def test_words_of_another_file_stay_there(self, tmp_path: Path) -> None:
        """A section linked to a file of this machine does not bring its words in."""
        secret = tmp_path / "secret.txt"
        secret.write_text("SECRET")

        assert "SECRET" not in load(legacy_files.with_section(secret.as_uri()), "a.odt").text

    @pytest.mark.parametrize("case", legacy_files.CASES, ids=lambda case: f"{case.id} {case.name}")
    def test_hostile_legacy_document(self, case: Case) -> None:
        """Each comes to one of its right ends, no macro has run, and no socket is left behind."""
        try:
            source = load(case.build(), "hostile")
            found = {f"warned:{note.check}" for note in source.notes if note.severity == "warning"} or {"parsed"}
        except ReadError as error:
            found = {f"refused:{error.code}"}

        assert found <= case.expected
        assert not legacy_files.WRITTEN_BY_MACRO.exists()


def _lives(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def _receive(server: socket.socket, visitors: list[object]) -> None:
    with suppress(OSError):
        while True:
            visitors.append(server.accept())


def _place_of(source: SourceText, words: str) -> Place:
    start = source.text.index(words)
    return next(place for span, place in source.places if span.start == start)
