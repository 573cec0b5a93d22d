"""Words that a reader lost are noticed."""

import pytest

from extractor.reading.coverage import shortfall

SECOND = "截至五月底已建成换热站12座" * 10


@pytest.mark.parametrize("read", [SECOND, SECOND + "更多", "".join(reversed(SECOND)), f" {SECOND}\n"])
def test_whole_text_is_no_finding(read: str) -> None:
    """More words, another order and other spaces are no loss."""
    assert shortfall(read, SECOND) is None


def test_one_in_a_hundred_is_tolerated() -> None:
    """Two readings of a page differ a little."""
    assert shortfall(SECOND[1:], SECOND) is None


@pytest.mark.parametrize(("read", "share"), [("", "100.0%"), (SECOND[: len(SECOND) // 2], "50.0%")])
def test_loss_is_a_warning(read: str, share: str) -> None:
    """The share of what is missing is told, in both languages."""
    finding = shortfall(read, SECOND)

    assert finding is not None
    assert ("text_shortfall", "warning") == (finding.check, finding.severity)
    assert share in finding.zh
    assert share in finding.en


def test_blank_document_lost_nothing() -> None:
    """Nothing of nothing is missing."""
    assert shortfall("", " \n") is None
