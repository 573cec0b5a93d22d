"""One pass over a narrative: every numeral becomes a mention, an exclusion, or stays unexplained."""

from __future__ import annotations

from datetime import date

from ..records import DateMention, Exclusion, Ledger, Mention, NumberMention
from ..spans import Span
from .almanac import readings
from .amounts import Amount, read_amount
from .dates import Context, Dated, read_date, read_quoted_festival
from .exclusions import Passed, worded
from .folding import Folded, fold
from .judging import Finding, Place, judge_chinese, judge_figure, judge_ordinal
from .lazy import Lazy
from .numerals import chinese_end

_CHINESE = "零〇一二三四五六七八九十百千万亿两俩仨廿卅"
_FORMAL = "壹贰叁肆伍陆柒捌玖拾佰仟"
_MARKS = "①-⑳㈠-㈩⑴-⒇⒈-⒛❶-❿Ⅰ-Ⅿⅰ-ⅿ"
_WORDS = "本上下当今去明次来翌前后首年月春元清端中国重除民农妇植青儿建教圣劳新半同"
_SCAN = Lazy(
    rf"[\d{_CHINESE}{_FORMAL}{_MARKS}{_WORDS}第《“「『‘\"]"
    rf"(?:(?<=[\d{_CHINESE}{_MARKS}《“「『‘\"])"
    rf"|(?<=第)(?=[0-9{_CHINESE}])"
    rf"|(?<=[{_FORMAL}])(?=[{_FORMAL}万亿]*(?:(?<=[拾佰仟万亿])|[拾佰仟]))(?<=[{_FORMAL}])"
    r"|(?<=本)(?=月|季|年[末底上下前第一二三四1-9])|(?<=[上下])(?=半年|个?月|一?个?季度|年[末底上下第一二三四1-9])"
    r"|(?<=[今去明次来翌前后同当])(?=年|月)|(?<=[前首])(?=[0-9一二两三四五六七八九十]{1,2}个?[月季])"
    r"|(?<=首)(?=季)|(?<=年)(?=[底末])|(?<=月)(?=[底末初])"
    r"|(?<=春)(?=节)|(?<=元)(?=[旦宵])|(?<![0-9零〇一二两三四五六七八九十百千万亿余多几角美港欧日韩澳加新]元)(?<=元)(?=月|(?:至|[-—~])[0-9])|(?<=清)(?=明)|(?<=端)(?=午)|(?<=中)(?=秋)|(?<=国)(?=庆|际劳动节)|(?<=重)(?=阳)|(?<=除)(?=夕)"
    r"|(?<=民)(?=国[0-9])|(?<=农)(?=历)|(?<=[妇植青儿建教圣劳])(?=女节|树节|年节|童节|党节|军节|师节|诞|动节)|(?<=新)(?=春佳)"
    r"|(?<=半)(?=年|个月|个小时|小时|个工作日|个季度))"
)
_TITLE = Lazy(r"《[^《》]{0,200}》")
_QUOTES = {
    "“": Lazy(r"“[^“”，。；\n]{1,24}”"),
    "「": Lazy(r"「[^「」，。；\n]{1,24}」"),
    "『": Lazy(r"『[^『』，。；\n]{1,24}』"),
    "‘": Lazy(r"‘[^‘’，。；\n]{1,24}’"),
    '"': Lazy(r'"[^"，。；\n]{1,24}"'),
}
_NUMERAL = Lazy(rf"[\d{_CHINESE}{_MARKS}半]")
_REAL = Lazy(r"[0-9]\.[0-9]|[0-9](?:%|万|亿|余|多|平方|元|人次|吨)|[0-9]{1,2}月|[0-9]{3,}[个户名家座所]")
_DIGIT_RUN = Lazy(r"\d++")
_CIRCLED = Lazy(rf"[{_MARKS}]++")
_HALF = Lazy(r"半(?:年|个月|个?小时|个工作日|个季度)")
_HALF_UNITS = {
    "年": "年",
    "个月": "个月",
    "小时": "小时",
    "个小时": "个小时",
    "个工作日": "个工作日",
    "个季度": "个季度",
}


