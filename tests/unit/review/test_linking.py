"""Items of two bulletins that may be one task."""

from __future__ import annotations

import pytest

from extractor.review import TaskText, chains, propose

HEATING = "集中供热 新建换热站20座，铺设管网12公里。"


@pytest.mark.parametrize(
    ("earlier", "later", "linked"),
    [
        (("1", HEATING), ("1", HEATING), True),
        (("1", HEATING), ("7", HEATING), True),
        (("1", HEATING), ("1", "集中供热 新建换热站25座。"), True),
        (("1", HEATING), ("7", "集中供热 新建换热站25座。"), False),
        (("1", HEATING), ("1", "老旧小区改造 改造小区6个。"), False),
        (("", ""), ("", ""), False),
    ],
)
def test_alike_texts_are_proposed(earlier: tuple[str, str], later: tuple[str, str], linked: bool) -> None:  # noqa: FBT001
    """Texts have to be much alike, or somewhat and of the same number."""
    found = propose([TaskText("a/1", *earlier)], [TaskText("b/1", *later)])

    assert linked == bool(found)


def test_each_item_is_proposed_once() -> None:
    """Of several that are alike the most alike pair is taken, and neither is in another."""
    earlier = [TaskText("a/1", "1", HEATING), TaskText("a/2", "2", HEATING + "续建")]

    assert [("a/2", "b/2"), ("a/1", "b/1")] == [
        (each.earlier, each.later)
        for each in propose(earlier, [TaskText("b/1", "1", HEATING + "今年"), TaskText("b/2", "2", HEATING + "续建")])
    ]


def test_links_make_chains() -> None:
    """Links in a row are one task over time; a ring of links ends."""
    assert (("a", "b", "c"), ("x", "y")) == chains([("b", "c"), ("a", "b"), ("x", "y")])
    assert () == chains([("a", "b"), ("b", "a")])
