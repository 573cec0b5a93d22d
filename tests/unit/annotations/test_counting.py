"""``gold stats``."""

from extractor.annotations import count, read_gold
from extractor.annotations.counting import Lengths

from .lines import GOLD, usual_line


def test_counts_of_a_line() -> None:
    """Marks, roles and units are counted, whole and by bulletin."""
    empty = usual_line(
        id="other/1", bulletin="other", narrative="无", quantities=(), percentages=(), dates=(), blockers=()
    )
    statistics = count([usual_line(), empty])
    whole = statistics.whole

    assert (2, {"actual": 2}, {"座": 1, "元": 1}) == (whole.narratives, whole.quantity_roles, whole.units)
    assert {"quantities": 2, "percentages": 1, "dates": 1, "blockers": 1} == whole.marks
    assert (0.5, 0.5) == (whole.share_with["dates"], whole.share_without_marks)
    assert Lengths(1, 1, 1, 1, 1) == statistics.bulletins["other"].lengths


def test_nothing_to_count() -> None:
    """Without narratives a share is unknown, not zero."""
    whole = count([]).whole

    assert (None, None, None) == (whole.lengths, whole.share_without_marks, whole.share_with["dates"])


def test_our_gold() -> None:
    """The parts add up to the whole."""
    statistics = count(read_gold([GOLD]).lines)

    assert [25, 30, 22] == [figures.narratives for figures in statistics.bulletins.values()]
    assert sum(statistics.whole.quantity_roles.values()) == statistics.whole.marks["quantities"]
