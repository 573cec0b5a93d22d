"""Where the strokes of the report's charts go; the template draws them as SVG.

Lengths are in units of the drawing, x to the right, y downwards.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from .marks import LEVELS, Level
from .quality import Bin, Quality
from .scores import Score

BAR_LEFT: Final = 76.0
BAR_LENGTH: Final = 150.0
"""Of a bar of 100 %."""
BAR_STEP: Final = 24.0
WHISKER_LENGTH: Final = 160.0
"""Of the scale from 0 to 100 % in a line of a table."""

_Z: Final = 1.96
_LABEL_WIDTH: Final = 18.0


class Bar(NamedTuple):
    """One F1 as a bar; lengths from `BAR_LEFT`, None where there is no figure."""

    level: Level
    y: float
    length: float | None
    low: float | None
    high: float | None
    score: Score


class Tick(NamedTuple):
    """A line of the grid with its label."""

    at: float
    label: str


class Dot(NamedTuple):
    """A point of a chart."""

    x: float
    y: float
    radius: float
    label: str
    """Empty where there is no room for it."""
    low: float | None = None
    """y of the lower end of its interval."""
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """The plane of a chart: what part of the scales it shows, and where it stands in the drawing."""

    x: tuple[float, float] = (0.0, 1.0)
    y: tuple[float, float] = (0.0, 1.0)

    left: float = 40.0
    top: float = 14.0
    width: float = 262.0
    height: float = 206.0

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    def at_x(self, value: float) -> float:
        """Where `value` stands on the horizontal scale."""
        first, last = self.x
        return round(self.left + self.width * (value - first) / (last - first), 2)

    def at_y(self, value: float) -> float:
        """Where `value` stands on the vertical scale."""
        first, last = self.y
        return round(self.bottom - self.height * (value - first) / (last - first), 2)

    def path(self, points: Iterable[tuple[float, float]]) -> str:
        """A line through `points`, as the data of an SVG path."""
        return "M" + " L".join(f"{self.at_x(x):g} {self.at_y(y):g}" for x, y in points)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with scales."""

    frame: Frame
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    line: str
    """The measured line; empty where there is none."""
    guide: str
    """What it would be compared with: perfect calibration, the risk of all, review in no order."""
    dots: tuple[Dot, ...]


def bars(scores: Mapping[Level, Score]) -> tuple[Bar, ...]:
    """A bar a level."""
    return tuple(
        Bar(
            level=level,
            y=place * BAR_STEP,
            length=_scaled(scores[level].f1, BAR_LENGTH),
            low=_scaled(scores[level].low, BAR_LENGTH),
            high=_scaled(scores[level].high, BAR_LENGTH),
            score=scores[level],
        )
        for place, level in enumerate(LEVELS)
    )


def whisker(score: Score) -> tuple[float | None, float | None, float | None]:
    """F1 and the ends of its interval on a line of `WHISKER_LENGTH`."""
    low, figure, high = (_scaled(value, WHISKER_LENGTH) for value in (score.low, score.f1, score.high))
    return figure, low, high


def reliability(quality: Quality) -> Chart:
    """Accuracy against confidence, a dot a bin with the 95 % interval of its accuracy."""
    spread = [wilson(one) for one in quality.bins]
    least = min((*(low for low, _ in spread), *(one.confidence for one in quality.bins)), default=0.0)
    shown = (min(0.9, math.floor(least * 10) / 10), 1.0)
    frame = Frame(shown, shown)
    return Chart(
        frame=frame,
        x_ticks=_ticks(frame.x, frame.at_x),
        y_ticks=_ticks(frame.y, frame.at_y),
        line=frame.path((one.confidence, one.accuracy) for one in quality.bins) if quality.bins else "",
        guide=frame.path(((shown[0], shown[0]), (1.0, 1.0))),
        dots=tuple(
            Dot(frame.at_x(one.confidence), frame.at_y(one.accuracy), 4.0, label, frame.at_y(low), frame.at_y(high))
            for one, label, (low, high) in zip(quality.bins, _apart(quality.bins, frame), spread, strict=True)
        ),
    )


def risk_coverage(quality: Quality) -> Chart:
    """The share that is wrong against the share that is kept, the surest first."""
    most = max((point.risk for point in quality.curve), default=0.0)
    frame = Frame(y=(0.0, min(1.0, max(0.05, math.ceil(most * 20 + 0.2) / 20))))
    overall = (quality.n - quality.right) / quality.n if quality.n else 0.0
    return Chart(
        frame=frame,
        x_ticks=_ticks(frame.x, frame.at_x),
        y_ticks=_ticks(frame.y, frame.at_y),
        line=frame.path((point.coverage, point.risk) for point in quality.curve) if quality.curve else "",
        guide=frame.path(((0.0, overall), (1.0, overall))),
        dots=tuple(
            Dot(frame.at_x(one.coverage), frame.at_y(one.risk), 3.0, percent(one.risk) if one.coverage == 1 else "")
            for one in quality.curve
        ),
    )


def review(quality: Quality) -> Chart:
    """The share of the errors caught against the share reviewed, the least sure first."""
    frame = Frame()
    known = sorted({(point.reviewed, point.caught) for point in (*quality.review, *quality.needed)})
    return Chart(
        frame=frame,
        x_ticks=_ticks(frame.x, frame.at_x),
        y_ticks=_ticks(frame.y, frame.at_y),
        line=frame.path([(0.0, 0.0), *known, (1.0, 1.0)]) if known else "",
        guide=frame.path(((0.0, 0.0), (1.0, 1.0))),
        dots=tuple(
            Dot(frame.at_x(one.reviewed), frame.at_y(one.caught), 4.0, percent(one.caught)) for one in quality.review
        ),
    )


def wilson(of: Bin) -> tuple[float, float]:
    """The 95 % interval of a bin's accuracy, by Wilson's score."""
    n, share = of.size, of.accuracy
    middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * math.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def percent(ratio: float | None, digits: int = 1) -> str:
    """A ratio as a percentage; a dash for None."""
    return "–" if ratio is None else f"{100 * ratio:.{digits}f}%"


def _apart(bins: Sequence[Bin], frame: Frame) -> Iterator[str]:
    """The size of each bin, where the label before it leaves room."""
    free = -math.inf
    for one in bins:
        at = frame.at_x(one.confidence)
        yield str(one.size) if at >= free else ""
        free = at + _LABEL_WIDTH if at >= free else free


def _scaled(ratio: float | None, length: float) -> float | None:
    return None if ratio is None else round(ratio * length, 2)


def _ticks(scale: Sequence[float], at: Callable[[float], float]) -> tuple[Tick, ...]:
    """Five or six lines at round places of `scale`."""
    first, last = scale
    step = next(step for step in (0.01, 0.02, 0.05, 0.1, 0.2) if (last - first) / step <= 5 + 1e-9)
    steps = round((last - first) / step)
    return tuple(Tick(at(first + step * place), percent(first + step * place, 0)) for place in range(steps + 1))
