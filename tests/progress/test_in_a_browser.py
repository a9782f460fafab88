"""The progress page with everything on it: readable, operable, no wider than the screen."""

from collections.abc import Iterator
from typing import Literal

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from quizapp.core.forgetting import Rating
from quizapp.core.items import Topic
from tests.progress.history import History, make_topic
from tests.study.desk import make_learner, store_bank
from tests.support import accessibility
from tests.support.browser import follow, watched_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True),
]


def live(history: History) -> None:
    """Take quizzes and study cards for some months."""
    history.add("bank:words")
    for week in range(8):
        history.take(Topic.TERMINOLOGY, [True] * week + [False] * (8 - week), confidence=1 + week % 3)
        history.take(Topic.SITES, [True] * 5, confidence=3)
        for _card in range(6):
            if name := history.next():
                history.rate(name, Rating.GOOD)
        history.wait(days=7)


@pytest.fixture
def cookie(app: Flask) -> str:
    """The cookie of somebody who has studied for some months."""
    with app.app_context():
        store_bank("words", *make_topic("item", Topic.TERMINOLOGY, 12))
        store_bank("places", *make_topic("place", Topic.SITES, 6))
        history = History(learner=make_learner(asks_confidence=True))
        history.wait(days=-56)
        live(history)
        name = history.learner.public_id.hex
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return str(serializer.dumps({"learner": name}))


@pytest.fixture
def page(
    browser: Browser, live_server: str, cookie: str, colours: Literal["light", "dark"], width: int
) -> Iterator[Page]:
    with watched_page(browser, live_server, colours=colours, width=width) as page:
        page.context.add_cookies([{"name": "quizapp", "value": cookie, "url": live_server}])
        yield page


@pytest.mark.parametrize(("colours", "width"), [("light", 1280), ("dark", 320)])
def test_the_whole_page_has_no_fault(page: Page) -> None:
    page.goto("/progress/")
    assert page.locator("main svg[role=img]").count() == 6
    assert accessibility.faults(page) == []
    for summary in page.locator("summary").all():
        summary.click()
    assert page.locator("main table:visible").count() == 5
    assert accessibility.faults(page) == []
    assert not accessibility.is_too_wide(page)


@pytest.mark.parametrize(("colours", "width"), [("light", 1280), ("dark", 320)])
def test_the_cards_in_numbers_and_a_card_s_history_have_no_fault(page: Page) -> None:
    for path, drawings, tables in (("/progress/cards", 12, 11), ("/progress/cards/item-1/main", 1, 1)):
        page.goto(path)
        assert page.locator("main svg[role=img]").count() >= drawings
        for summary in page.locator("summary").all():
            summary.click()
        assert page.locator("main table:visible").count() >= tables
        assert accessibility.faults(page) == []
        assert not accessibility.is_too_wide(page)


@pytest.mark.parametrize(("colours", "width"), [("light", 360)])
def test_the_words_of_a_chart_keep_their_size_on_a_small_screen(page: Page) -> None:
    page.goto("/progress/")
    sizes = page.locator("main svg text").evaluate_all(
        "all => all.map(t => parseFloat(getComputedStyle(t).fontSize))"
    )
    assert min(sizes) >= 15


@pytest.mark.parametrize(("colours", "width"), [("light", 360)])
def test_one_press_starts_a_quiz_on_what_is_fading(page: Page) -> None:
    page.goto("/progress/")
    follow(page.get_by_role("button", name="Start"))
    assert "Question 1 of 8" in page.inner_text("main")
