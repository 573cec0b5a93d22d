"""The machine's own clock."""

from extractor.llm.clock import SystemClock


def test_time_passes() -> None:
    """A sleep takes its time on a clock that never goes back."""
    clock = SystemClock()
    begun, date = clock.now(), clock.epoch()
    clock.sleep(0.01)

    assert 0.01 <= clock.now() - begun
    assert date <= clock.epoch()


def test_a_woken_clock_sleeps_no_more() -> None:
    """Once woken, a sleep of an hour takes no time."""
    clock = SystemClock()
    clock.wake()
    begun = clock.now()
    clock.sleep(3600)

    assert 60 > clock.now() - begun
