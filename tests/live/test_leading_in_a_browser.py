"""A facilitator leads in a real browser: by keyboard, from two pages, on a wall that nobody can scroll."""

from datetime import date
from itertools import product

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from quizapp.banks import queries as bank_queries
from quizapp.core.facts import ItemContent
from quizapp.core.items import Choices, Item
from quizapp.core.live import LiveState, Reached, Step
from quizapp.core.live_plan import SessionKind, StepKind
from quizapp.core.live_tally import Outcome, Tally
from quizapp.core.people import Role
from quizapp.database import db
from quizapp.live.lead_pieces import screen_piece
from quizapp.live.showing import Showing, ShownStep
from quizapp.models import ItemRow
from quizapp.web.clock import utcnow
from tests.live.hall import PLAN, Hall
from tests.support.browser import watched_page
from tests.support.people import log_in, make_account

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)]

KEEP_AWAKE = "navigator.wakeLock.request = async (what) => (document.documentElement.dataset.awake = what);"
"""Lets a page tell what it asked the browser to keep awake."""

HALL_SCREENS = ((1280, 720), (1440, 810))
FEW, MANY = 3, 23
SHOWN = ((Reached.OPENED, MANY), *product((Reached.CHARTED, Reached.REVEALED), (FEW, MANY)))
"""What of a question is on the wall, and for how many people; of a few, no answers are shown."""

SCROLLS = """pieces => {
  const place = document.getElementById("piece");
  const page = document.documentElement;
  return pieces.filter(([name, html]) => {
    place.innerHTML = html;
    return page.scrollHeight > innerHeight || page.scrollWidth > innerWidth;
  }).map(([name]) => name);
}"""


@pytest.fixture
def content() -> str:
    return "banks"


def enter(page: Page, name: str) -> None:
    """Follow a link or press a button of the main part by keyboard."""
    main = page.get_by_role("main")
    target = main.get_by_role("link", name=name).or_(main.get_by_role("button", name=name)).first
    target.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def key(page: Page, letter: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(letter)


def test_a_session_is_led_by_keyboard_from_its_choice_to_its_end(app: Flask, page: Page) -> None:
    log_in(page, make_account(app, roles={Role.FACILITATOR}))
    page.goto("/more")
    enter(page, "Lead a session")
    enter(page, "Carcinoid crisis")
    expect(page.get_by_text("Said before the first question:")).to_be_visible()
    page.get_by_label("I have read these questions").focus()
    page.keyboard.press("Space")
    enter(page, "Start the session")
    expect(page.get_by_role("status").filter(has_text="0 have joined")).to_be_visible()
    wall = page.context.new_page()
    wall.add_init_script(KEEP_AWAKE)
    wall.goto(f"{page.url}screen")
    expect(wall.get_by_text("There is no clock.")).to_be_visible()
    expect(wall.locator("html")).to_have_attribute("data-awake", "screen")
    for letter in "ncncr":
        key(page, letter)
    expect(page.get_by_text("How to explain it")).to_be_visible()
    expect(wall.get_by_text("Question 1 of 6")).to_be_visible()
    expect(wall.get_by_text("Not yet reviewed by a clinician")).to_be_visible()
    key(page, "P")  # as with caps lock
    expect(wall.get_by_role("heading", name="A pause for everybody")).to_be_visible()
    key(page, "p")
    page.get_by_role("button", name="Switch keys off").press("Enter")
    page.keyboard.press("n")
    page.get_by_role("button", name="Switch keys on").press("Enter")
    expect(page.get_by_text("Question 1 of 6")).to_be_visible()
    page.keyboard.press("e")
    expect(page.get_by_role("button", name="Yes, end it now")).to_be_focused()
    key(page, "Enter")
    expect(wall.get_by_role("heading", name="Thank you for being here")).to_be_visible()


def test_of_two_pages_one_follows_the_other_and_an_old_one_is_told(
    app: Flask, page: Page, browser: Browser, live_server: str
) -> None:
    with app.app_context():
        hall = Hall(now=utcnow())
    page.goto(f"/live/lead/with/{hall.secret}")
    with watched_page(browser, live_server, width=360, javascript=False) as phone:
        phone.goto(f"/live/lead/with/{hall.secret}")
        key(page, "n")
        phone.get_by_role("button", name="Start with the first question").click()
        expect(phone.get_by_role("alert")).to_contain_text("Another page was faster")
        phone.get_by_role("button", name="Close the answers").click()
        expect(page.get_by_role("button", name="Go on to the next question")).to_be_visible()
        expect(page.get_by_text("Answers are closed")).to_be_visible()


def test_no_shipped_question_has_to_be_scrolled_on_the_wall(
    app: Flask, browser: Browser, live_server: str
) -> None:
    with app.app_context():
        hall = Hall(now=utcnow())
        rows = db.session.scalars(select(ItemRow).where(ItemRow.offered, ItemRow.for_patients))
        contents = bank_queries.contents({(row.id, row.version) for row in rows}).values()
        pieces = [
            (f"{content.item.id}, {reached}, {people}", screen_piece(shown(content, reached, people)))
            for content in contents
            for reached, people in SHOWN
        ]
    assert len(pieces) > 1200
    for width, height in HALL_SCREENS:
        # Without scripts of ours, so that nothing but the test changes what is shown.
        with watched_page(browser, live_server, width=width, height=height) as wall:
            wall.route(
                "**/live-lead.js*", lambda route: route.fulfill(content_type="text/javascript", body="")
            )
            wall.goto(f"/live/lead/with/{hall.secret}")
            wall.goto(f"/live/lead/{hall.code}/screen")
            wall.evaluate("document.fonts.ready")
            assert wall.evaluate(SCROLLS, pieces) == []


def shown(content: ItemContent, reached: Reached, people: int) -> Showing:
    """Return a session at an item that so many people answered."""
    step = ShownStep(
        position=1, kind=StepKind.ITEM, reached=reached, content=content, tally=room(content.item, people)
    )
    state = LiveState(steps=(Step(reached=reached),), position=1, seq=1)
    return Showing(
        id=1,
        code="KMRTVX",
        kind=SessionKind.PATIENT,
        began_on=date(2026, 5, 4),
        plan=PLAN,
        state=state,
        steps=(step,),
    )


def room(item: Item, people: int) -> Tally:
    """Return how so many people answered an item."""
    names = [option.id for option in item.body.options] if isinstance(item.body, Choices) else list(Outcome)
    some = people // 3
    return Tally(answered=people, skipped=1, right=some, counts=dict.fromkeys(names, some))
