"""The machine's own clock."""

from extractor.llm.clock import SystemClock


def test_time_passes() -> None:
    """A sleep takes its time on a clock that never goes back."""
    clock = SystemClock()
    begun, date = clock.now(), clock.epoch()
    clock.sleep(0.01)

    assert 0.01 <= clock.now() - begun
    assert date <= clock.epoch()
