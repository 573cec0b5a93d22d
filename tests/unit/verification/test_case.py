"""What a check sees of a narrative."""

from datetime import date

from extractor.mentions import find
from extractor.pipeline import extract_narrative
from extractor.records import Ledger, Marks, NarrativeRequest
from extractor.spans import Span
from extractor.verification import Case

TEXT = "建成7座（含3座），在建2座。其余（5座未开工；"
DAY = date(2031, 6, 5)


def case(narrative: str = TEXT) -> Case:
    """A narrative with its facts."""
    request = NarrativeRequest(id="demo/1", narrative=narrative, anchor_date=DAY)
    facts = extract_narrative(request).facts
    return Case(request, find(narrative, DAY), Marks.of(fact.mark for fact in facts), Ledger())


def span(words: str) -> Span:
    """Where `words` stand."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


def test_quantities_of_a_sentence() -> None:
    """Each quantity is in the one sentence that holds it."""
    seen = case()

    assert [["7座", "3座", "2座"], ["5座"]] == [
        [quantity.text for quantity in seen.quantities_in(sentence)] for sentence in seen.sentences
    ]


def test_sentence_of_words() -> None:
    """Words that spread over two sentences, or stand between them, are in none."""
    seen = case()

    assert seen.sentences[0] == seen.sentence_of(span("7座"))
    assert seen.sentences[1] == seen.sentence_of(span("5座"))
    assert seen.sentence_of(span("2座。其余")) is None
    assert seen.sentence_of(span("。")) is None
    assert case("；").sentence_of(Span(0, 1)) is None


def test_brackets_open_in_their_sentence() -> None:
    """A bracket counts from where it opens to where it closes, and not beyond its sentence."""
    seen = case()
    first, second = seen.sentences

    assert [False, True, False] == [seen.bracketed(span(words), first) for words in ("7座", "3座", "2座")]
    assert seen.bracketed(span("5座"), second)
