"""Several missed parts of one item are several cards, and come one a day."""

import pytest
from flask import Flask

from quizapp.core.items import ItemType
from tests.quiz.taking import Taker, fixed
from tests.support.html_forms import Form
from tests.support.visitor import AppConnection, Reply, Visitor


@pytest.fixture
def content() -> str:
    return "banks"


def rating_form(page: Reply) -> Form | None:
    return next((form for form in page.forms if ("rating", "3") in form.buttons), None)


def test_when_only_siblings_are_left_the_next_card_comes_tomorrow(app: Flask) -> None:
    taker = Taker(app, Visitor(AppConnection(app)))
    page = taker.start(length="30", seed="5")
    while taker.item(page).type is not ItemType.MATCHING:
        attempt, position = page.path.rsplit("/", 1)
        page = taker.visitor.get(f"{attempt}/{int(position) + 1}")
    taker.answer(page, "check", right=False)
    page = taker.visitor.get("/cards/next")
    answers = 0
    while form := rating_form(page):
        page = taker.visitor.submit(form, [*fixed(form), ("rating", "3")])
        answers += 1
    assert answers == 2
    assert "tomorrow" in page.text
    assert "in 1 min" not in page.text
