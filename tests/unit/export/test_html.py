"""The report shows every fact in its narrative and runs nothing of a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest

from extractor.export import write_html
from extractor.export.words import Language
from extractor.records import Extraction, FieldConfidence
from extractor.spans import Span
from tests.factories import (
    NARRATIVE,
    blocker,
    extraction,
    fact,
    failure,
    finding,
    item,
    quantity,
    result,
    run,
    skip,
)

PAYLOADS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover=alert(1) x='",
    '" onfocus=alert(1) autofocus="',
    "<svg onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href=javascript:alert(1)>点此</a>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<form action=//evil.example><input name=x>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "{{ 7*7 }}{% for x in y %}",
    "\u2028</script>\u2029<b>",
)
_ALLOWED = frozenset(
    re.findall(
        r"\w+",
        "html head meta title style body a header h1 h2 h3 p span section dl div dt dd form input fieldset legend"
        " button select option label output b ul li main details summary table thead tbody tr th td article q mark"
        " strong code footer script time",
    )
)


class _Page(HTMLParser):
    """Elements, attributes and texts of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.narratives: list[str] = []
        self._inside: str = ""
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "p":
            self._inside = dict(attrs).get("class") or ""
            if self._inside == "narrative":
                self.narratives.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self._inside = ""

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self._inside == "narrative":
            self.narratives[-1] += data

    def all(self, tag: str, name: str = "") -> list[dict[str, str | None]]:
        """Attributes of the elements of a tag whose class holds `name`."""
        found = [attrs for each, attrs in self.elements if each == tag]
        return [attrs for attrs in found if not name or name in (attrs.get("class") or "").split()]


def _page(tmp_path: Path, extractions: Sequence[Extraction], lang: str = "zh") -> _Page:
    path = tmp_path / "report.html"
    write_html(
        extractions,
        path,
        lang="en" if lang == "en" else "zh",
        run=run(),
        failures=[failure("bad.txt")],
        skips=[skip()],
    )
    return _Page(path)


@pytest.mark.parametrize(
    ("calibration", "lang", "said"),
    [
        (None, "zh", "置信度未经校准，只表示先后次序。"),
        (None, "en", "Confidence is not calibrated; it only ranks."),
        ("c" * 64, "zh", "置信度为正确的概率，由人工标注校准。"),
        ("c" * 64, "en", "Confidence is the probability of being right, learned from labels by hand."),
    ],
)
def test_what_confidence_means(tmp_path: Path, calibration: str | None, lang: Language, said: str) -> None:
    """The page says whether confidence is a probability or a rank, and tells that of each field where it is known."""
    sure = FieldConfidence(value=0.99, role=0.95, subject=0.5)
    known = fact().model_copy(update={"field_confidence": sure if calibration else None})
    path = tmp_path / "report.html"
    write_html([extraction(result(facts=[known]))], path, lang=lang, run=run(calibration=calibration))
    page = _Page(path)
    tip = page.all("mark")[0]["title"] or ""

    assert said in " ".join(page.texts)
    assert bool(calibration) is (("主体 0.50" if lang == "zh" else "subject 0.50") in tip)


def test_every_fact_is_highlighted(tmp_path: Path, extractions: tuple[Extraction, ...]) -> None:
    """Each fact has its line in a list and its words marked in the narrative."""
    page = _page(tmp_path, extractions)
    listed = [attrs["id"] for attrs in page.all("li", "fact")]
    marked = {name for attrs in page.all("mark") for name in (attrs["data-facts"] or "").split()}

    assert sum(len(one.result.facts) for each in extractions for one in each.results) == len(listed)
    assert set(listed) == marked


def test_narratives_stand_unchanged(tmp_path: Path, extractions: tuple[Extraction, ...]) -> None:
    """Highlights change no character of any narrative, failed items included."""
    page = _page(tmp_path, extractions)

    assert [item.narrative.text for each in extractions for item in each.bulletin.items] == page.narratives


def test_overlap_carries_both_kinds(tmp_path: Path) -> None:
    """Words that are in a blocker and in a quantity show both."""
    text = "因县级配套资金480万元未拨付停工"
    facts = [fact(blocker(text, text, halted=True)), fact(quantity(text, "480万元", 4_800_000, "元"), 0.3)]
    page = _page(tmp_path, [extraction(result(item("1", text), facts))])

    assert ["blockers", "blockers quantities low short", "blockers"] == [attrs["class"] for attrs in page.all("mark")]
    assert "阻碍 · 资金 · 已停工 · 0.93\n数量 · 已完成 · 换热站 · 4,800,000 元 · 0.30" == page.all("mark")[1]["title"]


