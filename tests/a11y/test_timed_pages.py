"""The pages of a quiz with a time limit have no fault; more time by keyboard, and an end on an open page."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from tests.a11y.looking import LOOKS, ON_SQLITE, Looker
from tests.classes.school import School
from tests.classes.timed.working import TIMED
from tests.support.browser import follow
from tests.support.people import log_in, make_account

pytestmark = pytest.mark.browser

NOON = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)


@pytest.fixture
def content() -> str:
    return "banks"


def go_to_quiz(app: Flask, page: Page, school: School, **values: str) -> None:
    """Let the class have a quiz with a time limit, and a student who joined go to its page."""
    new = school.educator.get(f"{school.path}quizzes/new").form("/quizzes/new")
    school.educator.submit(new, new.with_values(title="Week 1", **TIMED | values))
    page.clock.install()
    log_in(page, make_account(app, "kim@example.org"))
    page.goto(school.invitation)
    page.get_by_label("Your name").fill("Kim")
    follow(page.get_by_role("button", name="Join the class"))
    follow(page.get_by_role("link", name="Week 1"))


def go_to_choice(page: Page, quiz: str) -> Locator:
    """Go to the first question of a quiz at which something is ticked, and return what can be."""
    for position in range(1, 11):
        page.goto(f"{quiz}/{position}")
        found = page.locator("#answer [name=chosen]")
        if found.count():
            return found.first
    raise LookupError(f"nothing to tick in {quiz}")


@ON_SQLITE
@LOOKS
def test_a_student_takes_more_time_by_keyboard_and_nothing_is_lost_at_the_end(app: Flask, page: Page) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        looker, school = Looker(app, page), School(app=app)
        go_to_quiz(app, page, school)
        looker.look("a quiz with a time limit, before it is begun")
        follow(page.get_by_role("button", name="Begin"))
        looker.look("a question with a time limit")
        quiz = urlsplit(page.url).path.rsplit("/", 1)[0]
        page.locator("#time summary").focus()
        page.keyboard.press("Enter")
        page.reload()
        expect(page.get_by_text("About 30 minutes left")).to_be_hidden()
        page.clock.run_for("27:00")
        expect(page.get_by_role("status").filter(has_text="Your time is nearly over.")).to_be_visible()
        looker.look("a question, its time nearly over")
        page.get_by_label("Your time").select_option("200")
        page.get_by_role("button", name="Take more time").focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.get_by_text("You have more time.")).to_be_visible()
        clock.shift(timedelta(minutes=40))
        page.goto(f"{quiz}/check")
        looker.look("before handing in, with a time limit")
        page.get_by_label("Your time").select_option("300")
        follow(page.get_by_role("button", name="Take more time"))
        control = go_to_choice(page, quiz)
        control.evaluate(
            "one => { one.checked = true; one.dispatchEvent(new Event('input', {bubbles: true})) }"
        )
        page.clock.run_for("51:00")
        expect(page.get_by_role("status").filter(has_text="your time is over")).to_be_visible()
        expect(page.locator("#saved")).to_contain_text("Saved.")
        clock.shift(timedelta(minutes=51))
        follow(page.get_by_role("button", name="Skip for now"))
        looker.look("an answer that came when the time was over")
        follow(page.get_by_role("link", name="See what was handed in"))
        expect(page.get_by_text("because its time was over")).to_be_visible()
        looker.look("the result of what ran out")
    assert looker.faults == {}


@ON_SQLITE
@pytest.mark.parametrize(("colours", "width"), [("light", 360)])
def test_a_device_that_slept_says_when_it_wakes_that_the_time_is_nearly_over(app: Flask, page: Page) -> None:
    with time_machine.travel(NOON, tick=False):
        go_to_quiz(app, page, School(app=app))
        follow(page.get_by_role("button", name="Begin"))
        # Its clock went on, and no timer ran.
        page.clock.set_system_time(page.evaluate("Date.now() / 1000") + 28 * 60)
        nearly_over = page.get_by_role("status").filter(has_text="Your time is nearly over.")
        expect(nearly_over).to_be_hidden()
        page.clock.run_for("00:10")
        expect(nearly_over).to_be_visible()


@ON_SQLITE
@LOOKS
def test_a_student_takes_more_time_beside_feedback_and_stays_there(app: Flask, page: Page) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        looker, school = Looker(app, page), School(app=app)
        go_to_quiz(app, page, school, behaviour="immediate")
        follow(page.get_by_role("button", name="Begin"))
        go_to_choice(page, urlsplit(page.url).path.rsplit("/", 1)[0]).check(force=True)
        follow(page.get_by_role("button", name="Check answer"))
        clock.shift(timedelta(minutes=27))
        page.reload()
        expect(page.get_by_role("status").filter(has_text="Your time is nearly over.")).to_be_visible()
        looker.look("feedback with a time limit")
        feedback = page.url
        page.get_by_label("Your time").select_option("200")
        follow(page.get_by_role("button", name="Take more time"))
        expect(page.get_by_text("You have more time.")).to_be_visible()
        assert page.url == feedback
    assert looker.faults == {}
