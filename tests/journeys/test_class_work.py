"""A step and cards for a class: given by an educator, done by a student, and read in the gradebook."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.classes.school import School
from tests.support.hands import Hands, Keyboard, Mouse
from tests.support.people import log_in, make_account

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True),
]


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.mark.parametrize("hands", [Mouse(), Keyboard()], ids=["mouse", "keyboard"])
def test_what_an_educator_gives_a_student_does_and_the_gradebook_tells(
    app: Flask, page: Page, hands: Hands
) -> None:
    school = School(app=app)
    page.set_viewport_size({"width": 360, "height": 740})
    act_as(page, school)
    for title, button in (("Words first", "Cards to study"), ("Read this", "A step to read")):
        page.goto(school.path)
        hands.press(page.get_by_role("link", name=button))
        hands.write(page.get_by_label("Title"), title)
        hands.write(page.get_by_label("A few words to the class"), "For Friday.")
        if title == "Words first":
            hands.write(page.get_by_label("How many questions"), "1")
        hands.press(page.get_by_role("button", name="Give it to the class"))
        expect(page.get_by_role("link", name=title)).to_be_visible()
    page.context.clear_cookies()
    log_in(page, make_account(app, "kim@example.org"))
    page.goto(school.invitation)
    hands.write(page.get_by_label("Your name"), "Kim")
    hands.press(page.get_by_role("button", name="Join the class"))
    expect(page.get_by_role("heading", name="Nurses 2026")).to_be_visible()
    page.goto("/")
    hands.press(page.get_by_role("link", name="Read this"))
    hands.press(page.get_by_role("button", name="Mark as done"))
    expect(page.get_by_role("button", name="Not done after all")).to_be_visible()
    page.goto("/")
    hands.press(page.get_by_role("link", name="Words first"))
    hands.press(page.get_by_role("button", name="Add to my cards"))
    hands.press(page.get_by_role("link", name="Study these cards"))
    expect(page.get_by_role("heading", name="Words first")).to_have_count(0)
    page.context.clear_cookies()
    act_as(page, school)
    page.goto(f"{school.path}gradebook")
    cells = page.get_by_role("region", name="Students, cards and steps").get_by_role("cell")
    expect(cells).to_have_text(["◐ begun", "✓ done"])


def act_as(page: Page, school: School) -> None:
    """Let the browser go on as the educator of a class."""
    page.goto("/classes/join")
    cookies = school.educator.cookies.items()
    page.context.add_cookies([{"name": name, "value": value, "url": page.url} for name, value in cookies])
