"""Two ways of counting the same text."""

from hypothesis import given
from hypothesis import strategies as st

from extractor.annotations.utf16 import Units

TEXTS = st.text(st.sampled_from("座a𠮷🚧é\n"), max_size=30)


@given(TEXTS)
def test_there_and_back(text: str) -> None:
    """Every offset in code points survives the way through UTF-16 units."""
    units = Units.of(text)

    assert list(range(len(text) + 1)) == [units.to_points(units.from_points(at)) for at in range(len(text) + 1)]


@given(TEXTS)
def test_agrees_with_the_codec(text: str) -> None:
    """An offset in units is half the length of the UTF-16 bytes before it."""
    units = Units.of(text)

    assert [len(text[:at].encode("utf-16-le")) // 2 for at in range(len(text) + 1)] == [
        units.from_points(at) for at in range(len(text) + 1)
    ]


@given(TEXTS)
def test_no_offset_splits_a_character(text: str) -> None:
    """The units inside a character, before the text and after it are no offsets."""
    units = Units.of(text)
    taken = {units.from_points(at) for at in range(len(text) + 1)}

    assert [] == [at for at in range(-2, 2 * len(text) + 3) if at not in taken and units.to_points(at) is not None]
