"""Packages are opened only where every member is safe."""

import pytest

from extractor.errors import ReadError
from extractor.reading.packages import open_package
from tests.hostile.case import Case
from tests.hostile.packages import CASES
from tests.wordfiles import members, paragraph, word, zipped


def outcome(data: bytes) -> str:
    """How opening a package ends."""
    try:
        open_package(data)
    except ReadError as error:
        return f"refused:{error.code}"
    return "parsed"


class TestPackage:
    """What is given of a safe package."""

    def test_members_are_found_whatever_their_case(self) -> None:
        """Names are compared as Office does, with or without a leading slash."""
        package = open_package(word(paragraph("甲")))

        assert "/Word/DOCUMENT.xml" in package
        assert package.read("word/document.xml") == package.read("/WORD/document.xml")

    def test_folders_are_no_members(self) -> None:
        """A folder that stands in the package is left out of its names."""
        package = open_package(zipped({"word/": b"", "word/a.xml": b"<a/>"}))

        assert ("word/a.xml",) == package.names

    def test_backslashes_part_folders(self) -> None:
        """A package made with backslashes is read like any other."""
        package = open_package(zipped({"word\\a.xml": b"<a/>"}))

        assert b"<a/>" == package.read("word/a.xml")

    def test_missing_member(self) -> None:
        """Asking for what is not there is a `KeyError`."""
        with pytest.raises(KeyError):
            open_package(word("")).read("word/none.xml")

    def test_web_page_may_say_what_it_is(self) -> None:
        """A web page inside a package begins with a document type that brings nothing along."""
        page = {"word/afchunk.html": "<!DOCTYPE html><html><body>甲</body></html>"}

        assert "parsed" == outcome(zipped(members("") | page))


class TestRefusals:
    """What is no safe package."""

    @pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.id} {case.name}")
    def test_hostile_packages(self, case: Case) -> None:
        """Each trick is met by its own code, before any library parses a thing."""
        codes = {"refused:damaged" if end == "refused:format" else end for end in case.expected}

        assert outcome(case.build()) in codes

    def test_no_package(self) -> None:
        """Bytes that are no ZIP are damaged."""
        assert "refused:damaged" == outcome(b"PK\x03\x04rest")

    def test_message_says_what_and_what_to_do(self) -> None:
        """A refusal names the part and the way out."""
        with pytest.raises(ReadError, match=r"two parts called 'word/Document.xml'; save it anew"):
            open_package(next(case.build() for case in CASES if case.id == "D26"))
