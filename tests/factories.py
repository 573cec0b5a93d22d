"""Records for tests: a test states only what matters to it, the rest is filled in.

Places, names and figures are invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from extractor.records import (
    Blocker,
    BlockerCategory,
    Bulletin,
    Date,
    DateMention,
    DateRange,
    Exclusion,
    Extraction,
    Fact,
    Failure,
    Finding,
    Item,
    ItemResult,
    LayoutChoice,
    Ledger,
    Mention,
    NarrativeRequest,
    NarrativeResult,
    NumberMention,
    Percentage,
    Quantity,
    ReportedStatus,
    Run,
    Severity,
    Skip,
)
from extractor.spans import Passage, Piece, Span

ANCHOR = date(2031, 6, 4)
NARRATIVE = "截至5月底，换热站已完成1座，完成投资3.2万元，占计划的5%；资金尚未到位。"

AnyMark = Quantity | Percentage | Date | Blocker


def where(narrative: str, text: str, nth: int = 1) -> dict[str, Any]:
    """The fields `text`, `start` and `end` of a mark: the `nth` place where `text` stands in `narrative`."""
    start = -1
    for _ in range(nth):
        start = narrative.index(text, start + 1)
    return {"text": text, "start": start, "end": start + len(text)}


def quantity(narrative: str, text: str, value: float, unit: str, **changes: Any) -> Quantity:  # noqa: ANN401
    """A quantity standing in `narrative`; exact and actual unless `changes` say otherwise."""
    fields = {"subject": "换热站", "role": "actual", **where(narrative, text), **changes}
    return Quantity(value=value, unit=unit, **fields)


def percentage(narrative: str, text: str, value: float, **changes: Any) -> Percentage:  # noqa: ANN401
    """A percentage standing in `narrative`; an actual completion unless `changes` say otherwise."""
    fields = {"subject": "计划投资", "kind": "completion", "role": "actual", **where(narrative, text), **changes}
    return Percentage(value=value, **fields)


def day(narrative: str, text: str, first: date, last: date | None = None, **changes: Any) -> Date:  # noqa: ANN401
    """A date standing in `narrative`; a cut-off unless `changes` say otherwise."""
    fields = {"role": "as_of", **where(narrative, text), **changes}
    return Date.model_validate({"from": first, "to": last or first, **fields})


def blocker(narrative: str, text: str, category: BlockerCategory = "funding", *, halted: bool = False) -> Blocker:
    """A blocker standing in `narrative`."""
    return Blocker(category=category, halted=halted, **where(narrative, text))


def fact(mark: AnyMark | None = None, confidence: float = 0.93, *, rule: str = "cue.done") -> Fact:
    """A fact; of one 换热站 unless a mark is given."""
    return Fact(
        mark=mark or quantity(NARRATIVE, "1座", 1, "座"),
        mention_rule="number.measure",
        label_rule=rule,
        score=0.8,
        confidence=confidence,
    )


def usual_facts() -> tuple[Fact, ...]:
    """The five facts of `NARRATIVE`."""
    return (
        fact(day(NARRATIVE, "5月底", date(2031, 5, 31)), 0.99, rule="cue.cut_off"),
        fact(),
        fact(quantity(NARRATIVE, "3.2万元", 32000, "元", subject="投资"), 0.55),
        fact(percentage(NARRATIVE, "5%", 5), 0.8),
        fact(blocker(NARRATIVE, "资金尚未到位"), 0.7, rule="blocker.lack"),
    )


def finding(severity: Severity = "warning", *spans: tuple[int, int], check: str = "done_over_target") -> Finding:
    """A finding about some spans."""
    return Finding(
        check=check,
        severity=severity,
        zh="完成数与目标之比为5%，与所报百分比不符",
        en="done ÷ target is 5%, which is not the percentage given",
        spans=tuple(Span(*span) for span in spans),
    )


def item(number: str = "1", narrative: str = NARRATIVE, *, stem: str = "demo", **changes: Any) -> Item:  # noqa: ANN401
    """An item; `changes` give other fields, passages as plain strings."""
    texts: dict[str, Any] = {
        "heading": "集中供热",
        "task": "新建换热站20座。",
        "units": ("柏塘区住建局",),
        "leaders": ("王秋禾",),
        "deadline": "2031年10月底",
        "status": "正在推进",
        "reported_status": "on_track",
        **changes,
        "narrative": narrative,
    }
    status: ReportedStatus | None = texts.pop("reported_status")
    identity = texts.pop("id", f"{stem}/{number}")
    passages: dict[str, Any] = {}
    at = int(number) * 1000
    for name, value in texts.items():
        many = isinstance(value, tuple)
        placed = tuple(passage(text, at + 100 * place) for place, text in enumerate(value if many else (value,)))
        passages[name] = placed if many else placed[0]
        at += 200
    return Item(id=identity, number=number, reported_status=status, **passages)


def passage(text: str, at: int) -> Passage:
    """A passage that stands at `at` of the source."""
    return Passage(text, (Piece(0, at, len(text)),) if text else ())


def result(
    of: Item | None = None,
    facts: Sequence[Fact] | None = None,
    *,
    findings: Sequence[Finding] = (),
    exclusions: Sequence[Exclusion] = (),
    anchor: date | None = ANCHOR,
) -> ItemResult:
    """An item with its result; the usual facts unless others are given."""
    source = of or item()
    found = usual_facts() if facts is None else tuple(facts)
    request = NarrativeRequest(
        id=source.id,
        narrative=source.narrative.text,
        anchor_date=anchor,
        task=source.task.text,
        reported_status=source.reported_status,
    )
    mentions = tuple(mention for one in found if (mention := _mention(one)))
    return ItemResult(
        item=source,
        result=NarrativeResult(
            request=request,
            ledger=Ledger(mentions=mentions, exclusions=tuple(exclusions)),
            facts=found,
            findings=tuple(findings),
        ),
    )


def exclusion(narrative: str, text: str, reason: str = "ordinal") -> Exclusion:
    """A numeral of `narrative` that is no mention."""
    at = where(narrative, text)
    return Exclusion(span=Span(at["start"], at["end"]), text=text, reason=reason)


def extraction(
    *results: ItemResult,
    stem: str = "demo",
    failed: Sequence[Item] = (),
    findings: Sequence[Finding] = (),
    title: str = "2031年民生实事5月份进展情况通报",
) -> Extraction:
    """One bulletin; with one usual result unless results are given. Items in `failed` have none."""
    done = results or (result(item(stem=stem)),)
    return Extraction(
        bulletin=Bulletin(
            stem=stem,
            sha256=f"{abs(hash_of(stem)):064x}",
            title=passage(title, 0),
            issuer=passage("柏塘区督查局", 40),
            issue_date=ANCHOR,
            period=DateRange(date(2031, 5, 1), date(2031, 5, 31)),
            layout=LayoutChoice(name="labelled", why="3 of 3 items carry 进展情况："),
            items=(*(one.item for one in done), *failed),
            notes=(
                Finding(
                    check="number_inferred",
                    severity="notice",
                    zh="第2项的序号由前后项推得",
                    en="the number of item 2 is inferred from its neighbours",
                ),
            ),
        ),
        anchor_date=ANCHOR,
        results=tuple(done),
        findings=tuple(findings),
        failures=tuple(failure(one.id) for one in failed),
    )


def varied() -> Extraction:
    """A bulletin with what is hard to carry: Traditional script, astral characters, overlaps, markup and formulas."""
    halted = "因縣級配套資金480萬元未撥付，自9月中旬停工至今；𠮷水鎮已鋪管網12.5公里🚧。"
    markup = "=cmd|'/c calc'!A1 已建成<b>3座</b>，<script>alert(1)</script>完成率约60%。"
    lines = "一是2号井已完工；\n二是云岭镇完成率为-5%。"
    return extraction(
        result(
            item("1", halted, task="鋪設管網20公里", status="停工", reported_status="halted"),
            [
                fact(blocker(halted, "因縣級配套資金480萬元未撥付，自9月中旬停工至今", halted=True), 0.9),
                fact(quantity(halted, "480萬元", 4_800_000, "元", subject="配套資金", role="pending"), 0.4),
                fact(day(halted, "9月中旬", date(2030, 9, 11), date(2030, 9, 20), role="occurred")),
                fact(quantity(halted, "12.5公里", 12.5, "公里", subject="管網")),
            ],
            findings=[finding("error", (1, 12), (30, 34))],
        ),
        result(
            item("2", markup, heading='"><img src=x onerror=alert(1)>', task="@SUM(A1)", units=("+柏塘区", "－云岭镇")),
            [
                fact(quantity(markup, "3座", 3, "座", value_max=4, bound="at_least", subject="<i>公厕</i>")),
                fact(percentage(markup, "60%", 60, bound="approx")),
            ],
            findings=[finding("notice", (0, 5))],
        ),
        result(
            item("3", lines, status="", reported_status=None),
            [fact(percentage(lines, "-5%", -5, kind="change"))],
            exclusions=[exclusion(lines, "2号", "ordinal")],
        ),
        result(item("4", "正在办理前期手续。", heading="", task="", units=(), leaders=(), deadline=""), []),
        stem="varied",
        failed=[item("5", stem="varied", id="varied/5")],
        findings=[finding("warning", (3, 7), check="item_count")],
        title="关于“=1+1”的通报",
    )


def hash_of(text: str) -> int:
    """A number that differs for different texts, the same in every process."""
    return int.from_bytes(text.encode()[:24], "big")


def failure(subject: str = "demo/9", code: str = "budget") -> Failure:
    """A failure of a narrative."""
    return Failure(subject=subject, stage="mentions", code=code, message="narrative is longer than 20000 characters")


def skip(subject: str = "cover.txt") -> Skip:
    """A file left out."""
    return Skip(subject=subject, reason="same content as demo.txt")


def run(identity: str = "run-1", **changes: Any) -> Run:  # noqa: ANN401
    """A run, not finished."""
    fields = {"started": datetime(2031, 6, 4, 9, 30, tzinfo=UTC), "engine": "rules", "code_version": "0.1.0"}
    return Run(id=identity, **{**fields, **changes})


def _mention(of: Fact) -> Mention | None:
    mark = of.mark
    match mark:
        case Date():
            days = DateRange(mark.from_, mark.to)
            return DateMention(span=mark.span, text=mark.text, past=days, future=days, rule=of.mention_rule)
        case Quantity():
            kind, unit = "quantity", mark.unit
        case Percentage():
            kind, unit = "percentage", ""
        case _:
            return None
    return NumberMention.model_validate(
        {
            "kind": kind,
            "span": mark.span,
            "text": mark.text,
            "value": abs(mark.value),
            "value_max": mark.value_max,
            "unit": unit,
            "bound": mark.bound,
            "rule": of.mention_rule,
        }
    )
