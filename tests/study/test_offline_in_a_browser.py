"""Cards without signal in a real browser: kept, studied without a server, and brought home."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import BrowserContext, Locator, Page, Playwright, expect
from sqlalchemy import select, update
from werkzeug.serving import make_server

from quizapp.database import db
from quizapp.models import CardRow, DeckChoiceRow, ItemRow, LearnerRow, ReviewRow
from quizapp.web.clock import utcnow
from tests.conftest import QuietHandler
from tests.services import programs
from tests.support.browser import PATIENCE_MS, flags, follow

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
        context.set_default_timeout(PATIENCE_MS)
        return context

    def reopen(self) -> None:
        """Close the browser and open it again."""
        self.context.close()
        self.context = self._open()

    @property
    def page(self) -> Page:
        """The page that is open."""
        return self.context.pages[0]


@pytest.fixture
def phone(playwright: Playwright, tmp_path: Path) -> Iterator[Phone]:
    phone = Phone(playwright, tmp_path / "phone")
    yield phone
    phone.context.close()


def log(app: Flask) -> list[ReviewRow]:
    """Return the learner's log in the order of time."""
    with app.app_context():
        rows = list(db.session.scalars(select(ReviewRow).order_by(ReviewRow.reviewed_at)))
        db.session.expunge_all()
        return rows


def ratings(app: Flask) -> list[int]:
    """Return the ratings that the server has, in the order of time."""
    return [row.rating for row in log(app)]


def wish(app: Flask, **wishes: object) -> None:
    with app.app_context():
        db.session.execute(update(LearnerRow).values(**wishes))
        db.session.commit()


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


def test_a_signal_that_comes_back_twice_at_once_sends_the_answers_once(phone: Phone, app: Flask) -> None:
    with serving(app) as port:
        keep_cards(phone.page, port)
    page = phone.page
    page.goto(site(port))
    answer(page, "I knew it")
    expect(kept(page)).to_contain_text("1 answer waits to be sent.")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    with serving(app, port):
        page.evaluate("for (const _ of [1, 2]) window.dispatchEvent(new Event('online'))")
        expect(page.locator("[data-part=told]")).to_have_text("1 answer: Stored.")
        expect(kept(page)).to_contain_text("No answer waits")
    assert len(sent) == 1


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


def test_a_page_without_signal_that_the_browser_has_removed_is_put_back_at_the_next_visit(
    phone: Phone, app: Flask
) -> None:
    page = phone.page
    with serving(app) as port:
        keep_cards(page, port)
        removed = {"origin": site(port, ""), "storageTypes": "cache_storage"}
        phone.context.new_cdp_session(page).send("Storage.clearDataForOrigin", removed)
        page.goto(site(port))
        expect(kept(page)).to_contain_text("No answer waits")
        page.wait_for_function("async () => Boolean(await caches.match('/cards/offline/'))")
    phone.reopen()
    phone.page.goto(site(port))
    expect(phone.page.locator("h1.flashcard-stem")).to_be_visible()


def test_where_a_browser_may_keep_nothing_the_page_says_so(phone: Phone, app: Flask) -> None:
    with serving(app) as port:
        phone.context.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
        phone.page.goto(site(port))
        follow(phone.page.get_by_role("button", name="Add to my cards").first)
        expect(kept(phone.page)).to_contain_text("Here it works online only.")
        expect(phone.page.get_by_role("button", name="Keep cards on this device")).to_be_hidden()


def test_two_devices_that_answer_the_same_card_are_both_heard(
    playwright: Playwright, tmp_path: Path, phone: Phone, app: Flask
) -> None:
    tablet = Phone(playwright, tmp_path / "tablet")
    try:
        with serving(app) as port:
            keep_cards(phone.page, port)
            tablet.context.add_cookies(
                [
                    {"name": one["name"], "value": one["value"], "url": site(port)}
                    for one in phone.context.cookies()
                ]
            )
            tablet.page.goto(site(port))
            tablet.page.get_by_role("button", name="Keep cards on this device").click()
            expect(kept(tablet.page)).to_contain_text("No answer waits")
        for device, label in ((phone, "Not yet"), (tablet, "I knew it")):
            device.page.goto(site(port))
            answer(device.page, label)
            expect(kept(device.page)).to_contain_text("1 answer waits to be sent.")
        with serving(app, port):
            # The one that answered last is back first.
            for device in (tablet, phone):
                device.page.goto(site(port))
                expect(kept(device.page)).to_contain_text("No answer waits")
            expect(phone.page.locator("[data-part=told]")).to_contain_text("both answers count")
    finally:
        tablet.context.close()
    first, second = log(app)
    assert (first.item_id, first.face) == (second.item_id, second.face)
    assert [(row.rating, row.phase_before) for row in (first, second)] == [(1, "new"), (3, "learning")]


