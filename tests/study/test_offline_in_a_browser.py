"""Cards without signal in a real browser: kept, studied without a server, and brought home."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Locator, Page, Playwright, expect, sync_playwright
from sqlalchemy import select
from werkzeug.serving import make_server

from quizapp.database import db
from quizapp.models import ReviewRow
from tests.conftest import QuietHandler
from tests.services import programs
from tests.support.browser import flags, follow

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True),
]


@pytest.fixture
def content() -> str:
    return "banks"


@contextmanager
def serving(app: Flask, port: int = 0) -> Iterator[int]:
    """Serve the application at a port until the end of the block; nobody answers there afterwards."""
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=QuietHandler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Phone:
    """A browser with a memory: closed and opened again, it knows what it kept."""

    def __init__(self, playwright: Playwright, folder: Path) -> None:
        self._playwright, self._folder = playwright, folder
        self.context = self._open()

    def _open(self) -> BrowserContext:
        context = self._playwright.chromium.launch_persistent_context(
            str(self._folder),
            executable_path=programs.need("chromium"),
            args=list(flags()),
            viewport={"width": 360, "height": 800},
            has_touch=True,
        )
        context.set_default_timeout(15_000)
        return context

    def reopen(self) -> None:
        """Close the browser and open it again."""
        self.context.close()
        self.context = self._open()

    @property
    def page(self) -> Page:
        """The page that is open."""
        return self.context.pages[0]


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture
def phone(playwright: Playwright, tmp_path: Path) -> Iterator[Phone]:
    phone = Phone(playwright, tmp_path / "phone")
    yield phone
    phone.context.close()


def ratings(app: Flask) -> list[int]:
    """Return the ratings that the server has, in the order of time."""
    with app.app_context():
        return list(db.session.scalars(select(ReviewRow.rating).order_by(ReviewRow.reviewed_at)))


def site(port: int, path: str = "/cards/") -> str:
    return f"http://127.0.0.1:{port}{path}"


def kept(page: Page) -> Locator:
    return page.locator("[data-part=kept]")


def keep_cards(page: Page, port: int) -> None:
    page.goto(site(port))
    follow(page.get_by_role("button", name="Add to my cards").first)
    page.get_by_role("button", name="Keep cards on this device").click()
    expect(kept(page)).to_have_text(
        re.compile(r"^\d+ cards kept on this device since \d\d:\d\d\. No answer waits")
    )


def answer(page: Page, label: str) -> None:
    page.get_by_text("Show the answer").click()
    page.get_by_role("button", name=label).click()


def test_cards_are_kept_studied_without_a_server_and_brought_home(phone: Phone, app: Flask) -> None:
    with serving(app) as port:
        keep_cards(phone.page, port)
    phone.reopen()
    page = phone.page
    page.goto(site(port))
    expect(page.locator("h1.flashcard-stem")).to_be_visible()
    answer(page, "I knew it")
    answer(page, "Not yet")
    expect(kept(page)).to_contain_text("2 answers wait to be sent.")
    phone.reopen()
    page = phone.page
    page.goto(site(port, "/cards/offline/"))
    expect(kept(page)).to_contain_text("2 answers wait to be sent.")
    assert ratings(app) == []
    with serving(app, port):
        page.goto(site(port))
        expect(page.locator("[data-part=told]")).to_have_text("2 answers: Stored.")
        expect(kept(page)).to_contain_text("No answer waits")
    assert ratings(app) == [3, 1]


def test_what_the_browser_has_removed_is_said_plainly(phone: Phone, app: Flask) -> None:
    with serving(app) as port:
        keep_cards(phone.page, port)
    page = phone.page
    page.goto(site(port))
    answer(page, "Not yet")
    expect(kept(page)).to_contain_text("1 answer waits to be sent.")
    page.goto("about:blank")
    page.goto(site(port, "/cards/offline/"))
    page.evaluate("indexedDB.deleteDatabase('net-learning-cards')")
    page.reload()
    expect(kept(page)).to_contain_text("The browser has removed the")
    expect(kept(page)).to_contain_text("With them went 1 answer that was not sent yet.")
    expect(page.get_by_role("heading", level=1)).to_have_text("No cards on this device")


def test_where_a_browser_may_keep_nothing_the_page_says_so(phone: Phone, app: Flask) -> None:
    with serving(app) as port:
        phone.context.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
        phone.page.goto(site(port))
        follow(phone.page.get_by_role("button", name="Add to my cards").first)
        expect(kept(phone.page)).to_contain_text("Here it works online only.")
        expect(phone.page.get_by_role("button", name="Keep cards on this device")).to_be_hidden()
