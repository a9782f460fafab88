"""A practice of five cards by keyboard; the schedule stays as it was."""

from collections.abc import Sequence

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from quizapp.database import db
from quizapp.models import CardStateRow
from tests.study.desk import make_items, store_bank
from tests.support.browser import follow

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True),
]


@pytest.fixture(autouse=True)
def five_cards(app: Flask, page: Page) -> None:
    """A deck of five among the visitor's cards, one of them answered."""
    with app.app_context():
        store_bank("words", *make_items(5))
    page.goto("/cards/")
    follow(page.get_by_role("button", name="Add to my cards").first)
    page.goto("/cards/next")
    press(page, "2")


def press(page: Page, key: str) -> None:
    """Show the answer and answer by keyboard."""
    page.keyboard.press("Space")
    expect(page.locator("#back")).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press(key)


def states(app: Flask) -> Sequence[object]:
    with app.app_context():
        return [tuple(row) for row in db.session.execute(select(CardStateRow.__table__))]


def test_five_cards_are_practised_by_keyboard_and_the_schedule_stays(page: Page, app: Flask) -> None:
    before = states(app)
    page.goto("/cards/")
    page.get_by_role("link", name="Practise for an exam").press("Enter")
    page.get_by_label("Which cards").press("Tab")
    with page.expect_navigation():
        page.get_by_role("button", name="Begin").press("Enter")
    expect(page.get_by_text("5 left", exact=True)).to_be_visible()
    press(page, "1")
    expect(page.get_by_text("5 left", exact=True)).to_be_visible()
    for left in (4, 3, 2):
        press(page, "2")
        expect(page.get_by_text(f"{left} left", exact=True)).to_be_visible()
    address = page.url
    page.goto("about:blank")  # gone on with later
    page.goto(address)
    press(page, "2")
    press(page, "2")
    expect(page.get_by_role("heading", name="You have known each card once")).to_be_focused()
    expect(page.get_by_text("5 cards, 4 at the first try")).to_be_visible()
    assert states(app) == before
