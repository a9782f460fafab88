"""The way of a question: written, reviewed, taken, reported, corrected, told, taken elsewhere and back."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from quizapp.core.people import Role
from tests.support import accessibility
from tests.support.browser import watched_page
from tests.support.hands import Hands, Keyboard, Mouse
from tests.support.people import log_in, make_account

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True),
]

TURNED_ROUND = "Which of these tumours does NOT make blood sugar fall?"
STEM = "Which of these tumours makes blood sugar fall too low?"
OPTIONS = {
    "Insulinoma": "It makes extra insulin, and that makes blood sugar fall.",
    "Gastrinoma": "It makes extra gastrin, and that makes more stomach acid.",
    "Glucagonoma": "It makes extra glucagon, and that makes blood sugar rise.",
}
WRONG, RIGHT = "Gastrinoma", "Insulinoma"
SENTENCE = "We gave the gastrinoma as right. It is the insulinoma that does this."
REPORT = "A gastrinoma makes gastrin, and no insulin."
ANSWER = "You were right, and we mended it. Thank you."


@pytest.fixture
def content() -> str:
    return "banks"


@dataclass(frozen=True, kw_only=True)
class People:
    """The pages of an author, a colleague who reviews, and a student without an account."""

    author: Page
    reviewer: Page
    student: Page


@pytest.fixture
def people(app: Flask, browser: Browser, live_server: str) -> Iterator[People]:
    with ExitStack() as open_:
        author, reviewer = (
            open_.enter_context(watched_page(browser, live_server, colours="dark")) for _ in range(2)
        )
        student = open_.enter_context(watched_page(browser, live_server, width=360))
        for page, name in ((author, "avery"), (reviewer, "robin")):
            log_in(page, make_account(app, f"{name}@example.org", roles=[Role.EDUCATOR]))
        yield People(author=author, reviewer=reviewer, student=student)


def go(page: Page, hands: Hands, role: str, name: str, *, exact: bool = True) -> None:
    """Press the first link or button of a name, wait for the page it leads to, and look for faults in it."""
    target = page.get_by_role("main").get_by_role(role, name=name, exact=exact).first  # type: ignore[arg-type]
    with page.expect_navigation():
        hands.press(target)
    assert accessibility.faults(page) == []


def write(people: People, hands: Hands) -> None:
    """Write a question with a flaw, see it, mend it, and send it to review."""
    page = people.author
    page.goto("/author/")
    go(page, hands, "link", "What the words mean", exact=False)
    hands.mark(page.get_by_label("One right answer of several", exact=True))
    go(page, hands, "button", "Begin")
    stem = page.get_by_label("Question", exact=True)
    hands.write(stem, TURNED_ROUND)
    expect(page.locator("#field-stem-advice")).to_contain_text("NOT")
    hands.write(stem, STEM)
    expect(page.locator("#field-stem-advice")).not_to_contain_text("NOT")
    for place, (text, why) in enumerate(OPTIONS.items(), start=1):
        option = page.get_by_role("group", name=f"Option {place}")
        hands.write(option.get_by_label("Text"), text)
        hands.write(option.get_by_label("Why"), why)
        if text == WRONG:
            hands.mark(option.get_by_label("This is right"))
    hands.mark(page.get_by_label("Nursing students"))
    hands.choose(page.get_by_label("Topic", exact=True), "What the words mean")
    hands.choose(page.get_by_label("What it asks of learners"), "Apply")
    hands.write(page.get_by_label("Look for facts that make the key right"), "insulinoma blood sugar fall")
    hands.mark(page.get_by_label("The extra insulin of an insulinoma makes blood sugar fall too low."))
    hands.mark(page.locator("#pick-sources").get_by_role("checkbox").first)
    expect(page.locator("#kept")).to_contain_text("No rule is broken.")
    go(page, hands, "button", "Save and send to review")
    expect(page.get_by_text("Sent to review.")).to_be_visible()


def review(people: People, hands: Hands, *, correction: str = "") -> None:
    """Find the question among those that wait, vouch for it, and publish it."""
    page = people.reviewer
    page.goto("/author/")
    go(page, hands, "link", STEM, exact=False)
    hands.mark(page.get_by_label("The facts:", exact=False))
    hands.mark(page.get_by_label("The wording:", exact=False))
    go(page, hands, "button", "Sign")
    if correction:
        hands.write(page.get_by_label("What was wrong", exact=False), correction)
    go(page, hands, "button", "Publish")
    expect(page.get_by_text("Published.")).to_be_visible()


def take(people: People, hands: Hands) -> None:
    """Take the question in a quiz, with the answer that its key then says is right, and report it."""
    page = people.student
    page.goto("/quiz/")
    hands.mark(page.get_by_label("What the words mean"))
    hands.mark(page.get_by_label("Nursing students"))
    hands.choose(page.get_by_label("Level", exact=True), "Apply")
    go(page, hands, "button", "Start your quiz")
    while page.locator("h1").inner_text() != STEM:
        go(page, hands, "button", "Skip for now")
    hands.mark(page.get_by_label(WRONG))
    go(page, hands, "button", "Check answer")
    go(page, hands, "link", "Something wrong with this question?")
    hands.mark(page.get_by_label("Something in it is wrong"))
    hands.write(page.get_by_role("textbox"), REPORT)
    go(page, hands, "button", "Send")
    go(page, hands, "link", "your report and its answer")
    expect(page.get_by_text("Nobody has read it yet.")).to_be_visible()


def correct(people: People, hands: Hands) -> None:
    """Read the report, mend the key, and answer."""
    page = people.author
    page.goto("/author/")
    go(page, hands, "link", "Reports", exact=False)
    go(page, hands, "link", REPORT, exact=False)
    hands.mark(page.get_by_label("Mended", exact=False))
    hands.write(page.get_by_label("Your answer"), ANSWER)
    go(page, hands, "button", "Answer")
    page.goto("/author/")
    hands.write(page.get_by_role("searchbox"), "tumor sugar fall")
    go(page, hands, "button", "Find")
    go(page, hands, "link", STEM, exact=False)
    go(page, hands, "button", "Change this question")
    for place in range(1, len(OPTIONS) + 1):
        option = page.get_by_role("group", name=f"Option {place}")
        is_right = option.get_by_label("This is right")
        if is_right.is_checked() != (option.get_by_label("Text").input_value() == RIGHT):
            hands.turn(is_right)
    go(page, hands, "button", "Save and send to review")
    expect(page.get_by_text("Sent to review.")).to_be_visible()


def read(people: People, hands: Hands, report: str) -> None:
    """Be told of the mistake on the first page, read the answer to the report, and see the mark put right."""
    page = people.student
    page.goto(report)
    expect(page.get_by_text(ANSWER)).to_be_visible()
    page.goto("/")
    expect(page.get_by_text(SENTENCE)).to_be_visible()
    go(page, hands, "button", "I have read this")
    expect(page.get_by_text(SENTENCE)).to_have_count(0)


def carry(people: People, hands: Hands, folder: Path) -> None:
    """Take the bank elsewhere as a file of Moodle's, and bring the question back into a new bank."""
    page = people.author
    page.goto("/author/")
    go(page, hands, "link", "What the words mean", exact=False)
    go(page, hands, "link", "Take this bank elsewhere")
    go(page, hands, "link", "Moodle XML", exact=False)
    with page.expect_download() as download:
        hands.press(page.get_by_role("link", name="Download the file"))
    file = folder / "bank.xml"
    download.value.save_as(file)
    page.goto("/author/import/")
    page.get_by_label("File with questions").set_input_files(file)
    hands.write(page.get_by_label("Title of the new bank"), "Brought back")
    go(page, hands, "button", "Look at what is in it")
    go(page, hands, "button", "Bring in what is ticked")
    page.goto("/author/")
    hands.write(page.get_by_role("searchbox"), "tumor sugar fall")
    go(page, hands, "button", "Find")
    found = page.get_by_role("listitem").filter(has_text=STEM)
    expect(found.filter(has_text="Brought back")).to_have_count(1)
    expect(found).to_have_count(2)


def walk(people: People, hands: Hands, folder: Path) -> None:
    write(people, hands)
    review(people, hands)
    take(people, hands)
    report = people.student.url
    correct(people, hands)
    review(people, hands, correction=SENTENCE)
    read(people, hands, report)
    carry(people, hands, folder)


def test_the_way_of_a_question_with_the_mouse(people: People, tmp_path: Path) -> None:
    walk(people, Mouse(), tmp_path)


def test_the_way_of_a_question_with_the_keyboard_alone(people: People, tmp_path: Path) -> None:
    walk(people, Keyboard(), tmp_path)
