"""The way of a class: made, given a quiz that thirty take at once, read, mended, compared with the next."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from quizapp.config import Settings
from quizapp.core.people import Role
from tests.classes.simulated import MISLEADING, RIGHT, STUDENTS, Cohort, plant
from tests.support import accessibility
from tests.support.browser import watched_page
from tests.support.hands import Hands, Keyboard, Mouse
from tests.support.people import log_in, make_account
from tests.support.served import served

pytestmark = pytest.mark.browser

QUIZ = "How a NET spreads"
WITH_WRONG_KEY = "Which spread does “N1 M0” stand for"
WITH_TWO_GOOD = "scans show no tumour anywhere else"
MENDED = "The primary tumour was taken out some months before"
SENTENCE = "We gave spread to other parts of the body as right. N1 M0 is spread to lymph nodes close by."


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def live_server(settings: Settings) -> Iterator[str]:
    """The real server, in processes of its own, on the same database."""
    with served(settings.instance_dir, QUIZAPP_DATABASE_URL=settings.database_url) as server:
        yield server.address


@dataclass(frozen=True, kw_only=True)
class Staff:
    """The pages of an educator with classes, and of a colleague who reviews."""

    educator: Page
    colleague: Page


@pytest.fixture
def staff(app: Flask, browser: Browser, live_server: str) -> Iterator[Staff]:
    with ExitStack() as open_:
        pages = []
        for name in ("avery", "robin"):
            page = open_.enter_context(watched_page(browser, live_server))
            log_in(page, make_account(app, f"{name}@example.org", roles=[Role.EDUCATOR]))
            pages.append(page)
        yield Staff(educator=pages[0], colleague=pages[1])


def go(page: Page, hands: Hands, role: str, name: str, *, exact: bool = True) -> None:
    """Press the first link or button of a name, wait for the page it leads to, and look for faults in it."""
    target = page.get_by_role("main").get_by_role(role, name=name, exact=exact).first  # type: ignore[arg-type]
    with page.expect_navigation():
        hands.press(target)
    assert accessibility.faults(page) == []


def make_class(page: Page, hands: Hands, title: str) -> str:
    """Make a class, give it a quiz about spread, and return where its invitation leads."""
    page.goto("/classes/")
    hands.write(page.get_by_label("Title"), title)
    hands.write(page.get_by_label("Your name"), "Avery Lind")
    go(page, hands, "button", "Make the class")
    invitation = page.locator(".invitation").first.inner_text()
    go(page, hands, "link", "Back to the class")
    go(page, hands, "link", "Give the class a quiz")
    hands.write(page.get_by_label("Title"), QUIZ)
    hands.mark(page.get_by_label("Spread and stage"))
    hands.mark(page.get_by_label("Nursing students"))
    hands.choose(page.get_by_label("Level", exact=True), "Apply")
    hands.choose(page.get_by_label("How many questions"), "10")
    hands.mark(page.get_by_label("All at the end"))
    go(page, hands, "button", "Give it to the class")
    return invitation.removeprefix(page.url.partition("/classes/")[0])


def read(page: Page, hands: Hands, title: str) -> None:
    """See in the gradebook that everybody is there, and go on to how the questions did."""
    page.goto("/classes/")
    go(page, hands, "link", title, exact=False)
    go(page, hands, "link", "Gradebook")
    expect(page.locator("tbody tr")).to_have_count(STUDENTS)
    expect(page.locator("tbody")).not_to_contain_text("not begun")
    page.go_back()
    go(page, hands, "link", QUIZ, exact=False)
    go(page, hands, "link", "How its questions did")
    expect(page.get_by_text(f"From {STUDENTS} attempts")).to_be_visible()


def advice(page: Page, stem: str) -> str:
    """Return what the report advises on a question."""
    return page.locator(".source-row").filter(has_text=stem).inner_text()


def mend_key(page: Page, hands: Hands) -> None:
    """Go from the report to the question whose key is wrong, and make right what is."""
    open_question(page, hands, WITH_WRONG_KEY)
    for place in range(1, 4):
        option = page.get_by_role("group", name=f"Option {place}")
        is_right = option.get_by_label("This is right")
        if is_right.is_checked() != (option.get_by_label("Text").input_value() == RIGHT):
            hands.turn(is_right)
    send_to_review(page, hands)


def mend_option(page: Page, hands: Hands) -> None:
    """Go from the report to the question with two good options, and write one that is plainly wrong."""
    open_question(page, hands, WITH_TWO_GOOD)
    for place in range(1, 4):
        text = page.get_by_role("group", name=f"Option {place}").get_by_label("Text")
        if text.input_value() == MISLEADING:
            hands.write(text, MENDED)
    send_to_review(page, hands)


def open_question(page: Page, hands: Hands, stem: str) -> None:
    part = page.get_by_role("region", name=stem, exact=False)
    with page.expect_navigation():
        hands.press(part.get_by_role("link", name="Look at the question", exact=False))
    go(page, hands, "button", "Change this question")


def send_to_review(page: Page, hands: Hands) -> None:
    go(page, hands, "button", "Save and send to review")
    expect(page.get_by_text("Sent to review.")).to_be_visible()


def publish(page: Page, hands: Hands, stem: str, *, correction: str = "") -> None:
    """Find a question among those that wait, vouch for it, and publish it."""
    page.goto("/author/")
    go(page, hands, "link", stem, exact=False)
    for what in ("The facts:", "The wording:", "Patient reading:"):
        box = page.get_by_label(what, exact=False)
        if box.count():
            hands.mark(box)
    go(page, hands, "button", "Sign")
    if correction:
        hands.write(page.get_by_label("What was wrong", exact=False), correction)
    go(page, hands, "button", "Publish")
    expect(page.get_by_text("Published.")).to_be_visible()


def compare(page: Page, hands: Hands) -> None:
    """See what the mended key did, from one class to the next."""
    page.goto("/classes/")
    go(page, hands, "link", "Nurses, autumn", exact=False)
    go(page, hands, "link", "How the questions did over all quizzes")
    go(page, hands, "link", WITH_WRONG_KEY, exact=False)
    before_and_after = page.get_by_role("region", name="Before and after it was changed")
    expect(before_and_after).to_contain_text("Clearer now")
    expect(before_and_after.get_by_role("row")).to_have_count(4)


def walk(app: Flask, address: str, staff: Staff, hands: Hands) -> None:
    page = staff.educator
    Cohort(app=app, address=address, name="spring").take(make_class(page, hands, "Nurses, spring"), QUIZ)
    read(page, hands, "Nurses, spring")
    report = page.url
    assert "Look at the key now" in advice(page, WITH_WRONG_KEY)
    assert f"Read option “{MISLEADING}” again" in advice(page, WITH_TWO_GOOD)
    mend_key(page, hands)
    page.goto(report)
    mend_option(page, hands)
    publish(staff.colleague, hands, WITH_WRONG_KEY, correction=SENTENCE)
    publish(staff.colleague, hands, WITH_TWO_GOOD)
    Cohort(app=app, address=address, name="autumn").take(make_class(page, hands, "Nurses, autumn"), QUIZ)
    read(page, hands, "Nurses, autumn")
    assert "Look at the key now" not in advice(page, WITH_WRONG_KEY)
    assert "Read option" not in advice(page, WITH_TWO_GOOD)
    compare(page, hands)


def test_the_way_of_a_class_with_the_mouse(
    app: Flask, tmp_path: Path, live_server: str, staff: Staff
) -> None:
    plant(app, tmp_path / "questions")
    walk(app, live_server, staff, Mouse())


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_the_way_of_a_class_with_the_keyboard_alone(
    app: Flask, tmp_path: Path, live_server: str, staff: Staff
) -> None:
    plant(app, tmp_path / "questions")
    walk(app, live_server, staff, Keyboard())
