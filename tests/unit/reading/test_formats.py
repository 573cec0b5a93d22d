"""What a file is, by its bytes."""

import io
import zipfile

import pytest

from extractor.reading.formats import format_of


def archive(*names: str, mimetype: bytes = b"") -> bytes:
    """A ZIP archive with empty members of these names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        if mimetype:
            made.writestr("mimetype", mimetype)
        for name in names:
            made.writestr(name, "")
    return buffer.getvalue()


def compound(*streams: str) -> bytes:
    """The beginning of an OLE file with these streams in its directory."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"".join(name.encode("utf_16_le") for name in streams)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (archive("[Content_Types].xml", "word/document.xml"), "docx"),
        (archive("[Content_Types].xml", "word/document2.xml"), "docx"),
        (archive("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (archive("ppt/presentation.xml"), "pptx"),
        (archive("content.xml", mimetype=b"application/vnd.oasis.opendocument.text"), "odt"),
        (archive("content.xml", mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "ods"),
        (archive("OFD.xml", "Doc_0/Document.xml"), "ofd"),
        (archive("照片.jpg"), "zip"),
        (compound("WordDocument", "1Table"), "doc"),
        (compound("Workbook"), "xls"),
        (compound("Book"), "xls"),
        (compound("EncryptedPackage"), "encrypted"),
        (compound("Contents"), "ole"),
        (b"%PDF-1.7\n", "pdf"),
        (b"junk\n" * 100 + b"%PDF-1.4\n", "pdf"),
        (b"{\\rtf1\\ansi", "rtf"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"BM" + (30).to_bytes(4, "little") + bytes(24), "image"),
        (b"BMW4S\xe5\xba\x97 opened", "text"),
        (b"<!DOCTYPE html><html>", "html"),
        (b"\xef\xbb\xbf\r\n <!-- saved from url --><HTML>", "html"),
        ("<html>".encode("utf_16"), "html"),
        (b"<table border=1><tr>", "html"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>', "word-xml"),
        (b"From: <Saved>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related", "mhtml"),
        ("进展情况：<已完成>".encode(), "text"),
        (b"<done> 12", "text"),
        (b"PK\x03\x04", "zip"),
    ],
)
def test_format_is_told_by_bytes(data: bytes, expected: str) -> None:
    """Each kind of file is told by what is in it."""
    assert expected == format_of(data).name


@pytest.mark.parametrize("data", [archive("照片.jpg"), compound("EncryptedPackage"), b"7z\xbc\xaf", b"MZ\x90"])
def test_what_cannot_be_read_says_what_to_do(data: bytes) -> None:
    """A format that is refused comes with advice."""
    assert format_of(data).advice
