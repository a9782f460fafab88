"""A result on paper: what is for the screen stays away, what paper needs is there."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from playwright.sync_api import Page, expect

from tests.support.browser import follow

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True),
]

ONLY_ON_SCREEN = "As a card|among your cards|Study your cards|Something wrong with"


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def result(page: Page) -> Page:
    """A result with a wrong answer, so that there are cards, which is printed."""
    page.goto("/")
    follow(page.get_by_role("button", name="Start"))
    for _ in range(8):
        options = page.locator("[name=chosen]")
        if options.count():
            options.last.check()
            follow(page.get_by_role("button", name="Check answer"))
            follow(page.get_by_role("link", name="Go on"))
        else:
            follow(page.get_by_role("button", name="Skip for now"))
    follow(page.get_by_role("button", name="Finish and see the result"))
    expect(page.get_by_role("link", name="Study your cards")).to_be_visible()
    page.emulate_media(media="print")
    return page


def test_a_printed_result_says_when_and_whom_to_ask_and_gives_one_warning(result: Page) -> None:
    paper = result.locator("body").inner_text()
    assert "Handed in on 23 November 2026." in paper
    assert "Neuroendocrine Cancer UK" in paper
    assert paper.count("not medical advice") == 1


def test_a_printed_result_leaves_out_what_only_a_screen_can_do(result: Page) -> None:
    def shown() -> set[str]:
        return set(re.findall(ONLY_ON_SCREEN, result.locator("body").inner_text()))

    assert shown() == set()
    result.emulate_media(media="screen")
    assert shown() == set(ONLY_ON_SCREEN.split("|"))
    result.emulate_media(media="print")
    assert not result.get_by_role("button", name=re.compile("Try|Study")).count()
