"""Which amount and which target a percentage speaks of, where the words leave one reading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from ..records import Number, Percentage, Quantity
from ..script import simplify
from ..spans import Span
from .amounts import exactly, is_exact, step_of
from .case import Case

_OF_TARGET: Final = re.compile(
    r"占|完成率|为.{0,8}(?:任务|目标|计划|投资)|(?:任务|目标|计划)[^，。；]{0,8}的|[，,](?:已)?完成$"
)
_OF_AMOUNT: Final = re.compile(r"(?:占|为|完成)[^，,。；;\d]{0,8}$")
_BEHIND_AMOUNT: Final = re.compile(r"[)）]?的")
_RATE: Final = re.compile(r"[，,（(](?P<work>[^，,。；;（()）\d]{0,6}?)率(?:已)?(?:达到|达|为|是)?$")
_IN_TURN: Final = re.compile(r"分别")
_JOINED: Final = re.compile(r"[、，,和及与]{1,2}")
_DECIMALS: Final = re.compile(r"[.．点]([\d零〇一二三四五六七八九]+)")
_GLUED: Final = 2
"""Characters between two amounts up to which they are told as one: 22个、9.35亿元."""
_ALIKE: Final = 2
"""Characters in a row that words of one thing share."""
_AROUND: Final = 12
_WHOLE: Final = 100


class Claim(NamedTuple):
    """That an amount done is so much of a target."""

    done: Quantity
    target: Number
    printed: Percentage

    @property
    def share(self) -> Decimal:
        """What it is, in percent."""
        return exactly(self.done.value) * _WHOLE / exactly(self.target)

    @property
    def holds(self) -> bool:
        """Whether the printed share fits."""
        rounding = step_of(self.done) / 2 * _WHOLE / exactly(self.target)
        return agrees(self.share, self.printed.text, self.printed.value, rounding)


def agrees(share: Decimal, printed: str, value: Number, slack: Decimal = Decimal(0)) -> bool:
    """Whether a computed share fits a printed one: rounded, within one unit of its last digit, or cut off there.

    `slack` is how far off the computed share may be itself.
    """
    decimals = _DECIMALS.search(printed)
    step = Decimal(1).scaleb(-len(decimals[1]) if decimals else 0)
    return abs(share - exactly(value)) <= step + step / 2 + slack


def claims(case: Case) -> Iterator[Claim]:
    """What is claimed of one amount by one percentage, and of several in turn; each percentage once at most."""
    exact = [one for one in case.marks.percentages if is_exact(one) and one.kind in ("completion", "rate")]
    for listed in _lists(case, exact):
        sentence = case.sentence_of(Span(listed[0].start, listed[-1].end))
        if sentence is None:
            continue
        if len(listed) > 1:
            yield from _in_turn(case, sentence, listed)
            continue
        reading = _Reading(case, sentence, listed[0])
        if claim := reading.of_amount() or reading.of_work() or reading.of_target():
            yield claim


def _lists(case: Case, percentages: Sequence[Percentage]) -> Iterator[list[Percentage]]:
    """Percentages of which each follows upon the one before with nothing but a comma or an 和 between."""
    found: list[Percentage] = []
    for one in percentages:
        if found and not _JOINED.fullmatch(case.words, found[-1].end, one.start):
            yield found
            found = []
        found.append(one)
    if found:
        yield found


class _Reading(NamedTuple):
    """A percentage that stands alone in its sentence."""

    case: Case
    sentence: Span
    printed: Percentage

    def of_amount(self) -> Claim | None:
        """累计16.05亿元，占年计划50亿元的32.1%: the target stands in the very phrase."""
        ahead = [one for one in self.case.quantities_in(self.sentence) if one.end <= self.printed.start]
        if len(ahead) < len(("done", "target")):
            return None
        *_, done, target = ahead
        around = self.case.words[done.end : target.start].rstrip("（(")
        phrase = _OF_AMOUNT.search(around) and _BEHIND_AMOUNT.fullmatch(self._between(target))
        plain = done.role == "actual" and done.unit == target.unit and is_exact(done) and is_exact(target)
        return Claim(done, target.value, self.printed) if phrase and plain and target.value else None

    def of_work(self) -> Claim | None:
        """发现隐患8716处，整改8598处，整改率98.6%: the rate of the work that the last of two amounts is of."""
        *others, whole, done = (None, None, *_before(self.case, self.sentence, self.printed))
        rate = done and _RATE.fullmatch(self._between(done))
        if done is None or whole is None or not rate or len(rate["work"]) < _ALIKE:
            return None
        named = rate["work"] in self.case.lead(done.span) or rate["work"] in self.case.trail(done.span)
        plain = done.unit == whole.unit and is_exact(done) and is_exact(whole) and done.value <= whole.value
        lone = self.case.words[whole.end : done.start].count("，") <= 1
        rivals = any(one and one.role == "target" and one.unit == done.unit for one in others)
        told = named and plain and lone and not rivals and done.role in ("actual", "ongoing") and whole.value
        return Claim(done, whole.value, self.printed) if told else None

    def of_target(self) -> Claim | None:
        """The amount just ahead, and the one target in its unit, of the sentence or else of the task."""
        before = _before(self.case, self.sentence, self.printed)
        done = next((one for one in reversed(before) if one.role in ("actual", "ongoing")), None)
        if done is None or not is_exact(done) or not done.unit:
            return None
        alike = [one for one in before if one.role == done.role and one.unit == done.unit]
        if sum(one.start >= self._since for one in alike) > 1:
            return None
        named = [one for one in before if one.role == "target" and one.unit == done.unit]
        if self.printed.kind == "completion" and done.role == "actual" and _OF_TARGET.search(self._between(done)):
            targets = {one.value for one in named} or (_task_targets(self.case, done) if len(alike) == 1 else set())
        elif _RATE.fullmatch(self._between(done)) and not _twin(before, done):
            targets = {one.value for one in named if is_exact(one)}
        else:
            return None
        targets.discard(0)
        return Claim(done, targets.pop(), self.printed) if len(targets) == 1 else None

    def _between(self, quantity: Quantity) -> str:
        return self.case.words[quantity.end : self.printed.start]

    @property
    def _since(self) -> int:
        """Where the percentage ahead of it ends."""
        return max((one.end for one in self.case.marks.percentages if one.end <= self.printed.start), default=0)


def _task_targets(case: Case, done: Quantity) -> set[Number]:
    """The targets of the task in the unit of `done`; none where other completions may be of parts of it.

    Completions of amounts in other units are of other targets, where the words say so.
    """
    if not case.tells_of_parts:
        return case.task_targets(done.unit)
    rivals = (one for one in case.marks.percentages if one.kind == "completion")
    ahead = (max((q for q in case.marks.quantities if q.end <= one.start), key=_end, default=None) for one in rivals)
    if sum(one is None or one.unit == done.unit for one in ahead) > 1:
        return set()
    return {one.value for one in case.task_quantities(done.unit) if names_alike(case, done, one.span)}


def _end(quantity: Quantity) -> int:
    return quantity.end


def names_alike(case: Case, quantity: Quantity, target: Span) -> bool:
    """Whether the subject of an amount shares its words with the task around a target."""
    task = simplify(case.request.task[max(0, target.start - _AROUND) : target.end + _AROUND])
    subject = simplify(quantity.subject)
    return any(subject[at : at + _ALIKE] in task for at in range(len(subject) - 1))


def _twin(before: Sequence[Quantity], quantity: Quantity) -> bool:
    """Whether an amount in another unit stands right before one, so that a rate may be of either."""
    return any(
        one.unit != quantity.unit and one.role == "actual" and 0 <= quantity.start - one.end <= _GLUED for one in before
    )


def _in_turn(case: Case, sentence: Span, listed: Sequence[Percentage]) -> Iterator[Claim]:
    """路基6公里、路面4公里，分别占任务的60%和40%: as many amounts as percentages, and a target each or one for all.

    A target for all is taken for theirs only where it alone fits one of them.
    """
    before = [one for one in _before(case, sentence, listed[0]) if one.unit]
    done = [one for one in before if one.role == "actual"][-len(listed) :]
    units = {one.unit for one in done}
    if len(done) != len(listed) or len(units) != 1 or not all(map(is_exact, done)):
        return
    between = case.words[done[-1].end : listed[0].start]
    if not _OF_TARGET.search(between) or not (_IN_TURN.search(between) or _tight(case, done)):
        return
    targets = [one for one in before if one.role == "target" and one.unit in units and is_exact(one) and one.value]
    if len(targets) == len(done) and _tight(case, targets):
        yield from (Claim(*each) for each in zip(done, (one.value for one in targets), listed, strict=True))
        return
    shared = ({one.value for one in targets} or case.task_targets(*units)) - {0}
    of_each = ([Claim(one, target, printed) for one, printed in zip(done, listed, strict=True)] for target in shared)
    fitting = [found for found in of_each if any(claim.holds for claim in found)]
    if len(fitting) == 1:
        yield from fitting[0]


def _before(case: Case, sentence: Span, printed: Percentage) -> list[Quantity]:
    return [
        quantity
        for quantity in case.quantities_in(sentence)
        if quantity.end <= printed.start and not case.bracketed(quantity.span, sentence)
    ]


def _tight(case: Case, quantities: Sequence[Quantity]) -> bool:
    """Whether quantities are members of one list: no clause ends between them."""
    return all(not re.search("[，,：:。]", case.words[one.end : other.start]) for one, other in pairwise(quantities))
