"""How fast the finder reads: characters a second over narratives of the genre, records included.

Run as ``python benchmarks/finding.py [FILE ...]``; each line of a file is read as a narrative.
"""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path

from extractor.mentions import find

_ANCHOR = date(2023, 8, 10)
_ROUNDS = 5
_NARRATIVES = (
    "截至7月底，已敷设管网18.4公里，占年度任务的92%，完成投资3,260万元；其余1.6公里计划9月中旬前完工。",
    "12个乡镇（街道）的186个村已开工171个，其中完工98个；两座提升泵站主体完成约八成，同比提前15天。",
    "1—7月份发放补贴2514.5万元，惠及5581户10696人，较上年末增加320户，支付率97.8%，低于时序1.2个百分点。",
    "“两癌”篩查7,214人，國道310改線3座橋樑正在架設，第二批項目因資金未到位停工20天。",
)


def main(paths: list[str]) -> None:
    """Prints the best of several rounds."""
    lines = [line for path in paths for line in Path(path).read_text("utf-8").splitlines() if line.strip()]
    narratives = lines or list(_NARRATIVES) * 100
    characters = sum(map(len, narratives))
    best = min(_round(narratives) for _ in range(_ROUNDS))
    print(f"{characters / best:,.0f} characters/s, {best / len(narratives) * 1e6:.0f} µs a narrative")


def _round(narratives: list[str]) -> float:
    start = time.perf_counter()
    for narrative in narratives:
        find(narrative, _ANCHOR)
    return time.perf_counter() - start


if __name__ == "__main__":
    main(sys.argv[1:])
