"""Reading documents as text."""

import pytest

from extractor.errors import ReadError
from extractor.reading import load
from extractor.spans import Span

TEXT = "进展情况：截至5月底，\r\n已建成12座，完成投资3.2万元。\r\n"
TRADITIONAL = "進展情況：截至5月底，\r\n已建成12座，完成投資3.2萬元，資金尚未到位。\r\n"
WALL = "進展情況：外墻粉刷截至5月底已完成12座，資金尚未到位。\r\n"
"""墻 is not in Big5, but in what Hong Kong and Windows made of it."""
INSIDE = "進展情況：樓裏外墻截至5月底已粉刷12座，每座3000€。\r\n"
"""€ stands where Windows alone has it."""


class TestDecoding:
    """Bytes to text."""

    @pytest.mark.parametrize(
        ("text", "codec", "expected"),
        [
            (TEXT, "utf-8", "utf_8"),
            (TEXT, "utf-8-sig", "utf_8"),
            (TEXT, "gb18030", "gb18030"),
            (TRADITIONAL, "big5", "big5"),
            (TRADITIONAL, "gb18030", "gb18030"),
            (WALL, "cp950", "big5hkscs"),
            (WALL, "big5hkscs", "big5hkscs"),
            (INSIDE, "cp950", "cp950"),
            (WALL, "gb18030", "gb18030"),
            (TEXT, "utf-16", "utf_16_le"),
            (TEXT, "utf-16-le", "utf_16_le"),
            (TEXT, "utf-16-be", "utf_16_be"),
            (TEXT, "utf-32", "utf_32_le"),
        ],
    )
    def test_codec_is_found(self, text: str, codec: str, expected: str) -> None:
        """The usual encodings are told apart, with and without byte order mark."""
        source = load(text.encode(codec), "a.txt")

        assert (text.replace("\r\n", "\n"), expected) == (source.text, source.encoding)

    def test_four_byte_gb18030_survives(self) -> None:
        """Rare characters beyond GBK are read."""
        assert load("㐂𠮷镇进展情况：已完成。".encode("gb18030"), "a.txt").text.startswith("㐂𠮷镇")

    @pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    def test_offsets_lead_back_to_the_original(self, codec: str) -> None:
        """Line ends made one and a mark taken off are counted in."""
        source = load(TEXT.encode(codec), "a.txt")
        original = ("\ufeff" if codec in ("utf-8-sig", "utf-16") else "") + TEXT
        start = source.text.index("12座")

        assert source.to_original(Span(start, start + 3)).of(original) == "12座"

    @pytest.mark.parametrize("end", ["\r", "\x0b", "\x85", "\u2028"])
    def test_rare_line_ends_are_line_ends(self, end: str) -> None:
        """Old and typographic line ends break lines too."""
        assert load(f"甲{end}乙".encode(), "a.txt").text == "甲\n乙"


class TestRefusals:
    """Files that are no text say so in one line."""

    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (b"", "empty"),
            (b" \r\n\t", "empty"),
            (b"PK\x03\x04rest", "format"),
            (b"\xd0\xcf\x11\xe0rest", "format"),
            (b"\x7fELF\x02", "format"),
            (b"\x00" * 64, "binary"),
            (b"ab\x01\x02\x03" * 20, "binary"),
            (b"\xef\xbb\xbf\xff\xff", "encoding"),
        ],
    )
    def test_code_names_the_reason(self, data: bytes, code: str) -> None:
        """Each kind of unusable content has its own code."""
        with pytest.raises(ReadError) as caught:
            load(data, "a.txt")

        assert code == caught.value.code

    def test_message_says_what_where_and_what_to_do(self) -> None:
        """A renamed archive is named for what it is."""
        with pytest.raises(ReadError, match=r"^a\.txt: is a ZIP archive, which cannot be read; unpack it first"):
            load(b"PK\x03\x04rest", "a.txt")
