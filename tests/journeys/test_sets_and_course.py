"""A set with a picture, taken on a phone by somebody who skips; and a course that remembers a step."""

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


def start_set(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/quiz/")
    follow(page.get_by_role("link", name="Where NETs start"))
    expect(page.get_by_text("7 questions, one a page")).to_be_visible()
    follow(page.get_by_role("button", name="Start"))


def test_a_set_is_answered_skipped_left_and_taken_up_to_its_recap(page: Page) -> None:
    start_set(page)
    page.locator("main .option input").first.check()
    follow(page.get_by_role("button", name="Check answer"))
    follow(page.get_by_role("link", name="Go on"))
    page.goto("/")
    follow(page.get_by_role("link", name="Go on with the quiz"))
    for _ in range(6):
        follow(page.get_by_role("button", name="Skip for now"))
    follow(page.get_by_role("button", name="Finish and see the result"))
    expect(page.get_by_role("heading", name="What we learned")).to_be_visible()
    expect(page.get_by_role("region", name="Five things we learned").get_by_role("listitem")).to_have_count(5)
    expect(page.get_by_text("Marks:")).to_have_count(0)


def test_the_sheet_of_a_set_prints_what_was_learned_and_leaves_room_to_write(page: Page) -> None:
    page.goto("/quiz/sets/where-nets-start/sheet")
    page.emulate_media(media="print")
    paper = page.locator("body").inner_text()
    for words in ("Five things we learned", "Questions for my team", "My own questions", "Not yet reviewed"):
        assert words in paper
    expect(page.get_by_role("link", name="Back to the set")).to_be_hidden()
    expect(page.locator(".writing-lines hr").first).to_be_visible()


def test_a_step_of_the_course_is_remembered(page: Page) -> None:
    page.goto("/quiz/")
    follow(page.get_by_role("link", name="All steps"))
    follow(page.get_by_role("link", name="Step 1: The words"))
    follow(page.get_by_role("button", name="Take the check"))
    while not page.locator("[name=chosen]").count():
        follow(page.get_by_role("button", name="Skip for now"))
    page.locator("[name=chosen]").first.check()
    follow(page.get_by_role("button", name="Check answer"))
    page.goto(page.url.rpartition("/")[0] + "/check")
    follow(page.get_by_role("button", name="Finish and see the result"))
    follow(page.get_by_role("link", name="Back to the course"))
    expect(page.get_by_role("link", name="Step 1: The words")).to_contain_text("Done")
    expect(page.get_by_role("link", name="Step 2: Where NETs start")).to_contain_text("Next")