def test_a_clock_an_hour_wrong_is_believed_only_where_it_can_be(phone: Phone, app: Flask) -> None:
    hour = timedelta(hours=1)
    with serving(app) as port:
        keep_cards(phone.page, port)
    with app.app_context():
        db.session.execute(update(CardRow).values(added_at=utcnow() - 2 * hour))
        db.session.commit()
    page = phone.page
    given = utcnow()
    for wrong, label in ((-hour, "Not yet"), (hour, "I knew it")):
        phone.context.clock.set_fixed_time(given + wrong)
        page.goto(site(port))
        answer(page, label)
        expect(page.locator("#answer")).not_to_have_attribute("open", "")
    with serving(app, port):
        page.goto(site(port))
        told = page.locator("[data-part=told]")
        expect(told).to_contain_text("1 answer: Stored. Your device’s clock showed an impossible time")
    slow, fast = log(app)
    assert (slow.rating, slow.clamped, fast.rating, fast.clamped) == (1, False, 3, True)
    assert abs(slow.reviewed_at - (given - hour)) < timedelta(seconds=1)
    assert given <= fast.reviewed_at <= utcnow()


def test_a_day_that_begins_without_signal_brings_its_cards_and_its_answers_are_its_own(
    phone: Phone, app: Flask
) -> None:
    day = timedelta(days=1)
    page = phone.page
    with serving(app) as port:
        page.goto(site(port))
        follow(page.get_by_role("button", name="Add to my cards").first)
        wish(app, new_per_day=1)
        page.get_by_role("button", name="Keep cards on this device").click()
        expect(kept(page)).to_contain_text("4 cards kept on this device")
    begun = utcnow()
    for later in (0 * day, day):
        phone.context.clock.set_fixed_time(begun + later)
        page.goto(site(port))
        answer(page, "I knew it")
        expect(page.get_by_role("heading", level=1)).to_have_text("Done for now")
        expect(page.locator("#left")).to_have_text(re.compile("^The next card comes: .*04:00"))
    with time_machine.travel(begun + 2 * day), serving(app, port):
        page.goto(site(port))
        expect(page.locator("[data-part=told]")).to_have_text("2 answers: Stored.")
    first, second = log(app)
    assert second.study_day - first.study_day == 1
    assert [first.clamped, second.clamped] == [False, False]


def test_keys_and_a_deck_s_own_limits_hold_without_signal(phone: Phone, app: Flask) -> None:
    page = phone.page
    with serving(app) as port:
        page.goto(site(port))
        follow(page.get_by_role("button", name="Add to my cards").first)
        with app.app_context():
            card = db.session.scalars(select(CardRow)).first()
            assert card
            bank_id = db.session.get_one(ItemRow, card.item_id).bank_id
            own = {"learner_id": card.learner_id, "bank_id": bank_id, "new_per_day": 1}
            db.session.add(DeckChoiceRow(**own, extra_new=0, extra_reviews=0))
            db.session.commit()
        page.get_by_role("button", name="Keep cards on this device").click()
        expect(kept(page)).to_contain_text("cards kept on this device")
    page.goto(site(port))
    page.get_by_label("What to study").select_option(index=1)
    expect(page.locator("#left")).to_have_text("1 left on this device")
    page.locator("h1.flashcard-stem").focus()
    page.keyboard.press("2")  # not seen yet
    page.keyboard.press("Space")
    expect(page.get_by_role("group", name="Answer: ")).to_be_focused()
    page.keyboard.press("2")
    expect(page.get_by_role("heading", level=1, name="Done for now")).to_be_focused()
    page.get_by_label("What to study").select_option("All cards")
    expect(page.locator("h1.flashcard-stem")).to_be_visible()
    page.get_by_role("button", name="Switch keys off").click()
    expect(page.get_by_role("button", name="Switch keys on")).to_be_visible()
    page.locator("h1.flashcard-stem").focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("Show the answer")).to_be_visible()
    with serving(app, port):
        page.goto(site(port))
        expect(kept(page)).to_contain_text("No answer waits")
    assert ratings(app) == [3]
