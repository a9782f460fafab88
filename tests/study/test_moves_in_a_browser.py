"""Moving cards and undoing it with the keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import follow

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True),
]


@pytest.fixture
def content() -> str:
    return "banks"


def press(page: Page, name: str) -> None:
    """Reach a button that stands behind “More about this card”, and press it by the keyboard."""
    more = page.locator("summary", has_text="More about this card")
    more.focus()
    page.keyboard.press("Enter")
    button = page.get_by_role("button", name=name)
    expect(button).to_be_visible()
    for _ in range(30):
        page.keyboard.press("Tab")
        if button.evaluate("button => button === document.activeElement"):
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")


def undo(page: Page, words: str) -> None:
    """Press the key that undoes, which says what."""
    expect(page.get_by_role("button", name=words)).to_be_visible()
    with page.expect_navigation():
        page.keyboard.press("u")
    expect(page.get_by_role("status")).to_have_text("Undone. Here is the card again.")


def test_another_day_starting_anew_and_an_answer_are_undone_by_the_keyboard(page: Page) -> None:
    page.goto("/cards/")
    follow(page.get_by_role("button", name="Add to my cards").first)
    page.goto("/cards/next")
    card = re.sub(r"/reviews$", "", page.locator("#rate").get_attribute("action") or "")
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.keyboard.press("2")
    page.goto(card)
    press(page, "In a week")
    expect(page.get_by_role("status")).to_contain_text("The card comes back on")
    press(page, "Start this card anew")
    expect(page.get_by_role("status")).to_contain_text("The card is new again.")
    undo(page, "Undo starting a card anew")
    expect(page.get_by_text("This card comes back in 7 days.")).to_be_visible()
    undo(page, "Undo the other day")
    undo(page, "Undo the last answer")
    expect(page.get_by_role("button", name=re.compile("^Undo"))).to_have_count(0)
