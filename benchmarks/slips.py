"""How many slips the checks notice: one digit of one figure is changed at a time, and the narrative read anew.

On gold and silver, whose figures agree but for what is listed in ``docs/design/checks.md``. Most figures stand in no
relation to another, so most slips cannot be noticed by anyone who has the narrative and the task alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from extractor.pipeline import extract_narrative
from extractor.records import GoldLine, NarrativeRequest, Percentage, Quantity

GOLD = Path(__file__).parents[1] / "gold"
SUMS = frozenset(
    (
        "completion_disagrees",
        "parts_disagree",
        "parts_exceed",
        "remainder_disagrees",
        "figures_disagree",
        "change_disagrees",
        "completed_short",
        "done_unreported",
        "unit_slip",
    )
)
"""The checks that compare figures."""
SENTENCE = re.compile(r"[^。；;\n]+")
FIGURE = re.compile(r"\d+(?:\.\d+)?")
DIGIT = re.compile(r"[1-9]")


def lines(folder: str) -> Iterator[GoldLine]:
    """The labelled narratives of a folder of the gold."""
    for path in sorted((GOLD / folder).glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            yield GoldLine.model_validate_json(line)


def found(line: GoldLine, narrative: str) -> Counter[str]:
    """What the checks of figures say of a narrative, by check."""
    request = NarrativeRequest(
        id=line.id,
        narrative=narrative,
        anchor_date=line.anchor_date,
        task=line.task or "",
        reported_status=line.reported_status,
    )
    return Counter(one.check for one in extract_narrative(request).findings if one.check in SUMS)


def slips(line: GoldLine) -> Iterator[tuple[str, str]]:
    """The kind of each figure with a digit, and the narrative with its first digit changed."""
    marks: tuple[Quantity | Percentage, ...] = (*line.quantities, *line.percentages)
    for mark in marks:
        if digit := DIGIT.search(mark.text):
            at = mark.start + digit.start()
            other = str(int(digit[0]) % 9 + 1)
            yield mark.group, f"{line.narrative[:at]}{other}{line.narrative[at + 1 :]}"


def repeats(line: GoldLine) -> Iterator[str]:
    """Narratives at whose end a sentence with one figure is told again, the first digit of the figure changed."""
    for sentence in SENTENCE.findall(line.narrative):
        if len(FIGURE.findall(sentence)) == 1 and (digit := DIGIT.search(sentence)):
            told = f"{sentence[: digit.start()]}{int(digit[0]) % 9 + 1}{sentence[digit.end() :]}"
            yield f"{line.narrative.rstrip('。；')}。{told}。"


def measure(folder: str) -> None:
    """Prints the findings as printed and the share of the slips noticed, by kind of figure and check."""
    planted, noticed, checks, plain = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for line in lines(folder):
        before = found(line, line.narrative)
        plain += before
        for kind, narrative in slips(line):
            new = found(line, narrative) - before
            planted[kind] += 1
            noticed[kind] += bool(new)
            checks.update(new.keys())
    again = [found(line, narrative)["figures_disagree"] > 0 for line in lines(folder) for narrative in repeats(line)]
    print(f"{folder}: as printed {dict(plain) or 'no finding'}")
    for kind, count in planted.items():
        print(f"  {kind}: {noticed[kind]} of {count} slips noticed ({noticed[kind] / count:.1%})")
    print(f"  sentences of one figure told again with another: {sum(again)} of {len(again)} noticed")
    print(f"  by {', '.join(f'{name} {count}' for name, count in checks.most_common())}")


if __name__ == "__main__":
    for each in ("labels", "silver"):
        measure(each)
