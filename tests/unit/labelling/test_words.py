"""Cutting phrases to length."""

from extractor.labelling.words import trim


def test_short_phrases_stay() -> None:
    """A phrase that fits is left alone."""
    assert "新建换热站" == trim("新建换热站", 11)


def test_the_cut_falls_between_words() -> None:
    """The end of the phrase is kept from a whole word on."""
    assert "污水处理设施配套管道" == trim("柏塘河两岸各村新建生活污水处理设施配套管道", 11)


def test_one_long_word_is_cut_inside() -> None:
    """Where no word ends in time, the last characters are kept."""
    assert "aaaa" == trim("a" * 30, 4)
