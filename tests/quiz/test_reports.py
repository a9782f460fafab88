"""Saying that something is wrong with a question."""

import re

import pytest
from flask import Flask

from quizapp.core.items import Item, ItemType, Status
from quizapp.database import db
from quizapp.models import ItemRow, ReportRow
from quizapp.quiz.reports.views import way_back
from tests.core.builders import make_choices, make_item
from tests.quiz.taking import replace
from tests.study.desk import store_bank


def store(app: Flask, item: Item) -> str:
    """Store an item, and return where it is reported."""
    with app.app_context():
        store_bank("extra", item)
        row = db.session.query(ItemRow).filter_by(slug=item.id).one()
        return f"/questions/{row.id}/{row.version}/report/"


def link(page) -> str:
    """Return where the page's link “Something wrong with this question?” leads."""
    links: list[str] = re.findall(r'href="(/questions/[^"]+)"', page.text)
    return links[-1]


def test_an_unanswered_question_can_be_reported_and_leads_back_to_itself(taker):
    page = taker.start(length="5")
    report = taker.visitor.get(link(page))
    thanks = taker.visitor.submit(report.forms[0], replace(report.forms[0], reason="upsetting"))
    assert "Thank you" in thanks.text
    assert thanks.forms == []
    assert f'href="{page.path}">Go on</a>' in thanks.text
    assert taker.count(ReportRow) == 1


def test_a_refused_report_still_leads_back_once_it_is_put_right(taker):
    page = taker.start(length="5")
    report = taker.visitor.get(link(page))
    refused = taker.visitor.send(report.forms[0], report.forms[0].as_it_stands())
    assert refused.status == 422
    thanks = taker.visitor.submit(refused.forms[0], replace(refused.forms[0], reason="unclear"))
    assert f'href="{page.path}">Go on</a>' in thanks.text


@pytest.mark.parametrize("path", ["/quiz/", "/quiz/abc/3", "/cards/item-1/main?scope=bank:sites"])
def test_a_path_of_the_quiz_or_the_cards_leads_back(app, path):
    with app.test_request_context():
        assert way_back(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/about",
        "quiz/1",
        "//elsewhere.example/quiz/",
        "/quiz//elsewhere.example",
        "/quiz/\\elsewhere.example",
        "\\/quiz/",
        " /quiz/",
        "https://elsewhere.example/quiz/",
        "javascript:alert(1)",
    ],
)
def test_any_other_way_back_leads_to_today(app, path):
    with app.test_request_context():
        assert way_back(path) == "/"


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.PUBLISHED])
def test_a_question_that_is_not_published_is_neither_shown_nor_reported(app, taker, status):
    path = store(app, make_item(id="hidden", status=status, stem="What is still being written?"))
    shown = taker.visitor.get(path)
    assert (shown.status, "still being written" in shown.text) == (404, False)
    # Its form is taken from a question that may be reported.
    form = taker.visitor.get(link(taker.start(length="5"))).forms[0]
    form.action = path
    assert taker.visitor.send(form, replace(form, reason="wrong")).status == 404
    assert taker.visitor.get(f"{path}sent").status == 404
    assert taker.count(ReportRow) == 0


def test_a_true_or_false_statement_does_not_stand_alone_above_the_form(app, taker):
    body = make_choices("True", "False*", correction="“Neuro” means nerve.")
    statement = "“Neuro” means gland."
    path = store(app, make_item(body, id="statement", type=ItemType.TRUE_FALSE, stem=statement))
    assert f"True or false? {statement}" in taker.visitor.get(path).text
