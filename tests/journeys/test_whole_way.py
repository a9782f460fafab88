"""The whole way in a real browser: guest, quiz, missed items, cards, next study day."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect

from tests.quiz.taking import Pairs, answer_pairs, item_at
from tests.support.browser import follow, watched_page

pytestmark = pytest.mark.browser

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
QUESTIONS = 8
MISSED = (1, 4)
"""The positions of the quick quiz that are answered wrong."""

OUTLINES = "one => [one.closest('label') || one, one].map(part => getComputedStyle(part).outlineStyle).join()"
"""What outlines a control, or the label around it, is given."""

Press = Callable[[Locator], None]
Fill = Callable[[Page, Pairs], None]


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MORNING, tick=True) as traveller:
        yield traveller


def walk(page: Page, app: Flask, clock: time_machine.Traveller, *, press: Press, fill: Fill) -> None:
    """Take a quick quiz, miss two questions, learn their cards, and come back when they are due."""
    page.goto("/")
    press(page.get_by_role("button", name="Start"))
    for position in range(1, QUESTIONS + 1):
        expect(page).to_have_title(f"Question {position} of {QUESTIONS} – NET Learning")
        item = item_at(app, urlsplit(page.url).path)
        fill(page, answer_pairs(item, right=position not in MISSED))
        press(page.get_by_role("button", name="Check answer"))
        expect(page.get_by_text("Not quite." if position in MISSED else "Right.").first).to_be_visible()
        press(page.get_by_role("link", name="Go on"))
    press(page.get_by_role("button", name="Finish and see the result"))
    expect(page.get_by_text(f"{QUESTIONS - len(MISSED)} of {QUESTIONS} right")).to_be_visible()
    press(page.get_by_role("link", name="Study your cards"))
    expect(page.get_by_text("Show the answer")).to_be_visible()
    learn(page, press)
    expect(page.get_by_text("tomorrow").first).to_be_visible()
    clock.move_to(MORNING + timedelta(days=1))
    page.goto("/")
    press(page.get_by_role("link", name="Study"))
    expect(page.get_by_text("Show the answer")).to_be_visible()
    assert learn(page, press) >= len(MISSED)


def learn(page: Page, press: Press) -> int:
    """Answer every card with “I knew it”; return how many answers that took."""
    for answers in range(60):
        show = page.locator("summary", has_text="Show the answer")
        if not show.count():
            return answers
        press(show)
        with page.expect_navigation():
            press(page.get_by_role("button", name="I knew it"))
    raise AssertionError("the cards never end")


def click(target: Locator) -> None:
    """Press something with the mouse."""
    target.click()


def is_marked(name: str) -> bool:
    """Tell whether a field is answered by marking a box or a circle."""
    return name == "chosen" or name.startswith("row-")


def fill_by_mouse(page: Page, pairs: Pairs) -> None:
    """Give an answer by clicking, choosing and typing."""
    for name, value in pairs:
        control = page.locator(f'[name="{name}"]')
        if is_marked(name):
            page.locator(f'label:has([name="{name}"][value="{value}"])').click()
        elif name == "text":
            control.fill(value)
        else:
            control.select_option(value)


def tab_to(target: Locator) -> None:
    """Move the focus with the Tab key alone to something, which must then be seen to have it."""
    page = target.page
    for _ in range(80):
        if target.evaluate("one => one === document.activeElement"):
            outline = target.evaluate(OUTLINES)
            assert outline != "none,none", "the focus cannot be seen"
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key never reaches {target}")


def press_by_keyboard(target: Locator) -> None:
    """Press a button or a link with the keyboard alone."""
    tab_to(target)
    target.page.keyboard.press("Enter")


def fill_by_keyboard(page: Page, pairs: Pairs) -> None:
    """Give an answer with the keyboard alone."""
    for name, value in pairs:
        control = page.locator(f'[name="{name}"]')
        if name == "text":
            tab_to(control)
            page.keyboard.type(value)
        elif not is_marked(name):
            tab_to(control)
            page.keyboard.type(control.locator(f'option[value="{value}"]').inner_text())
        elif control.first.get_attribute("type") == "checkbox":
            tab_to(page.locator(f'[name="{name}"][value="{value}"]'))
            page.keyboard.press("Space")
        else:
            tab_to(control.first)
            page.keyboard.press("Space")
            while page.locator(f'[name="{name}"]:checked').get_attribute("value") != value:
                page.keyboard.press("ArrowDown")


def test_the_whole_way_with_the_mouse(page: Page, app: Flask, clock: time_machine.Traveller) -> None:
    walk(page, app, clock, press=click, fill=fill_by_mouse)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_the_whole_way_with_the_keyboard_alone(page: Page, app: Flask, clock: time_machine.Traveller) -> None:
    walk(page, app, clock, press=press_by_keyboard, fill=fill_by_keyboard)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_the_whole_way_on_a_phone_without_scripts(
    browser: Browser, live_server: str, app: Flask, clock: time_machine.Traveller
) -> None:
    with watched_page(browser, live_server, width=360, javascript=False, touch=True) as page:
        walk(page, app, clock, press=click, fill=fill_by_mouse)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_the_keys_of_the_card_page_show_rate_and_undo(
    page: Page, app: Flask, clock: time_machine.Traveller
) -> None:
    page.goto("/cards/")
    follow(page.get_by_role("button", name="Add to my cards").first)
    page.goto("/cards/next")
    stem = page.locator("h1").text_content() or ""
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="I knew it")).to_be_visible()
    page.keyboard.press("2")
    expect(page.locator("h1")).not_to_have_text(stem)
    page.keyboard.press("u")
    expect(page.locator("h1")).to_have_text(stem)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_choice_is_kept_as_soon_as_it_is_made(page: Page, app: Flask) -> None:
    page.goto("/quiz/")
    page.get_by_label("All at the end").check()
    follow(page.get_by_role("button", name="Start your quiz"))
    fill_by_mouse(page, answer_pairs(item_at(app, urlsplit(page.url).path), right=True))
    page.keyboard.press("Tab")
    expect(page.get_by_text("Saved. You can change it until you go on.")).to_be_visible()
    address = page.url
    page.goto("/")
    follow(page.get_by_role("link", name="Go on with the quiz"))
    assert page.url.endswith("/2")
    page.goto(address)
    expect(page.get_by_text("Saved. You can change it until you go on.")).to_be_visible()
