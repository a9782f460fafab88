"""The pages of quizzes with tries and certainty, and of answers kept back, have no fault; by keyboard."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from quizapp.core.items import Choices, ItemType
from quizapp.web.clock import utcnow
from tests.a11y.looking import LOOKS, ON_SQLITE, Looker
from tests.classes.school import School
from tests.quiz.taking import item_at
from tests.support.browser import follow
from tests.support.people import log_in, make_account

pytestmark = pytest.mark.browser


def start(page: Page, behaviour: str) -> None:
    """Start a quiz for students that goes so."""
    page.goto("/quiz/")
    page.get_by_label("Nursing students").check()
    page.locator(f'input[name="behaviour"][value="{behaviour}"]').check()
    page.get_by_label("How many questions").select_option("30")
    follow(page.get_by_role("button", name="Start your quiz"))


def go_to_choice(app: Flask, page: Page) -> Choices:
    """Go to the first question of one choice among three or more, and return its options."""
    quiz = urlsplit(page.url).path.rsplit("/", 1)[0]
    for position in range(1, 31):
        item = item_at(app, f"{quiz}/{position}")
        if item.type is ItemType.SINGLE_CHOICE and isinstance(item.body, Choices):
            page.goto(f"{quiz}/{position}")
            return item.body
    raise AssertionError("no item has one choice")


def choose(page: Page, body: Choices, *, right: bool) -> None:
    """Choose an option by keyboard, rightly or not."""
    option = next(one for one in body.options if one.is_key is right)
    radio = page.locator(f'input[name="chosen"][value="{option.id}"]')
    radio.focus()
    page.keyboard.press("Space")
    expect(radio).to_be_checked()


@ON_SQLITE
@LOOKS
def test_tries_and_certainty_by_keyboard(app: Flask, page: Page) -> None:
    looker = Looker(app, page)
    page.goto("/quiz/")
    looker.look("the ways in which a quiz can go")
    start(page, "interactive")
    body = go_to_choice(app, page)
    choose(page, body, right=False)
    button = page.get_by_role("button", name="Check answer")
    button.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Not right yet")).to_be_visible()
    looker.look("a hint")
    choose(page, body, right=True)
    follow(page.get_by_role("button", name="Try again"))
    expect(page.get_by_text("Your second try counts")).to_be_visible()
    looker.look("how the mark came about")
    start(page, "certainty")
    choose(page, go_to_choice(app, page), right=False)
    page.locator('input[name="confidence"][value="3"]').focus()
    page.keyboard.press("Space")
    looker.look("how sure somebody is")
    follow(page.get_by_role("button", name="Check answer"))
    expect(page.get_by_text("Marks: −6 of 3. It was not right, and you were sure.")).to_be_visible()
    looker.look("marks by certainty")
    assert looker.faults == {}


@ON_SQLITE
@LOOKS
def test_answers_that_are_kept_back(app: Flask, page: Page) -> None:
    looker, school = Looker(app, page), School(app=app)
    page.goto("/classes/join")
    cookies = school.educator.cookies.items()
    page.context.clear_cookies()
    page.context.add_cookies([{"name": name, "value": value, "url": page.url} for name, value in cookies])
    page.goto(f"{school.path}quizzes/new")
    page.locator('input[name="review"][value="own"]').check()
    page.get_by_text("Tick what is shown when").click()
    looker.look("each part at each moment")
    form = school.educator.get(f"{school.path}quizzes/new").form("/quizzes/new")
    closes = f"{utcnow() + timedelta(days=9):%Y-%m-%dT%H:%M}"
    given = form.with_values(title="Week 1", length="5", closes=closes, review="closed-first")
    school.educator.submit(form, given)
    page.context.clear_cookies()
    log_in(page, make_account(app, "kim@example.org"))
    page.goto(school.invitation)
    page.get_by_label("Your name").fill("Kim")
    follow(page.get_by_role("button", name="Join the class"))
    follow(page.get_by_role("link", name="Week 1"))
    looker.look("what is shown when")
    follow(page.get_by_role("button", name="Begin"))
    follow(page.get_by_role("button", name="Finish here"))
    follow(page.get_by_role("button", name="Finish and see the result"))
    expect(page.get_by_text("the sources here from")).to_be_visible()
    looker.look("a result that is kept back")
    assert looker.faults == {}
