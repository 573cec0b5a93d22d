"""What all checks have in common, and those of a few lines."""

from extractor.records import Ledger, Marks, NarrativeRequest
from extractor.spans import Span
from extractor.verification import CHECKS, Case, verify

from .narratives import names


def test_change_against_its_word() -> None:
    """由A提高到B with B below A is found, unless two changes are told in turn."""
    assert "change_disagrees" in names("补助标准由每人每月570元提高到520元。")
    assert "change_disagrees" not in names("补助标准由每人每月520元提高到570元。")
    assert "change_disagrees" not in names("補貼分別由每件40元、150元提高到60元、300元。")


def test_unexplained_numerals_are_findings() -> None:
    """What the ledger leaves open is told."""
    request = NarrativeRequest(id="a/1", narrative="共12")
    case = Case(request=request, ledger=Ledger(unexplained=(Span(1, 3),)), marks=Marks(), task=Ledger())

    assert [("unexplained_numeral", (Span(1, 3),))] == [(found.check, found.spans) for found in verify(case)]


def test_every_check_has_a_name_of_its_own() -> None:
    """Findings can be told apart by the check that made them."""
    assert len(CHECKS) == len({check.__name__ for check in CHECKS})  # type: ignore[attr-defined]
