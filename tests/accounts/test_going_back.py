"""Whoever sits down after somebody logged out sees nothing of theirs, however they go back."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.support.browser import follow
from tests.support.people import log_in, make_account

pytestmark = pytest.mark.browser


@pytest.fixture
def database_kind() -> str:
    """Pinned, because what a browser keeps does not depend on the database."""
    return "sqlite"


def test_the_way_back_after_logging_out_shows_nothing_of_the_account(app: Flask, page: Page) -> None:
    person = make_account(app)
    log_in(page, person)
    page.goto("/account/")
    expect(page.get_by_text(person.email)).to_be_visible()
    follow(page.get_by_role("main").get_by_role("button", name="Log out"))
    for _ in range(2):
        page.go_back()
        assert person.email not in page.content()