def test_findings_and_numerals_are_shown(tmp_path: Path, extractions: tuple[Extraction, ...]) -> None:
    """Words a finding speaks of are underlined, and a numeral that is no fact gives its reason."""
    page = _page(tmp_path, extractions)

    assert page.all("mark", "found")
    assert ["序数、名次"] == [attrs["title"] for attrs in page.all("span", "excluded") if "title" in attrs]
    assert 4 == len([attrs for name in ("error", "warning", "notice") for attrs in page.all("li", name)])
    assert "=1+1" in page.texts


def test_unexplained_numeral_is_shown(tmp_path: Path) -> None:
    """A numeral in no account is underlined, with the reason."""
    done = result(facts=[])
    ledger = done.result.ledger.model_copy(update={"unexplained": (Span(2, 3),)})
    done = done.model_copy(update={"result": done.result.model_copy(update={"ledger": ledger})})
    page = _page(tmp_path, [extraction(done)])

    assert ["未解释的数字"] == [attrs["title"] for attrs in page.all("span", "unexplained")]


def test_page_speaks_english_on_request(tmp_path: Path, extractions: tuple[Extraction, ...]) -> None:
    """The English page says the same in English; texts of the document stay."""
    page = _page(tmp_path, extractions, "en")
    texts = " ".join(page.texts)

    assert "en" == page.all("html")[0]["lang"]
    assert "done ÷ target is 5%" in texts
    assert "工作进展抽取报告" not in texts
    assert "480萬元" in texts


def test_no_words_are_missing(tmp_path: Path, extractions: tuple[Extraction, ...]) -> None:
    """No key of the table of words shows through on either page."""
    for lang in ("zh", "en"):
        page = _page(tmp_path, extractions, lang)
        keys = {text.strip() for text in page.texts if re.fullmatch(r"\s*[a-z]+_[a-z_]+\s*", text)}
        assert set() == keys


def test_failures_are_told(tmp_path: Path, extractions: tuple[Extraction, ...]) -> None:
    """Failed files and items and skipped files stand in a table; a failed item says so in its place."""
    page = _page(tmp_path, extractions)

    assert 1 == len(page.all("p", "failure"))
    assert {"bad.txt", "varied/5", "cover.txt"} <= {text.strip() for text in page.texts}


def test_page_needs_nothing_else(tmp_path: Path, extractions: tuple[Extraction, ...]) -> None:
    """No element asks the network, nothing is styled or scripted inline but the page's own two blocks."""
    page = _page(tmp_path, extractions)
    policy = page.all("meta")[1]["content"]

    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert (1, 1) == (len(page.all("style")), len(page.all("script")))
    for _, attrs in page.elements:
        assert not {"src", "style", "srcset", "action"} & attrs.keys()
        assert (attrs.get("href") or "#").startswith("#")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_of_a_document_is_text(tmp_path: Path, payload: str) -> None:
    """Markup anywhere in a document, a finding or a failure shows as the characters it is."""
    narrative = payload + NARRATIVE
    facts = [fact(quantity(narrative, payload, 1, payload, subject=payload), rule=payload)]
    told = finding("notice", (0, 3), check=payload).model_copy(update={"zh": payload, "en": payload})
    row = item("1", narrative, heading=payload, task=payload, units=(payload,), deadline=payload, status=payload)
    hostile = extraction(
        result(row, facts, findings=[told]), stem=payload, title=payload, findings=[told], failed=[item("2", payload)]
    )
    path = tmp_path / "report.html"
    write_html([hostile], path, failures=[failure(payload)], skips=[skip(payload)], run=run(payload))
    page = _Page(path)

    assert set() == {tag for tag, _ in page.elements} - _ALLOWED
    assert [] == [name for _, attrs in page.elements for name in attrs if name.startswith("on")]
    assert (1, 1) == (len(page.all("style")), len(page.all("script")))
    assert [narrative, payload] == page.narratives


def test_ids_are_unique(tmp_path: Path, extractions: tuple[Extraction, ...]) -> None:
    """No id stands twice, and every link and label leads somewhere."""
    page = _page(tmp_path, (*extractions, *extractions))
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    targets = {(attrs["href"] or "")[1:] for attrs in page.all("a")}
    labels = {attrs["aria-labelledby"] for _, attrs in page.elements if "aria-labelledby" in attrs}

    assert len(set(ids)) == len(ids)
    assert targets | labels <= set(ids)


def test_empty_report(tmp_path: Path) -> None:
    """Without bulletins there is still a page, without items."""
    write_html([], tmp_path / "report.html")

    assert [] == _Page(tmp_path / "report.html").all("article")
