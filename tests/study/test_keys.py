"""The keys of the card page: only where they are wanted, and never by accident."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select, update

from quizapp.database import db
from quizapp.models import LearnerRow, ReviewRow
from tests.support.browser import follow

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True),
]


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def card(page: Page) -> Page:
    """The first card of a deck, its answer still hidden."""
    page.goto("/cards/")
    follow(page.get_by_role("button", name="Add to my cards").first)
    page.goto("/cards/next")
    return page


def shown(page: Page) -> bool:
    return page.get_by_role("button", name="I knew it").is_visible()


def test_an_answer_key_does_nothing_before_the_answer_was_seen(card: Page) -> None:
    stem = card.locator("h1").text_content() or ""
    card.keyboard.press("2")
    expect(card.locator("h1")).to_have_text(stem)
    assert not shown(card)


@pytest.mark.parametrize("combination", ["Control+2", "Alt+2", "Shift+2", "Meta+2"])
def test_a_key_together_with_another_one_does_nothing(card: Page, combination: str) -> None:
    stem = card.locator("h1").text_content() or ""
    card.keyboard.press("Space")
    card.keyboard.press(combination)
    expect(card.locator("h1")).to_have_text(stem)


def test_space_on_a_control_works_that_control_alone(card: Page) -> None:
    more = card.locator("summary", has_text="More about this card")
    more.focus()
    card.keyboard.press("Space")
    expect(card.get_by_role("button", name="Not today")).to_be_visible()
    assert not shown(card)


def test_reading_goes_on_at_the_answer_once_it_is_open(card: Page) -> None:
    card.keyboard.press("Enter")
    expect(card.locator("#back")).to_be_focused()


def test_the_keys_can_be_switched_off(card: Page, app: Flask) -> None:
    with app.app_context():
        db.session.execute(update(LearnerRow).values(shortcuts=False))
        db.session.commit()
    card.reload()
    expect(card.get_by_text("Keys:")).not_to_be_visible()
    card.keyboard.press("Space")
    assert not shown(card)


def test_four_buttons_have_four_keys(card: Page, app: Flask) -> None:
    with app.app_context():
        db.session.execute(update(LearnerRow).values(buttons=4))
        db.session.commit()
    card.reload()
    stem = card.locator("h1").text_content() or ""
    card.keyboard.press("Space")
    card.keyboard.press("4")
    expect(card.locator("h1")).not_to_have_text(stem)
    with app.app_context():
        row = db.session.scalars(select(ReviewRow)).one()
        assert row.rating == 4
        assert 0 < row.duration_ms < 60_000
