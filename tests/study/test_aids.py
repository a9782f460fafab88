"""Help with answering cards: what a listener hears next, a voice, swiping, large type."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, CDPSession, Page, expect
from sqlalchemy import select, update

from quizapp.database import db
from quizapp.models import LearnerRow, ReviewRow
from tests.support.accessibility import is_too_wide
from tests.support.browser import follow, watched_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True),
]

SMALLEST_TARGET = 44

VOICES = """
Object.defineProperty(window, 'speechSynthesis', { value: {
  getVoices: () => [
    { lang: 'de-DE', localService: true, name: 'other' },
    { lang: 'en-GB', localService: false, name: 'far' },
    { lang: 'en-US', localService: true, name: 'near' },
    { lang: 'en_GB', localService: true, name: 'ours' },
  ],
  said: [],
  speak(one) { this.said.push([one.voice.name, one.text]); this.last = one; },
  cancel() { this.said = []; },
} });
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""
"""A browser with voices, which the one of the tests has none of."""


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def phone(browser: Browser, live_server: str) -> Iterator[Page]:
    with watched_page(browser, live_server, width=320, touch=True) as page:
        yield page


def add_deck(page: Page) -> None:
    page.goto("/cards/")
    follow(page.get_by_role("button", name="Add to my cards").first)


def wish(app: Flask, **wishes: object) -> None:
    with app.app_context():
        db.session.execute(update(LearnerRow).values(**wishes))
        db.session.commit()


def ratings(app: Flask) -> list[int]:
    with app.app_context():
        return list(db.session.scalars(select(ReviewRow.rating).order_by(ReviewRow.reviewed_at)))


def show_answer(page: Page) -> None:
    page.get_by_text("Show the answer").click()


def test_whoever_listens_is_taken_to_the_answer_to_the_next_question_and_to_the_end(
    page: Page, app: Flask
) -> None:
    add_deck(page)
    wish(app, new_per_day=2, buttons=4)
    page.goto("/cards/next")
    for number in (2, 1):
        question = page.get_by_role("heading", level=1)
        expect(question).to_be_focused()
        expect(question).to_have_accessible_description(re.compile(f"^{number} left today"))
        page.keyboard.press("Space")
        expect(page.get_by_role("group", name="Answer: ")).to_be_focused()
        with page.expect_navigation():
            page.keyboard.press("4")
    expect(page.get_by_role("heading", name="That is all for today")).to_be_focused()


def swipe(page: Page, *moves: tuple[float, float]) -> None:
    """Put a finger on the card, move it by so many pixels in turn, and let go."""
    box = page.locator("#card").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + 60
    touches = page.context.new_cdp_session(page)
    touch(touches, "touchStart", x, y)
    for across, down in moves:
        for step in range(1, 9):
            touch(touches, "touchMove", x + across * step / 8, y + down * step / 8)
        x, y = x + across, y + down
    touches.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def touch(touches: CDPSession, kind: str, x: float, y: float) -> None:
    touches.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})


def test_a_shown_answer_is_answered_by_swiping_where_that_is_wished(phone: Page, app: Flask) -> None:
    add_deck(phone)
    wish(app, swipes=True)
    phone.goto("/cards/next")
    swipe(phone, (120, 0))  # the answer is not shown yet
    for across in (120, -120):
        show_answer(phone)
        swipe(phone, (40, 0))  # too little
        swipe(phone, (120, 0), (-120, 0))  # taken back
        swipe(phone, (30, 150))  # up and down is for reading on
        expect(phone.locator("#swipe-words")).to_be_hidden()
        with phone.expect_navigation():
            swipe(phone, (across, 0))
    assert ratings(app) == [3, 1]


def test_nothing_is_swiped_where_nobody_wished_so(phone: Page, app: Flask) -> None:
    add_deck(phone)
    phone.goto("/cards/next")
    show_answer(phone)
    swipe(phone, (120, 0))
    expect(phone.get_by_role("button", name="I knew it")).to_be_visible()
    assert ratings(app) == []


def said(page: Page) -> list[tuple[str, str]]:
    return [(voice, words) for voice, words in page.evaluate("speechSynthesis.said")]


def test_a_voice_on_the_device_reads_what_is_shown_and_only_when_asked(page: Page) -> None:
    page.add_init_script(VOICES)
    add_deck(page)
    page.goto("/cards/next")
    assert said(page) == []
    page.get_by_role("button", name="Read aloud").click()
    stem = page.get_by_role("heading", level=1).inner_text()
    assert said(page)[0] == ("ours", stem)
    show_answer(page)
    page.wait_for_function("speechSynthesis.said.length === 0")
    page.keyboard.press("r")
    words = [words for _, words in said(page)]
    assert words[0] == page.locator(".flashcard-answer").inner_text()
    assert stem not in words
    page.get_by_role("button", name="Stop reading").click()
    assert said(page) == []


def test_without_a_voice_on_the_device_there_is_no_button(page: Page) -> None:
    add_deck(page)
    page.goto("/cards/next")
    expect(page.get_by_text("Read aloud")).to_be_hidden()


def small_targets(page: Page) -> list[str]:
    """Return the controls that are smaller than a thumb; a word in a sentence is none."""
    controls = page.locator(
        "main :is(button, summary, a):visible:not(p *, h1 *, .answer[open] > summary)"
    ).all()
    boxes = [(one.inner_text(), one.bounding_box()) for one in controls]
    return [
        f"{name}: {box['width']:.0f} x {box['height']:.0f}"
        for name, box in boxes
        if box and min(box["width"], box["height"]) < SMALLEST_TARGET
    ]


def test_large_type_fits_the_smallest_screen_and_every_target_a_thumb(phone: Page, app: Flask) -> None:
    add_deck(phone)
    wish(app, text_size="large", swipes=True, buttons=4)
    phone.goto("/cards/next")
    assert (is_too_wide(phone), small_targets(phone)) == (False, [])
    show_answer(phone)
    phone.get_by_text("More about this card").click()
    assert (is_too_wide(phone), small_targets(phone)) == (False, [])
