"""A member's page with its script: it follows the session by itself, and loses no answer."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from quizapp.core.live import Command
from quizapp.database import db
from quizapp.live.answers import SKIPPED
from quizapp.models import LiveAnswerRow
from tests.live.served_hub import served_hub
from tests.live.visiting import Room
from tests.support.browser import follow, watched_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True),
]
TO_FIRST_ITEM = (Command.NEXT, Command.CLOSE, Command.NEXT)
STORED = "Stored. You can change it."
NOT_SENT = "Not sent yet: no signal. Your answer is kept on this phone and sent later."


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def phone(app: Flask, browser: Browser) -> Iterator[Page]:
    """A phone in a hall with the hub, which tells it at once what is new."""
    with (
        served_hub(app) as server,
        watched_page(browser, server.address, width=360, height=740, touch=True) as page,
    ):
        yield page


@pytest.fixture
def asking_phone(browser: Browser, live_server: str) -> Iterator[Page]:
    """A phone that has to ask what is new, because its server has no hub."""
    with watched_page(browser, live_server, width=360, height=740, touch=True) as page:
        yield page


def join(page: Page, room: Room) -> None:
    page.goto(room.path)
    follow(page.get_by_role("button", name="Join"))


def stored(room: Room) -> list[str]:
    """Return what is stored of the answers to the first item."""
    with room.app.app_context():
        stmt = select(LiveAnswerRow.response).filter_by(session_id=room.hall.id, position=2)
        return list(db.session.scalars(stmt))


def test_the_page_follows_the_session_and_sends_what_is_answered(app: Flask, phone: Page) -> None:
    room = Room(app)
    join(phone, room)
    expect(phone.get_by_role("link", name="Show what is new")).to_be_hidden()
    room.does(*TO_FIRST_ITEM)
    heading = phone.get_by_role("heading", level=1)
    expect(phone.get_by_text("Question 1 of 3")).to_be_visible()
    expect(heading).to_be_focused()
    told, send = phone.locator("#told"), phone.get_by_role("button", name="Send my answer")
    send.click()
    expect(told).to_have_text("Choose an answer, or skip the question.")
    phone.locator("#piece .option").first.click()
    room.does(Command.PAUSE)
    expect(phone.get_by_text("Take a breath")).to_be_visible()
    room.does(Command.RESUME)
    expect(phone.locator("#piece input:checked")).to_have_count(1)
    send.click()
    expect(told).to_have_text(STORED)
    phone.locator("#piece .option").last.click()
    expect(told).to_have_text("Changed, but not sent yet.")
    send.click()
    expect(told).to_have_text(STORED)
    last = phone.locator("#piece input:checked").get_attribute("value")
    assert stored(room) == [f'{{"chosen": ["{last}"]}}']
    phone.get_by_role("button", name="I’d rather skip").click()
    expect(told).to_contain_text("you would rather skip")
    assert stored(room) == [SKIPPED]
    phone.locator("#piece .option").last.click()
    send.click()
    expect(told).to_have_text(STORED)
    room.does(Command.CLOSE)
    expect(told).to_have_text("Your answer is stored.")
    expect(phone.locator("#news")).to_have_text("No more answers are taken.")
    room.does(Command.REVEAL)
    expect(phone.locator(".own:visible")).to_have_count(1)
    own = phone.locator(".own:visible").get_attribute("data-right")
    outcome = "Right. Here is why." if own == "yes" else "Not quite. Here is why."
    expect(phone.locator("[data-outcome]:visible")).to_have_text(outcome)
    room.does(Command.END)
    expect(heading).to_have_text("Thank you for taking part")
    expect(phone.get_by_role("button", name="Leave quietly")).to_be_hidden()


def test_an_answer_given_without_signal_is_kept_and_sent_later(app: Flask, phone: Page) -> None:
    room = Room(app)
    join(phone, room)
    room.does(*TO_FIRST_ITEM)
    expect(phone.get_by_text("Question 1 of 3")).to_be_visible()
    told, send = phone.locator("#told"), phone.get_by_role("button", name="Send my answer")
    phone.locator("#piece .option").first.click()
    phone.context.set_offline(True)
    expect(phone.locator("#signal")).to_contain_text("No signal.")
    send.click()
    expect(told).to_have_text(NOT_SENT)
    assert stored(room) == []
    phone.context.set_offline(False)
    expect(told).to_have_text(STORED)
    expect(phone.locator("#signal")).to_have_text("")
    assert len(stored(room)) == 1
    # The page is loaded again while only its answers find no way.
    phone.route("**/answers", lambda route: route.abort())
    phone.locator("#piece .option").last.click()
    wanted = phone.locator("#piece input:checked").get_attribute("value")
    send.click()
    expect(told).to_have_text(NOT_SENT)
    phone.reload()
    expect(told).to_have_text(NOT_SENT)
    phone.unroute("**/answers")
    expect(told).to_have_text(STORED)
    assert stored(room) == [f'{{"chosen": ["{wanted}"]}}']
    # An answer that comes too late is taken off the phone, which says so.
    phone.route("**/answers", lambda route: route.abort())
    phone.locator("#piece .option").first.click()
    send.click()
    expect(told).to_have_text(NOT_SENT)
    room.does(Command.CLOSE, Command.REVEAL)
    phone.unroute("**/answers")
    expect(told).to_contain_text("takes no more answers")
    assert phone.evaluate("localStorage.length") == 0


def test_whoever_comes_late_takes_part_and_leaves_quietly(app: Flask, asking_phone: Page) -> None:
    room, phone = Room(app), asking_phone
    room.does(*TO_FIRST_ITEM)
    join(phone, room)
    expect(phone.get_by_text("Question 1 of 3")).to_be_visible()
    phone.locator("#piece .option").first.click()
    phone.get_by_role("button", name="Send my answer").click()
    expect(phone.locator("#told")).to_have_text(STORED)
    room.does(Command.PAUSE)
    expect(phone.get_by_text("Take a breath")).to_be_visible()
    room.does(Command.RESUME)
    expect(phone.locator("#piece input:checked")).to_have_count(1)
    follow(phone.get_by_role("button", name="Leave quietly"))
    expect(phone.get_by_text("You have left. You can come back")).to_be_visible()
    follow(phone.get_by_role("button", name="Join again"))
    expect(phone.get_by_role("button", name="Send my answer")).to_be_visible()
    assert len(stored(room)) == 1


def test_of_two_tabs_the_one_that_answered_last_is_stored(app: Flask, phone: Page) -> None:
    room = Room(app)
    join(phone, room)
    room.does(*TO_FIRST_ITEM)
    expect(phone.get_by_text("Question 1 of 3")).to_be_visible()
    other = phone.context.new_page()
    other.goto(phone.url)
    told = phone.locator("#told")
    for option in (phone.locator("#piece .option").nth(place) for place in (0, 1, 0)):
        option.click()
        phone.get_by_role("button", name="Send my answer").click()
        expect(told).to_have_text(STORED)
    other.locator("#piece .option").last.click()
    other.get_by_role("button", name="Send my answer").click()
    expect(other.locator("#told")).to_have_text(STORED)
    last = other.locator("#piece input:checked").get_attribute("value")
    assert stored(room) == [f'{{"chosen": ["{last}"]}}']


def come_back(page: Page) -> None:
    """Let the page be taken out of the browser's memory, and a second go by."""
    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    page.clock.run_for(1000)


def test_a_page_loaded_after_the_end_asks_for_nothing_more(app: Flask, asking_phone: Page) -> None:
    room = Room(app)
    asking_phone.clock.install()
    join(asking_phone, room)
    with asking_phone.expect_request("**/events*"):
        come_back(asking_phone)
    room.does(*TO_FIRST_ITEM, Command.END)
    asking_phone.reload()
    expect(asking_phone.get_by_role("heading", level=1)).to_have_text("Thank you for taking part")
    asked: list[str] = []
    asking_phone.on("request", lambda request: asked.append(request.url))
    come_back(asking_phone)
    with asking_phone.expect_response("**/"):
        asking_phone.evaluate("fetch('/')")
    assert not any("/live/" in address for address in asked)
