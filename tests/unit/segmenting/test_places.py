"""Words of a narrative lead back to the original document."""

from extractor.export.whereabouts import whereabouts
from extractor.pipeline import extract_items, label_by_rules
from extractor.reading.blocks import Paragraph
from extractor.reading.composing import Composition
from extractor.records import Item, Place, SourceText
from extractor.segmenting import segment
from extractor.spans import Span


def item_of(*paragraphs: Paragraph) -> Item:
    """The only item of a document of these paragraphs."""
    composition = Composition()
    composition.add(paragraphs)
    source = SourceText(
        name="a.docx",
        stem="a",
        sha256="0" * 64,
        format="docx",
        text=composition.text,
        places=tuple(composition.places),
    )
    [item] = segment(source).items
    return item


ITEM = item_of(
    Paragraph("1.新建公厕12座。", Place(paragraph=1)),
    Paragraph("责任单位：市城管局", Place(paragraph=2)),
    Paragraph("进展情况：已建成7座。", Place(paragraph=3, certainty=0.9)),
    Paragraph("完成投资3.2万元。", Place(paragraph=4, certainty=0.5)),
)


def span(words: str) -> Span:
    """Where `words` stand in the narrative."""
    start = ITEM.narrative.text.index(words)
    return Span(start, start + len(words))


def test_words_know_their_paragraph() -> None:
    """Each stretch stands where it came from, also where paragraphs were joined."""
    assert "第3段" == whereabouts(ITEM.places_of(span("7座")))
    assert "第4段" == whereabouts(ITEM.places_of(span("3.2万元")))
    assert "第3段 – 第4段" == whereabouts(ITEM.places_of(Span(0, len(ITEM.narrative.text))))


def test_least_certain_word_counts() -> None:
    """A stretch is as certain as its least certain part."""
    assert (0.9, 0.5) == (ITEM.certainty_of(span("7座")), ITEM.certainty_of(Span(0, len(ITEM.narrative.text))))


def test_uncertain_words_lower_confidence() -> None:
    """A fact in words that were hard to recognise is less sure than its evidence."""
    typed = item_of(Paragraph("1.新建公厕12座。"), Paragraph("责任单位：市城管局"), Paragraph("进展情况：已建成7座。"))
    bulletin_items = (ITEM, typed)
    confidences = []
    for item in bulletin_items:
        bulletin = segment(
            SourceText(name="b", stem="b", sha256="0" * 64, text="1.甲\n责任单位：乙\n进展情况：已建成。")
        )
        [outcome] = extract_items(bulletin.model_copy(update={"items": (item,)}), None, label_by_rules)
        assert outcome.result is not None
        confidences.append(outcome.result.result.facts[0])

    recognised, plain = confidences
    assert plain.score == recognised.score
    assert round(plain.confidence * 0.9, 6) == round(recognised.confidence, 6)
