"""Pages in every encoding they come in, whatever they say of it."""

import pytest

from extractor.errors import ReadError
from extractor.reading.html import read
from tests.unit.reading.composed import checks_of, text_of

SIMPLE = "截至5月底，㐂𠮷镇已建成12座，完成投资3.2万元。"
PLAIN = "截至5月底，东门镇已建成12座，完成投资3.2万元。"
TRADITIONAL = "截至5月底，東門鎮已建成12座，完成投資3.2萬元，資金尚未到位。"
WALL = "截至5月底，外墻粉刷已完成12座，資金尚未到位。"


def encoded(text: str, codec: str, declared: str = "") -> bytes:
    """A page in `codec` that declares another, or none."""
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    return f"<html><head>{meta}</head><body><p>{text}</p></body></html>".encode(codec)


class TestDecoding:
    """The encoding that a page is in."""

    @pytest.mark.parametrize(
        ("text", "codec", "declared"),
        [
            (SIMPLE, "utf-8", "utf-8"),
            (SIMPLE, "utf-8", ""),
            (SIMPLE, "utf-8", "gb2312"),  # valid UTF-8 is UTF-8
            (SIMPLE, "utf-8-sig", "gbk"),
            (SIMPLE, "gb18030", "gb2312"),  # beyond what it declares
            (SIMPLE, "gb18030", "GBK"),
            (SIMPLE, "gb18030", "gb18030"),
            (PLAIN, "gbk", ""),
            (PLAIN, "gbk", "utf-8"),
            (PLAIN, "gbk", "iso-8859-1"),
            (PLAIN, "gbk", "x-gbk"),
            (PLAIN, "gbk", "nonsense"),
            (TRADITIONAL, "big5", "big5"),
            (TRADITIONAL, "big5", ""),
            (WALL, "cp950", "big5"),
            (WALL, "big5hkscs", "Big5-HKSCS"),
            (TRADITIONAL, "gb18030", "gb2312"),
            (SIMPLE, "utf-16", ""),
            (SIMPLE, "utf-16-le", ""),
            (SIMPLE, "utf-16-be", "gb2312"),
        ],
    )
    def test_text_is_read(self, text: str, codec: str, declared: str) -> None:
        """A mark, valid UTF-8, the declaration and the likeliest are believed in this order."""
        content = read(encoded(text, codec, declared))

        assert (text, set()) == (text_of(content), checks_of(content))

    @pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
    def test_few_broken_bytes_are_told(self, codec: str) -> None:
        """A page with a character cut in two is read, with a warning."""
        whole = encoded(PLAIN * 20, codec, codec)
        broken = whole.replace("座".encode(codec), "座".encode(codec)[:1], 1)
        content = read(broken)

        assert text_of(content).count("东门镇") == 20
        assert checks_of(content) == {"characters_unreadable"}

    def test_mixed_encodings_are_refused(self) -> None:
        """A page that fits no encoding is not guessed at."""
        mixed = encoded(PLAIN * 5, "utf-8").replace(b"</p>", PLAIN.encode("gbk") * 5 + b"</p>")

        with pytest.raises(ReadError) as caught:
            read(mixed)

        assert caught.value.code == "encoding"
