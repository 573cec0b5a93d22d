"""Recognition that is not installed."""

import pytest

from extractor.errors import ReadError
from extractor.reading.recognition import missing


@pytest.mark.parametrize("call", [missing.read, missing.recognise])
def test_what_to_install(call: object) -> None:
    """The error names the extra."""
    with pytest.raises(ReadError, match=r"bulletin-extractor\[ocr\]") as caught:
        call(b"")  # type: ignore[operator]
    assert "needs_ocr" == caught.value.code
