"""A person's whole path, by keys alone and by mouse alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from extractor.store import Slot, Store

from .conftest import Opener

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]


def state(page: Page, number: int) -> str:
    """The state of a fact in the list, from 0."""
    return page.locator(".fact").nth(number).get_attribute("class") or ""


def settled(page: Page, version: int, tmp_path: Path) -> None:
    """Waits until the store has so many events of the narrative on the page."""
    found = re.search(r"/narratives/(\d+)", page.url)
    assert found is not None
    for _ in range(100):
        with Store.open(tmp_path / "store.sqlite3") as store:
            if len(store.reviewing.events(Slot(int(found.group(1))))) >= version:
                page.wait_for_timeout(50)
                return
        page.wait_for_timeout(50)
    pytest.fail(f"version {version} never came")


def actions(tmp_path: Path) -> list[str]:
    """Everything that was done, in order."""
    with Store.open(tmp_path / "store.sqlite3") as store:
        events = [event for each in store.reviewing.every_event().values() for event in each]
    return [event.action for event in sorted(events, key=lambda each: each.at)]


KEYS = [
    ("accept", ["a"]),
    ("reject", ["x"]),
    ("undo", ["z"]),
    ("redo", ["Z"]),
    ("change", ["r", "2", "Enter"]),
    ("change", ["v", "5", "3", "0", "Enter"]),
    ("add", ["w", "Shift+ArrowRight", "4", "Enter"]),
    ("split", ["/", "ArrowRight", "Enter"]),
    ("merge", ["m", "Enter"]),
    ("note", ["c", "y", "e", "s", "Enter"]),
    ("accept", ["A"]),
    ("finish", ["Enter"]),
]
"""What is done, and the keys for it."""


def test_by_keys_alone(open_page: Opener, address: str, tmp_path: Path) -> None:
    """From the queue through every kind of correction, over two narratives and back, faster than the page can work."""
    page = open_page(address)
    for key in ("Enter", *(key for _, keys in KEYS for key in keys), "a", "."):
        page.keyboard.press(key)
    done = [*(action for action, _ in KEYS), "accept", "skip"]
    for _ in range(200):
        if len(actions(tmp_path)) >= len(done):
            break
        page.wait_for_timeout(50)

    assert done == actions(tmp_path)
    page.keyboard.press("?")
    expect(page.locator("dialog .keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.keyboard.press("q")
    expect(page.locator("#done")).to_have_text("1")


def test_keys_wait_for_their_turn(open_page: Opener, address: str, tmp_path: Path) -> None:
    """Keys pressed while an edit is under way are for the fact that comes next, not for the one just decided."""
    page = open_page(address)
    page.goto(address.split("/login", maxsplit=1)[0] + "/narratives/5")
    for key in "axa":
        page.keyboard.press(key)
    settled(page, 3, tmp_path)

    with Store.open(tmp_path / "store.sqlite3") as store:
        events = store.reviewing.events(Slot(5))
    assert (["accept", "reject", "accept"], 3) == (
        [each.action for each in events],
        len({each.facts for each in events}),
    )


def test_by_mouse_alone(open_page: Opener, address: str, tmp_path: Path) -> None:
    """The same with clicks: accept, reject, edit, select words by dragging, undo, finish."""
    page = open_page(address)
    page.click("#start")
    page.wait_for_selector(".fact")
    first = page.url

    page.locator('.fact [data-do="accept"]').first.click()
    settled(page, 1, tmp_path)
    page.locator('.fact [data-do="reject"]').nth(1).click()
    settled(page, 2, tmp_path)
    page.click('[data-do="undo"]')
    settled(page, 3, tmp_path)
    page.locator('.fact.quantities [data-do="edit"]').first.click()
    page.select_option('dialog select[name="role"]', "target")
    page.click('dialog button[value="save"]')
    settled(page, 4, tmp_path)
    words = page.locator("#narrative span").last.bounding_box()
    assert words is not None
    page.mouse.move(words["x"] + 2, words["y"] + 8)
    page.mouse.down()
    page.mouse.move(words["x"] + 50, words["y"] + 8, steps=4)
    page.mouse.up()
    page.click('[data-add="blockers"]')
    page.click('dialog button[value="save"]')
    settled(page, 5, tmp_path)
    page.locator("#narrative mark.dates").first.click()
    assert "dates" in (page.locator('.fact[aria-current="true"]').get_attribute("class") or "")
    page.click('[data-do="finish"]')
    page.wait_for_url(lambda url: url != first)

    assert ["accept", "reject", "undo", "change", "add", "finish"] == actions(tmp_path)


def test_two_people_at_once(open_page: Opener, address: str, tmp_path: Path) -> None:
    """The slower one sees both versions, chooses, and nothing is lost; each sees the other at it."""
    one, other = open_page(address), open_page(address)
    other.fill("#reviewer", "周牧野")
    with other.expect_navigation():
        other.press("#reviewer", "Tab")
    for page in (one, other):
        page.goto(address.split("/login", maxsplit=1)[0] + "/narratives/5")
        page.wait_for_selector(".fact")
        page.wait_for_timeout(300)
    expect(other.locator("#claimed")).to_contain_text("林知夏")

    one.keyboard.press("x")
    settled(one, 1, tmp_path)
    other.keyboard.press("a")
    expect(other.locator("dialog")).to_contain_text("已拒绝 林知夏")
    other.click('dialog button[value="apply_mine"]')
    settled(other, 2, tmp_path)

    with Store.open(tmp_path / "store.sqlite3") as store:
        done = [(event.action, event.reviewer) for event in store.reviewing.events(Slot(5))]
    assert [("reject", "林知夏"), ("accept", "周牧野")] == done


def test_a_draft_survives_a_closed_tab(open_page: Opener, address: str, tmp_path: Path) -> None:
    """What was typed and not saved is there again, marked as unsaved, in a new tab; saving it sends it."""
    page = open_page(address)
    page.keyboard.press("Enter")
    page.wait_for_selector(".fact")
    while "quantities" not in (page.locator('.fact[aria-current="true"]').get_attribute("class") or ""):
        page.keyboard.press("j")
    page.keyboard.press("s")
    page.keyboard.type("管网")
    url = page.url
    context = page.context
    page.close()

    again = context.new_page()
    again.goto(url)
    expect(again.locator("#banner")).to_contain_text("未保存")
    again.click("#banner button")
    assert "管网" == again.input_value('dialog [name="subject"]')
    again.press('dialog [name="subject"]', "Enter")
    settled(again, 1, tmp_path)

    assert ["change"] == actions(tmp_path)
    again.reload()
    expect(again.locator("#banner")).to_be_hidden()


def test_what_could_not_be_sent_is_kept(open_page: Opener, address: str, tmp_path: Path) -> None:
    """While the server is away an edit stays in the browser, told as unsaved, and goes out on demand."""
    page = open_page(address)
    page.keyboard.press("Enter")
    page.wait_for_selector(".fact")
    page.route("**/edits", lambda route: route.abort())
    page.keyboard.press("a")
    expect(page.locator("#banner")).to_contain_text("未能保存")
    page.reload()
    expect(page.locator("#banner")).to_contain_text("未能保存")
    page.unroute("**/edits")
    page.locator("#banner button").first.click()
    settled(page, 1, tmp_path)

    assert ["accept"] == actions(tmp_path)