class Scanner:
    """Reads one folded narrative from left to right."""

    def __init__(self, narrative: str, folded: Folded, anchor: date | None) -> None:
        self._narrative = narrative
        self._folded = folded
        self._text = folded.text
        self._context = Context(anchor, None)
        self._floor = 0
        self._amount: Amount | None = None
        self._mentions: list[Mention] = []
        self._exclusions: list[Exclusion] = []
        self._unexplained: list[Span] = []

    def ledger(self) -> Ledger:
        """The account of every numeral."""
        text, at = self._text, 0
        while True:
            match = _SCAN.search(text, at)
            if match is None:
                break
            at = self._step(match.start())
        return Ledger(
            mentions=tuple(self._mentions),
            exclusions=tuple(self._exclusions),
            unexplained=tuple(self._unexplained),
        )

    def _step(self, at: int) -> int:
        """Reads what begins at `at`; returns where to go on."""
        char = self._text[at]
        if char == "《":
            return self._title(at)
        if char in _QUOTES:
            return self._quoted(at)
        if char.isdecimal():
            return self._settle(judge_figure(self._place(at)), at, _run_end(_DIGIT_RUN, self._text, at))
        if char in _CHINESE:
            return self._settle(judge_chinese(self._place(at)), at, self._chinese_end(at))
        if char == "第":
            return self._settle(judge_ordinal(self._place(at)), at, None)
        return self._other(at, char)

    def _other(self, at: int, char: str) -> int:
        """Formal numerals, 半, circled and Roman numerals, and words that begin a date."""
        if char in _FORMAL:
            return self._formal(at)
        if char == "半":
            return self._half(at)
        marks = _CIRCLED.match(self._text, at)
        if marks:
            return self._pass(Passed(at, marks.end(), "grade" if "Ⅰ" <= char <= "ⅿ" else "enumerator"))
        return self._settle(read_date(self._text, at, self._context), at, None)

    def _place(self, at: int) -> Place:
        return Place(self._text, at, self._floor, self._context, self._amount)

    def _settle(self, found: Finding | None, at: int, unread_to: int | None) -> int:
        """Enters a finding; without one, what stands up to `unread_to` is left unexplained."""
        if isinstance(found, Amount):
            return self._number(found)
        if isinstance(found, Dated):
            return self._date(found)
        if found is not None:
            return self._pass(found)
        return at + 1 if unread_to is None else self._leave(at, unread_to)

    def _chinese_end(self, at: int) -> int:
        """Where the run of Chinese numerals that nothing explains ends; a word inside it is looked at again."""
        end = chinese_end(self._text, at)
        if 1 < end - at <= _RETRY and worded(self._text, at + 1, at + 1) is not None:
            return at + 1
        return end

    def _title(self, at: int) -> int:
        match = _TITLE.match(self._text, at)
        if match is None:
            return at + 1
        if _NUMERAL.search(match.group()):
            return self._pass(Passed(at, match.end(), "title"))
        return match.end()

    def _quoted(self, at: int) -> int:
        match = _QUOTES[self._text[at]].match(self._text, at)
        if match is None:
            return at + 1
        inner = match.group()[1:-1]
        festival = read_quoted_festival(self._text, at + 1, match.end() - 1, self._context)
        if festival is not None:
            self._date(festival)
            return match.end()
        if not _NUMERAL.search(inner):
            return at + 1
        if _REAL.search(inner):
            return at + 1
        return self._pass(Passed(at, match.end(), "quoted_name"))

    def _formal(self, at: int) -> int:
        amount = read_amount(self._text, at, self._amount)
        if isinstance(amount, Amount) and amount.unit:
            return self._number(amount)
        return chinese_end(self._text, at)

    def _half(self, at: int) -> int:
        match = _HALF.match(self._text, at)
        if match is None or self._text[at - 1 : at] in ("上", "下", "大", "小", "每", "过", "前", "后", "一"):
            return at + 1
        unit = _HALF_UNITS[match.group()[1:]]
        amount = Amount(
            at, match.end(), 0.5, None, unit, "exact", falling=False, percentage=False, rule="quantity.half"
        )
        return self._number(amount)

    def _span(self, start: int, end: int) -> Span:
        return Span(self._folded.start(start), self._folded.end(end))

    def _number(self, amount: Amount) -> int:
        span = self._span(amount.start, amount.end)
        self._mentions.append(
            NumberMention(
                kind="percentage" if amount.percentage else "quantity",
                span=span,
                text=span.of(self._narrative),
                value=amount.value,
                value_max=amount.value_max,
                unit=amount.unit,
                bound=amount.bound,
                falling=amount.falling,
                rule=amount.rule,
            )
        )
        self._amount, self._floor = amount, amount.end
        return amount.end

    def _date(self, dated: Dated) -> int:
        span = self._span(dated.start, dated.end)
        days = None if dated.stretch is None else readings(dated.stretch, self._context.anchor)
        self._floor = dated.end
        self._context = self._context._replace(last=dated)
        if days is None:
            open_year = dated.stretch is None or (dated.stretch.year is None and self._context.anchor is None)
            reason = "no_anchor_date" if open_year else "damaged_date"
            self._exclusions.append(Exclusion(span=span, text=span.of(self._narrative), reason=reason))
        else:
            past, future = days
            text = span.of(self._narrative)
            self._mentions.append(DateMention(span=span, text=text, past=past, future=future, rule=dated.rule))
        return dated.end

    def _pass(self, passed: Passed) -> int:
        start = max(passed.start, self._floor)
        span = self._span(start, passed.end)
        self._exclusions.append(Exclusion(span=span, text=span.of(self._narrative), reason=passed.reason))
        self._floor = passed.end
        return passed.end

    def _leave(self, start: int, end: int) -> int:
        self._unexplained.append(self._span(start, end))
        self._floor = end
        return end


_RETRY = 20


def _run_end(pattern: Lazy, text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at + 1


def scan(narrative: str, anchor: date | None) -> Ledger:
    """The ledger of one narrative."""
    return Scanner(narrative, fold(narrative), anchor).ledger()
