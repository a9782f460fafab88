"""The pages on which corrections are told and reports are answered break no rule of accessibility."""

import re
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from quizapp.core.people import Role
from tests.a11y.looking import CORRECTIONS, LOOKS, ON_SQLITE, Looker
from tests.quiz.wrong_key import RIGHT, SAID, answer, hand_in, load, quiz
from tests.support.browser import follow
from tests.support.people import log_in, make_account
from tests.support.visitor import AppConnection, Visitor

pytestmark = pytest.mark.browser


@pytest.fixture
def content() -> str:
    return "empty"


def meet_a_wrong_key(app: Flask, questions: Path, learner: Visitor) -> tuple[str, str]:
    """Let a learner answer by a wrong key, and report it; return where their result and its answer stand."""
    load(app, questions, right=SAID)
    address = quiz(learner)
    answer(learner, address, SAID)
    result = hand_in(learner, address)
    (place,) = re.findall(r'href="(/questions/[^"?]+)', result.text)
    form = learner.get(place).forms[0]
    thanks = learner.submit(form, form.with_values(reason="wrong", note="A dog barks at night."))
    load(app, questions, right=RIGHT)
    return result.path, re.findall(r'href="(/reports/[^"]+)"', thanks.text)[0]


@ON_SQLITE
@LOOKS
def test_pages_about_what_was_wrong(app: Flask, page: Page, tmp_path: Path) -> None:
    learner, looker = Visitor(AppConnection(app)), Looker(app, page)
    result, answer_page = meet_a_wrong_key(app, tmp_path / "questions", learner)
    page.goto("/about")
    page.context.add_cookies([{"name": n, "value": v, "url": page.url} for n, v in learner.cookies.items()])
    for path in ("/", result, answer_page):
        page.goto(path)
        looker.look(path)
    page.context.clear_cookies()
    log_in(page, make_account(app, "sam@example.org", roles=[Role.EDUCATOR]))
    page.goto("/author/reports/of/one/")
    looker.look("reports of a question")
    page.goto("/author/reports/")
    looker.look("reports")
    follow(page.get_by_role("link", name="A dog barks at night."))
    follow(page.get_by_role("button", name="Answer"))
    looker.look("an answer with a fault")
    page.get_by_label("Mended").check()
    page.get_by_label("Your answer").fill("We corrected it. Thank you.")
    follow(page.get_by_role("button", name="Answer"))
    page.goto(answer_page)
    looker.look("an answer")
    assert looker.faults == {}
    assert looker.seen >= CORRECTIONS
