"""The pages of practice at one's level have no fault, and can be used by keyboard."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.a11y.looking import LOOKS, ON_SQLITE, PRACTICE, Looker
from tests.a11y.test_pages import answer
from tests.support.browser import follow

pytestmark = pytest.mark.browser


@ON_SQLITE
@LOOKS
def test_practice_at_ones_level(app: Flask, page: Page) -> None:
    looker = Looker(app, page)
    page.goto("/quiz/")
    looker.look("the way to practice")
    follow(page.get_by_role("link", name="Practise"))
    looker.look("what practice is")
    page.get_by_label("How many questions at most").select_option("10")
    start = page.get_by_role("button", name="Start")
    start.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    looker.look("a question")
    follow(page.get_by_role("button", name="Skip for now"))
    for _ in range(10):
        answer(page)
        follow(page.get_by_role("button", name="Check answer"))
        if page.get_by_text("Practice ends here").count():
            looker.look("the end")
        follow(page.get_by_role("link", name="Go on"))
    looker.look("check")
    expect(page.get_by_text("Practice ends here")).to_be_visible()
    follow(page.get_by_role("button", name="Finish"))
    expect(page.get_by_role("heading", name="Your practice level")).to_be_visible()
    looker.look("the level")
    page.get_by_text("What the numbers mean").click()
    looker.look("what the numbers mean")
    assert looker.faults == {}
    assert looker.seen == PRACTICE
