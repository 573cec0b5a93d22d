"""What is shown is for everyone to use, on every screen, and text of documents is only ever text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from extractor.records import ItemResult
from extractor.store import Store
from tests.factories import extraction, fact, finding, item, quantity, result, run
from tests.payloads import PAYLOADS

from .conftest import PHONE, SCREEN, Opener, serving

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]
PER_ITEM = 25
STARTS = range(0, len(PAYLOADS), PER_ITEM)
PAGES = ("/", "/narratives/5", "/dashboard", "/trends")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("viewport", [SCREEN, PHONE], ids=["screen", "phone"])
def test_everyone_can_use_it(open_page: Opener, address: str, viewport: dict[str, int], *, dark: bool) -> None:
    """Axe finds nothing serious in either language, on a light screen and a dark phone; nothing runs off any side.

    Colours do not depend on the size, nor sizes on the colours.
    """
    page = open_page(address, viewport=viewport, dark=dark)
    root = address.split("/login", maxsplit=1)[0]
    serious = []
    for _ in range(2):
        for path in PAGES:
            page.goto(root + path)
            if dark == (viewport is PHONE):
                found = Axe().run(page).response["violations"]
                serious += [(path, each["id"]) for each in found if each["impact"] in {"serious", "critical"}]
            assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], path
        page.goto(root)
        with page.expect_navigation():
            page.click("#language")
    assert [] == serious


def hostile_item(number: int, texts: Sequence[str]) -> ItemResult:
    """An item with hostile texts in every field, fact and finding."""
    narrative = "".join(f"{text}已建成{place}座。" for place, text in enumerate(texts))
    whole = " ".join(texts)
    facts = [fact(quantity(narrative, f"{place}座", place, text, subject=text)) for place, text in enumerate(texts)]
    findings = [finding("error").model_copy(update={"zh": text, "en": text, "check": text}) for text in texts]
    fields = {"heading": texts[0], "task": whole, "units": tuple(texts), "status": whole, "problems": whole}
    return result(item(str(number), narrative, **fields), facts, findings=findings)


def test_text_of_documents_is_only_text(open_page: Opener, tmp_path: Path) -> None:
    """Two hundred hostile texts in every field, name, note and filter: no dialog, no request elsewhere, no script."""
    path = tmp_path / "store.sqlite3"
    with Store.open(path) as store:
        store.begin_run(run())
        hostile = [hostile_item(number, PAYLOADS[at : at + PER_ITEM]) for number, at in enumerate(STARTS, start=1)]
        store.add_extraction("run-1", extraction(*hostile, title=PAYLOADS[0]))
    with serving(path) as (_, printed):
        page = open_page(printed)
        root = printed.split("/login")[0]
        for path_ in ("/", "/dashboard", "/trends", "/bulletins/1"):
            page.goto(root + path_)
        for key in range(1, len(STARTS) + 1):
            page.goto(f"{root}/narratives/{key}")
            page.wait_for_selector(".fact")
            assert PER_ITEM == page.locator(".fact").count()
        page.goto(f"{root}/?search=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
        assert 0 == page.evaluate("document.querySelectorAll('main img, main iframe, main object, main svg').length")
