"""Servers, in a process of their own or in a thread of this one, and a browser at them."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from extractor.pipeline import Calibrated, label_by_rules
from extractor.service import run_files
from extractor.service.originals import Originals
from extractor.store import Store
from extractor.web import Access, create_app, listening

GOLD = Path(__file__).parents[4] / "gold" / "bulletins"
SCREEN = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}


@contextmanager
def serving(store: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server at `store` and the address that it prints."""
    command = [sys.executable, "-m", "extractor", "review", "--no-browser", "--port", "0"]
    command += ["--store", str(store), "--out", str(store.parent), "--name", "林知夏", *options]
    root = Path(__file__).parents[4]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment(root)) as server:  # noqa: S603
        assert server.stdout is not None
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found is not None
        try:
            yield server, found.group()
        finally:
            if server.poll() is None:
                server.send_signal(signal.SIGINT)
            server.wait(20)


def environment(root: Path) -> dict[str, str]:
    """That of this process, with the package under test first."""
    import os  # noqa: PLC0415

    return {**os.environ, "PYTHONPATH": str(root), "PYTHONUNBUFFERED": "1"}


@pytest.fixture(scope="session")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the three bulletins of the gold, in an order that no calibration changes."""
    path = tmp_path_factory.mktemp("extracted") / "store.sqlite3"
    with Store.open(path) as store:
        run_files(sorted(GOLD.glob("*.txt")), store, labeller=Calibrated(label_by_rules, None), engine="rules")
    return path


@pytest.fixture
def address(extracted: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a server at a copy of that store, in a thread: a process would load everything anew each time."""
    path = tmp_path / "store.sqlite3"
    shutil.copy(extracted, path)
    with Store.open(path) as store, listening(0) as listener:
        access = Access("t" * 43, listener.getsockname()[1], store.tokens)
        app = create_app(store, access, originals=Originals(), reviewer="林知夏", measures=tmp_path / "accuracy.json")
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://127.0.0.1:{access.port}/login#{access.token}"
        server.should_exit = True
        thread.join(20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield launched
        launched.close()


Opener = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Opener]:
    """Opens a page of a context of its own; after the test no page may have complained of anything."""
    complaints: list[str] = []
    contexts = []

    def opening(address: str, *, viewport: dict[str, int] = SCREEN, dark: bool = False) -> Page:
        context = browser.new_context(viewport=viewport, color_scheme="dark" if dark else "light", locale="zh-CN")  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("console", lambda told: complaints.append(told.text) if "Security" in told.text else None)
        page.on("request", lambda asked: complaints.append(asked.url) if "127.0.0.1" not in asked.url else None)
        page.goto(address)
        page.wait_for_selector("main table, main #facts")
        page.wait_for_load_state("load")
        return page

    yield opening
    for context in contexts:
        context.close()
    assert [] == complaints
