"""Questions written in a real browser: advice as one types, what is kept, and two authors at once."""

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from quizapp.core.people import Role
from tests.author.desk import BANK
from tests.support.browser import follow, watched_page
from tests.support.people import log_in, make_account

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def content() -> str:
    return "banks"


def begin(page: Page, kind: str = "One right answer of several") -> None:
    page.goto(f"/author/banks/{BANK}/")
    page.get_by_label(kind, exact=True).check()
    follow(page.get_by_role("button", name="Begin", exact=True))


def test_advice_stands_beside_the_field_and_the_preview_follows_while_one_types(
    app: Flask, page: Page
) -> None:
    log_in(page, make_account(app, "avery@example.org", roles=[Role.EDUCATOR]))
    begin(page)
    page.get_by_label("Question", exact=True).fill("Which of these is NOT an organ?")
    expect(page.locator("#field-stem-advice")).to_contain_text("NOT")
    for place, text in enumerate(("Pancreas", "Lung"), start=1):
        page.get_by_role("group", name=f"Option {place}").get_by_label("Text").fill(text)
    page.get_by_role("group", name="Option 1").get_by_label("This is right").check()
    preview = page.frame_locator("#frame")
    expect(preview.get_by_label("Lung")).to_be_visible()
    expect(page.get_by_role("group", name="Option 4")).to_be_visible()
    page.get_by_label("Question", exact=True).fill("In which organ does it start?")
    expect(page.locator("#field-stem-advice")).not_to_contain_text("NOT")
    expect(preview.locator("#stem")).to_have_text("In which organ does it start?")
    page.get_by_label("Look for facts that make the key right").fill("insulinoma pancreas")
    with page.expect_response(lambda response: "&facts=" in (response.request.post_data or "")):
        page.locator("#pick-facts-picks").get_by_role("checkbox").first.check()
    page.reload()
    expect(page.get_by_label("Question", exact=True)).to_have_value("In which organ does it start?")
    expect(page.locator("#pick-facts-picks").get_by_role("checkbox").first).to_be_checked()


def test_what_keeps_a_question_from_review_leads_to_where_it_is_mended(app: Flask, page: Page) -> None:
    log_in(page, make_account(app, "avery@example.org", roles=[Role.EDUCATOR]))
    begin(page)
    follow(page.get_by_role("button", name="Save and send to review"))
    summary = page.locator("#error-summary")
    expect(summary).to_be_focused()
    for words, place in (
        ("This is not written yet", "#field-stem"),
        ("No topic", "#field-topic-advice"),
        ("There are too few options", "#advice-others"),
    ):
        summary.get_by_role("link", name=words).press("Enter")
        expect(page.locator(place)).to_be_focused()
        expect(page.locator(place)).to_be_in_viewport()


def test_a_number_is_written_with_its_unit_and_the_preview_asks_for_it(app: Flask, page: Page) -> None:
    log_in(page, make_account(app, "avery@example.org", roles=[Role.EDUCATOR]))
    begin(page, "A number to type")
    page.get_by_label("Question", exact=True).fill("How long is a first visit?")
    page.get_by_label("The right number").fill("4,5")
    page.get_by_label("How far an answer may be off").fill("-1")
    expect(page.locator("#field-tolerance-advice")).to_contain_text("below zero")
    page.get_by_label("How far an answer may be off").fill("0.5")
    page.get_by_label("Unit", exact=True).fill("h")
    preview = page.frame_locator("#frame")
    expect(preview.get_by_label("Your answer, in h")).to_be_visible()
    expect(page.locator("#field-tolerance-advice")).to_be_empty()
    page.reload()
    expect(page.get_by_label("The right number")).to_have_value("4.5")


def test_the_second_of_two_authors_is_told_and_sees_both_versions(
    app: Flask, browser: Browser, live_server: str, page: Page
) -> None:
    log_in(page, make_account(app, "avery@example.org", roles=[Role.EDUCATOR]))
    begin(page)
    with watched_page(browser, live_server) as other:
        log_in(other, make_account(app, "robin@example.org", roles=[Role.EDUCATOR]))
        other.goto(page.url)
        page.get_by_label("Question", exact=True).fill("What does Avery ask?")
        expect(page.locator("#kept")).to_contain_text("Kept at")
        other.get_by_label("Question", exact=True).fill("What does Robin ask?")
        expect(other.locator("#kept")).to_contain_text("Somebody else saved this question")
        follow(other.get_by_role("button", name="Save", exact=True))
        expect(other.get_by_role("region", name="What they saved")).to_contain_text("What does Avery ask?")
        expect(other.get_by_label("Question", exact=True)).to_have_value("What does Robin ask?")
        follow(other.get_by_role("button", name="Save", exact=True))
        expect(other.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
