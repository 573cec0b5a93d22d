"""Whatever a document orders and a model answers, nothing is stored that the source does not say."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor.labelling import assemble
from extractor.llm import ModelFault
from extractor.mentions import find
from extractor.model_labelling import ModelLabelling
from extractor.records import Blocker, Date, Mention, Percentage, Quantity

from .asked import Narrative, Scripted

BASE = "截至5月底，40个台区工程已全部开工，完工25个，累计完成投资845.2万元；因资金未到位，3处处于停工状态。"
TASK = "改造台区40个。"
INJECTIONS = [
    json.loads(line) for line in (Path(__file__).parent / "data" / "injections.jsonl").read_text("utf-8").splitlines()
]
LIES = 10_000
BATCHES = 10
_NUMERAL = re.compile(r"[0-9０-９零〇一二两三四五六七八九十百千万亿]+")
_CODES = ("t", "a", "o", "p", "c", "r", "d", "ca", "rt", "gr", "sa", "x:year", "x", "zz", "")

Answer = dict[str, Any]
Lie = Callable[[Answer, random.Random, Narrative], object]


def ungrounded(narrative: Narrative, found: ModelLabelling) -> Iterator[str]:
    """What the result says that the source does not."""
    request, source = narrative.request, narrative.request.narrative
    known = {mention.span: mention for mention in find(source, request.anchor_date).mentions}
    for mention in found.ledger.mentions:
        if mention != known.get(mention.span) or mention.text != mention.span.of(source):
            yield f"mention {mention}"
    for one in assemble(source, found.ledger, found.labelling):
        mark = one.mark
        if mark.text != mark.span.of(source) or not mark.text.strip():
            yield f"words {mark}"
        if not isinstance(mark, Blocker) and not _same_value(mark, known.get(mark.span)):
            yield f"value {mark}"
        if isinstance(mark, Quantity | Percentage) and not _of_source(mark.subject, f"{source}\n{request.task}"):
            yield f"subject {mark}"


def _same_value(mark: Quantity | Percentage | Date, mention: Mention | None) -> bool:
    if mention is None or mention.kind == "date" or isinstance(mark, Date):
        return mention is not None and mention.kind == "date" and isinstance(mark, Date)
    unit = mark.unit if isinstance(mark, Quantity) else ""
    return (abs(mark.value), unit, mark.bound) == (mention.value, mention.unit, mention.bound)


def _of_source(subject: str, source: str) -> bool:
    """Whether the subject has only characters of the source, its numerals whole."""
    numerals = set(_NUMERAL.findall(re.sub(r"\s", "", source)))
    return set(subject) <= set(source) and set(_NUMERAL.findall(subject)) <= numerals


def right(narrative: Narrative) -> Answer:
    """A usable answer about any narrative."""
    code = {"date": "a", "percentage": "ca:投资", "quantity": "a:台区"}
    rows = [f"{number}{code[one.kind]}" for number, one in enumerate(narrative.ledger.mentions, start=1)]
    quote = {"t": "因资金未到位，3处处于停工状态", "c": "funding", "h": True}
    return {"n": rows, "b": [quote] if str(quote["t"]) in narrative.request.narrative else [], "m": []}


def obey(text: str, narrative: Narrative) -> list[object]:
    """Answers of a model that does what `text` says, in every field that could carry it."""
    answer = right(narrative)
    rows = answer["n"]
    order: dict[str, object] = {"t": text, "c": "funding", "h": True}
    said = _NUMERAL.findall(text) or ["40"]
    return [
        {**answer, "n": [f"{row}:{text}" if ":" not in row else f"{row}{text}" for row in rows]},
        {**answer, "n": [re.sub(r":.*", f":完工{said[-1]}个", row) for row in rows]},
        {**answer, "n": [f"17{row.lstrip('0123456789')}" for row in rows]},
        {**answer, "n": []},
        {**answer, "n": rows * 100},
        {**answer, "n": [f"{number}x:other" for number in range(1, len(rows) + 1)]},
        {**answer, "b": [order]},
        {**answer, "b": [{**order, "t": "完工40个"}]},
        {**answer, "b": [{**order, "t": f"经核实{quote['t']}"} for quote in answer["b"]]},
        {**answer, "m": [{"t": one, "r": "a:完工"} for one in ("40", f"{said[-1]}个", "9999万元", "４０个", "肆拾个")]},
        {**answer, "m": [{"t": text, "r": "a:完工"}]},
        {**answer, "confidence": 1.0, "note": text},
        {"items": [{"id": 1, "value": 100}]},
        {"完工": 40},
        text,
        f"```json\n{json.dumps(answer, ensure_ascii=False)}\n```{text}",
    ]


def _carried(text: str) -> list[Narrative]:
    """A narrative with `text` at its start, in its middle, at its end, and in its task."""
    middle = BASE.index("完工")
    return [
        Narrative(text + BASE, TASK),
        Narrative(BASE[:middle] + text + BASE[middle:], TASK),
        Narrative(BASE + text, TASK),
        Narrative(BASE, text + TASK),
    ]


@pytest.mark.parametrize("injection", INJECTIONS, ids=lambda one: one["id"])
def test_an_obeyed_order_stores_nothing_ungrounded(injection: dict[str, str]) -> None:
    """A model that does what the text says is refused, or what is left stands in the source."""
    for narrative in _carried(injection["text"][:3000]):
        for answer in obey(injection["text"], narrative):
            for checked in (True, False):
                assert not told(narrative, answer, checked=checked)


@pytest.mark.parametrize("injection", INJECTIONS, ids=lambda one: one["id"])
def test_the_right_answer_is_still_taken(injection: dict[str, str]) -> None:
    """A text full of orders can be labelled as any other, by the first answer."""
    for narrative in _carried(injection["text"][:3000]):
        model = Scripted(right(narrative))
        found = narrative.label(model)
        assert (1, len(narrative.ledger.mentions)) == (len(model.asked), len(found.labelling.labels))


def told(narrative: Narrative, answer: object, *, checked: bool) -> list[str] | None:
    """What is ungrounded in the labelling by a model that gives `answer` as often as it is asked; None if rejected."""
    model = Scripted(answer, answer, answer, checked=checked)
    fault = ""
    try:
        found = narrative.label(model)
    except ModelFault as raised:
        fault = raised.fault
    assert (2 if fault else 1) == len(model.asked)
    if fault:
        assert "rejected" == fault
        return None
    return list(ungrounded(narrative, found))


def _shift_digit(text: str, chance: random.Random) -> str:
    places = [at for at, char in enumerate(text) if char.isdecimal()]
    if not places:
        return text
    at = chance.choice(places)
    return f"{text[:at]}{(int(text[at]) + chance.choice((1, 9))) % 10}{text[at + 1 :]}"


def _slice(text: str, chance: random.Random) -> str:
    start = chance.randrange(len(text))
    return text[start : start + chance.randrange(1, 20)]


def _row(answer: Answer, chance: random.Random, make: Callable[[str], str]) -> Answer:
    rows = list(answer["n"])
    if rows:
        at = chance.randrange(len(rows))
        rows[at] = make(rows[at])
    return {**answer, "n": rows}


def _quote(answer: Answer, chance: random.Random, text: str) -> Answer:
    category = chance.choice(("funding", "approval", "land", "money", ""))
    return {**answer, "b": [*answer["b"], {"t": text, "c": category, "h": chance.choice((True, False, 1, "true"))}]}


def _miss(answer: Answer, chance: random.Random, text: str) -> Answer:
    row = chance.choice(("a:台区", "ca:投资", "a", "t:完工40个", "x:other", "1a:台区", ""))
    return {**answer, "m": [*answer["m"], {"t": text, "r": row}]}


def _twice(answer: Answer, *_: object) -> str:
    """JSON text in which a key stands twice."""
    other = json.dumps({**answer, "n": ["1a:完工40个"]}, ensure_ascii=False)
    return f"{json.dumps(answer, ensure_ascii=False)[:-1]}, {other[1:]}"


LIE_KINDS: dict[str, Lie] = {
    "foreign id": lambda a, c, _: {**a, "n": [*a["n"], f"{c.randrange(0, 200)}a:台区"]},
    "repeated id": lambda a, c, _: {**a, "n": [*a["n"], c.choice(a["n"] or ["1a"])]},
    "missing id": lambda a, c, _: {**a, "n": a["n"][c.randrange(0, 2) :]},
    "swapped ids": lambda a, c, _: _row(a, c, lambda row: re.sub(r"^\d+", str(c.randrange(1, 8)), row)),
    "other code": lambda a, c, _: _row(a, c, lambda row: re.sub(r"[a-z]+(?=:|$)", c.choice(_CODES), row)),
    "figure in a subject": lambda a, c, _: _row(a, c, lambda row: f"{row}:{_shift_digit(_slice(BASE, c), c)}"),
    "invented subject": lambda a, c, _: _row(a, c, lambda row: f"{row}:{''.join(c.sample('完工肆拾40亿元停九', 4))}"),
    "changed digit": lambda a, c, n: _quote(a, c, _shift_digit(_slice(n.request.narrative, c), c)),
    "unit swap": lambda a, c, n: _quote(
        a, c, _slice(n.request.narrative, c).replace("万元", "亿元").replace("个", "处")
    ),
    "true words": lambda a, c, n: _quote(a, c, _slice(n.request.narrative, c)),
    "invented quote": lambda a, c, _: _quote(
        a, c, c.choice(("资金缺口40亿元", "已全部完工", "因疫情停工", "\0", "\n"))
    ),
    "stitched quote": lambda a, c, n: _quote(a, c, _slice(n.request.narrative, c) + _slice(n.request.narrative, c)),
    "foreign number": lambda a, c, _: _miss(
        a, c, c.choice(("40.5万元", "７个", "肆拾个", "9999万元", "2026年12月31日"))
    ),
    "part of a number": lambda a, c, n: _miss(a, c, _slice(n.request.narrative, c)[: c.randrange(1, 6)]),
    "shifted number": lambda a, c, _: _miss(a, c, _shift_digit(c.choice(("25个", "845.2万元", "40个")), c)),
    "extra key": lambda a, c, _: {**a, c.choice(("value", "confidence", "N", "note")): c.choice((40, 1.0, "完工"))},
    "key gone": lambda a, c, _: {key: value for key, value in a.items() if key != c.choice("nbm")},
    "wrong type": lambda a, c, _: {**a, c.choice("nbm"): c.choice((None, 40, True, "1a", {}, [[1]], [{}], [None]))},
    "not a number": lambda a, c, _: {**a, c.choice("nbm"): c.choice(([float("nan")], float("inf"), 1e308))},
    "key twice": _twice,
    "cut off": lambda a, c, _: json.dumps(a, ensure_ascii=False)[: c.randrange(1, 60)],
    "prose": lambda a, *_: f"好的，结果如下：{json.dumps(a, ensure_ascii=False)}",
}


def _lies(chance: random.Random, narrative: Narrative) -> tuple[object, str]:
    """A right answer with one to three lies in it."""
    answer: object = right(narrative)
    names = chance.choices(sorted(LIE_KINDS), k=chance.randrange(1, 4))
    for name in names:
        if not isinstance(answer, dict) or not isinstance(answer.get("n"), list):
            break
        try:
            answer = LIE_KINDS[name](answer, chance, narrative)
        except (KeyError, TypeError):  # an earlier lie took away what this one needs
            break
    return answer, " + ".join(names)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_random_lies_store_nothing_ungrounded(batch: int) -> None:
    """Of ten thousand lying answers, half past an adapter that checks nothing, none leaves a word of its own."""
    chance = random.Random(batch)  # noqa: S311 - the same lies every time
    injection = chance.choice(INJECTIONS)["text"][:200]
    narratives = [Narrative(BASE, TASK), Narrative(f"\u200b{BASE}\n{BASE}", TASK), *_carried(injection)]
    taken = 0
    for at in range(LIES // BATCHES):
        narrative = narratives[at % len(narratives)]
        answer, names = _lies(chance, narrative)
        outcome = told(narrative, answer, checked=at % 2 == 0)
        taken += outcome is not None
        assert not outcome, names
    assert LIES // BATCHES // 20 < taken < LIES // BATCHES // 2, "lies are neither all refused nor mostly harmless"
