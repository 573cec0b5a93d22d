"""Items read against items by hand."""

from eval.fields import Share
from eval.scores import Counts
from eval.segmentation import failed_segmentation, score_segmentation
from extractor.records import Failure, GoldItem, Item
from extractor.spans import Passage

from .files import demo_items


def item(of: GoldItem, **changes: str) -> Item:
    """A gold item as the extractor would give it, with other texts in some fields."""
    texts = {"heading": of.heading, "task": of.task, "deadline": of.deadline, "narrative": of.narrative, **changes}
    passages = {name: Passage(text, ()) for name, text in texts.items() if name != "id"}
    return Item(
        id=changes.get("id", of.id),
        number=of.item,
        units=tuple(Passage(unit, ()) for unit in of.units),
        status=Passage(of.status, ()),
        reported_status=of.reported_status,
        heading=passages["heading"],
        task=passages["task"],
        deadline=passages["deadline"],
        narrative=passages["narrative"],
    )


def test_all_right() -> None:
    """Items read as they are give full marks; white space does not matter."""
    gold = demo_items()
    score = score_segmentation(gold, [item(one, task=" ".join(one.task)) for one in gold])

    assert Counts(2, 2, 2) == score.items
    assert {Share(2, 2)} == set(score.fields.values())
    assert {"units": Counts(2, 2, 2), "leaders": Counts()} == score.names
    assert ((), ()) == (score.missed, score.differences)


def test_items_are_paired_by_what_they_say() -> None:
    """An item made up before the others shifts their ids, not their scores."""
    first, second = demo_items()
    invented = item(first, id="demo/1", task="加强领导。", narrative="高度重视。")
    found = [invented, item(first, id="demo/2"), item(second, id="demo/3")]

    score = score_segmentation([first, second], found)

    assert Counts(2, 2, 3) == score.items
    assert Share(2, 2) == score.fields["narrative"]


def test_a_cut_narrative() -> None:
    """An item that lost its end is still that item, with a field that differs."""
    first, second = demo_items()
    score = score_segmentation([first, second], [item(second), item(first, narrative=first.narrative[:-9])])

    assert Counts(2, 2, 2) == score.items
    assert Share(1, 2) == score.fields["narrative"]
    assert [("demo/1", "narrative", first.narrative[:-9])] == [
        (one.id, one.field, one.actual) for one in score.differences
    ]


def test_names_are_sets() -> None:
    """Bodies count one by one, in any order."""
    gold = demo_items()[0].model_copy(update={"units": ("住建局", "城管局", "水利局")})
    found = item(gold.model_copy(update={"units": ("城管局", "住 建局", "财政局", "审计局")}))

    score = score_segmentation([gold], [found])

    assert Counts(2, 3, 4) == score.names["units"]
    assert ["units"] == [one.field for one in score.differences]


def test_a_missed_item() -> None:
    """What is not found is named and counted, and its fields are not."""
    first, second = demo_items()
    score = score_segmentation([first, second], [item(second)])

    assert (Counts(1, 2, 1), ("demo/1",)) == (score.items, score.missed)
    assert Share(1, 1) == score.fields["task"]


def test_a_bulletin_that_failed_counts() -> None:
    """Where a bulletin cannot be taken apart all its items are missed; scores of bulletins add up."""
    failure = Failure(subject="demo.txt", stage="read", code="no_items", message="demo.txt: no item")
    gold = demo_items()
    failed = failed_segmentation(gold, failure)
    total = failed + score_segmentation(gold, [item(one) for one in gold])

    assert Counts(0, 2, 0) == failed.items
    assert failed.fields["task"].accuracy is None
    assert Counts(2, 4, 2) == total.items
    assert (("demo/1", "demo/2"), (failure,)) == (total.missed, total.failures)


def test_equal_items_are_paired_once_each() -> None:
    """Two items that say the same are two items."""
    first, _ = demo_items()
    twin = first.model_copy(update={"id": "demo/2"})

    assert Counts(2, 2, 2) == score_segmentation([first, twin], [item(first), item(twin)]).items
    assert Counts(1, 2, 1) == score_segmentation([first, twin], [item(first)]).items
