"""How fast the finder reads the gold narratives, records included, beside its peers in the same run.

Peers are timed where they are installed, in an environment of their own choosing:
``pip install jionlp==1.5.29 pyduckling-native-phihos``. JioNLP reads money and dates, Duckling
numbers, quantities, money, durations and dates.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from extractor.mentions import find

LABELS = Path(__file__).parents[1] / "gold" / "labels"
ROUNDS = 5
Reader = Callable[[str], object]


def narratives() -> list[tuple[str, date]]:
    """Every gold narrative with its anchor date."""
    lines = [line for path in sorted(LABELS.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    return [(row["narrative"], date.fromisoformat(row["anchor_date"])) for row in map(json.loads, lines)]


def jionlp_reader() -> Reader:
    """Money and time expressions by JioNLP."""
    import jionlp  # noqa: PLC0415 - a peer that need not be there

    def read(text: str) -> object:
        return jionlp.ner.extract_money(text), jionlp.ner.extract_time(text)

    return read


def duckling_reader() -> Reader:
    """Every dimension of the genre by Duckling."""
    import duckling  # noqa: PLC0415 - a peer that need not be there

    zones = duckling.load_time_zones("/usr/share/zoneinfo")
    language = duckling.parse_lang("ZH")
    context = duckling.Context(
        duckling.parse_ref_time(zones, "Asia/Shanghai", 1590000000),
        duckling.parse_locale("ZH", duckling.default_locale_lang(language)),
    )
    wanted = ["number", "quantity", "amount-of-money", "duration", "time", "distance", "volume"]
    dimensions = duckling.parse_dimensions(wanted)

    def read(text: str) -> object:
        return duckling.parse(text, context, dimensions, False)  # noqa: FBT003 - its own signature

    return read


def speed(read: Callable[[str, date], object], texts: list[tuple[str, date]], rounds: int) -> float:
    """Characters a second of the fastest of some rounds."""
    characters = sum(len(text) for text, _ in texts)
    best = float("inf")
    for _ in range(rounds):
        begun = time.perf_counter()
        for text, day in texts:
            read(text, day)
        best = min(best, time.perf_counter() - begun)
    return characters / best


def main() -> None:
    """Prints the figures."""
    texts = narratives()
    find(*texts[0])
    print(f"extractor.mentions.find  {speed(find, texts, ROUNDS):10,.0f} characters/s")
    for name, module, make in (("JioNLP", "jionlp", jionlp_reader), ("Duckling", "duckling", duckling_reader)):
        if find_spec(module) is None:
            print(f"{name:24} not installed")
            continue
        read = make()
        print(f"{name:24} {speed(lambda text, _, read=read: read(text), texts, 1):10,.0f} characters/s")


if __name__ == "__main__":
    main()
