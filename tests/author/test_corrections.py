"""Whoever publishes another key says so; what learners report is answered."""

import re
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.author import queries
from quizapp.author.reports import service as report_service
from quizapp.author.reports.queries import find_report, open_count
from quizapp.core.errors import AlreadyAnsweredError, CorrectionUnsaidError
from quizapp.core.people import Role
from quizapp.core.reporting import Outcome
from quizapp.core.reviewing import Action
from quizapp.database import db
from quizapp.models import CorrectionRow, ReportAnswerRow, ReportRow
from tests.author.desk import NOON, SLUG, Educator, make_educator, stored, trail
from tests.support.people import log_in, make_account
from tests.support.visitor import AppConnection, Reply, Visitor

SENTENCE = "The place was wrong: the name tells another one."


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def author(app: Flask) -> Educator:
    return make_educator(app, "avery")


@pytest.fixture
def reviewer(app: Flask) -> Educator:
    return make_educator(app, "robin")


def educator(app: Flask) -> Visitor:
    visitor = Visitor(AppConnection(app))
    log_in(visitor, make_account(app, "sam@example.org", roles=[Role.EDUCATOR]))
    return visitor


def with_another_key(table: dict[str, Any]) -> dict[str, Any]:
    """Return the table of a choice in which what was right is wrong, and what was wrong is right."""
    right, wrong = (next(one for one in table["option"] if ("key" in one) is key) for key in (True, False))
    wronged = {name: value for name, value in right.items() if name != "key"}
    others = [one for one in table["option"] if one not in (right, wrong)]
    options = [wronged, wrong | {"key": True}, *others]
    return table | {"option": options}


def in_review(author: Educator, reviewer: Educator, *, another_key: bool = True) -> UUID:
    draft_id = author.takes_up(stored())
    draft = queries.find_draft(draft_id)
    assert draft
    table = with_another_key(draft.table) if another_key else draft.table | {"level": "apply"}
    author.saves(draft_id, table, revision=1)
    author.sends(draft_id)
    reviewer.signs(draft_id)
    return draft_id


def test_another_key_is_published_only_with_a_sentence_for_who_met_the_old_one(
    app: Flask, author: Educator, reviewer: Educator
) -> None:
    with app.app_context():
        version = stored().version
        draft_id = in_review(author, reviewer)
        with pytest.raises(CorrectionUnsaidError):
            reviewer.publishes(draft_id)
        db.session.rollback()
        assert stored().version == version
        reviewer.publishes(draft_id, correction=SENTENCE)
        (row,) = db.session.scalars(select(CorrectionRow))
        assert (row.from_version, row.to_version, row.sentence) == (version, version + 1, SENTENCE)
        done = [(one.action, one.account_id, one.note) for one in trail(SLUG)[:2]]
        assert (Action.CORRECTED, reviewer.account_id, SENTENCE) in done


def test_a_version_with_the_same_key_corrects_nothing(
    app: Flask, author: Educator, reviewer: Educator
) -> None:
    with app.app_context():
        reviewer.publishes(in_review(author, reviewer, another_key=False), correction=SENTENCE)
        assert db.session.scalars(select(CorrectionRow)).all() == []


def test_the_page_of_a_review_asks_for_the_sentence(app: Flask, author: Educator, reviewer: Educator) -> None:
    with app.app_context():
        draft_id = in_review(author, reviewer)
    sam = educator(app)
    page = sam.get(f"/author/in-work/{draft_id}/")
    assert "This corrects a key." in page.text
    form = page.form("/publish")
    refused = sam.send(form, form.as_it_stands())
    assert refused.status == 422
    assert "Say what was wrong" in refused.text
    form = refused.form("/publish")
    published = sam.submit(form, form.with_values(correction=SENTENCE))
    assert "Published." in published.text
    with app.app_context():
        assert db.session.scalars(select(CorrectionRow.sentence)).all() == [SENTENCE]


def report(app: Flask, learner: Visitor) -> Reply:
    """Let a learner report a question; return what they are shown."""
    with app.app_context():
        path = f"/questions/{stored().id}/{stored().version}/report/"
    form = learner.get(path).forms[0]
    return learner.submit(form, form.with_values(reason="wrong", note="The lung is missing."))


def test_a_report_gets_an_answer_that_only_who_sent_it_is_led_to(app: Flask) -> None:
    learner = Visitor(AppConnection(app))
    (path,) = re.findall(r'href="(/reports/[^"]+)"', report(app, learner).text)
    assert "Nobody has read it yet." in learner.get(path).text
    assert "The lung is missing." not in learner.get(path).text
    sam = educator(app)
    page = sam.get("/author/reports/")
    assert "The lung is missing." in page.text
    (own_page,) = re.findall(r'href="(/author/reports/[0-9a-f-]{36})"', page.text)
    form = sam.get(own_page).form(own_page)
    assert sam.send(form, form.as_it_stands()).status == 422
    answered = sam.submit(form, form.with_values(outcome="mended", words="We added the lung. Thank you."))
    assert "Nothing waits for an answer." in answered.text
    assert "We added the lung." in learner.get(path).text
    assert "We added the lung." in sam.get(own_page).text
    assert "answered" in sam.get(f"/author/reports/of/{SLUG}/").text
    with app.app_context():
        entry = trail(SLUG)[0]
        assert (entry.action, entry.note) == (Action.ANSWERED, "mended: We added the lung. Thank you.")


def test_a_report_is_answered_once(app: Flask, author: Educator) -> None:
    report(app, Visitor(AppConnection(app)))

    def answer(words: str) -> None:
        found = find_report(db.session.scalars(select(ReportRow.id)).one())
        assert found
        report_service.answer(found, Outcome.THANKS, words, account_id=author.account_id, now=NOON)

    with app.app_context():
        assert open_count() == 1
        answer("Thank you.")
        answer("Thank you.")
        with pytest.raises(AlreadyAnsweredError):
            answer("No.")
        assert (open_count(), len(db.session.scalars(select(ReportAnswerRow)).all())) == (0, 1)
        assert len(trail(SLUG)) == 1
