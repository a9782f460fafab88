"""The page about the fitted memory model, as a learner meets it."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select, update

from quizapp.database import db
from quizapp.models import CardStateRow, LearnerRow
from quizapp.study.fitting import optimiser
from quizapp.study.fitting import requests as fit_requests
from tests.core.builders import make_item
from tests.study.desk import make_learner, store_bank
from tests.study.long_log import store_log
from tests.support.queries import statements
from tests.support.visitor import AppConnection, Reply, Visitor

PATH = "/progress/memory"
DAYS = "/progress/memory/days"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody of whom something is stored."""
    with app.app_context():
        store_bank("words", make_item())
    visitor = Visitor(AppConnection(app))
    page = visitor.get("/cards/")
    deck = next(form for form in page.forms if form.action.endswith("/decks"))
    visitor.submit(deck, deck.as_it_stands())
    return visitor


def study(app: Flask, *, cards: int = 90) -> None:
    with app.app_context():
        store_log(the_learner(), cards=cards)


def the_learner() -> LearnerRow:
    return db.session.scalars(select(LearnerRow)).one()


def run(app: Flask) -> None:
    """Do what the worker does."""
    with app.app_context():
        assert fit_requests.run_next(fit_id=uuid4(), now=NOW)


def press(visitor: Visitor, action: str, **values: str) -> Reply:
    form = visitor.get(PATH).form(action)
    return visitor.submit(form, form.with_values(**values) if values else form.as_it_stands())


def test_somebody_new_is_told_what_it_is_about(app: Flask) -> None:
    page = Visitor(AppConnection(app)).get(PATH)
    assert page.status == 200
    assert "After 400 answers to cards" in page.text


def test_the_page_says_how_many_answers_are_missing(app: Flask, visitor: Visitor) -> None:
    study(app, cards=30)
    page = visitor.get(PATH)
    assert "160 answers are missing" in page.text
    assert "Fit now" not in page.text


def test_a_fit_is_asked_for_done_and_shown(app: Flask, visitor: Visitor) -> None:
    study(app)
    assert "The usual numbers." in visitor.get(PATH).text
    assert "waiting or under way" in press(visitor, "/fit").text
    run(app)
    page = visitor.get(PATH)
    assert "Numbers fitted to you on 20 November 2026, from 720 answers." in page.text
    assert "Better: kept" in page.text
    assert 'aria-labelledby="chart-calibration-title' in page.text
    assert "Foretold and remembered, as a table" in page.text


def test_the_usual_numbers_can_be_taken_back(app: Flask, visitor: Visitor) -> None:
    study(app)
    press(visitor, "/fit")
    run(app)
    page = press(visitor, "/defaults")
    assert "No card was moved" in page.text
    assert "The usual numbers." in page.text
    assert "Better: kept" in page.text


def test_what_came_to_nothing_is_said(app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    study(app)
    press(visitor, "/fit")
    monkeypatch.setattr(optimiser, "PACKAGE", "no_such_package")
    run(app)
    page = visitor.get(PATH)
    assert "Nothing came of the last try." in page.text
    assert "Fitting is not set up on this site." in page.text


def test_choices_are_kept(app: Flask, visitor: Visitor) -> None:
    form = visitor.get(PATH).form("/choices")
    kept = [pair for pair in form.as_it_stands() if pair[0] not in {"monthly", "with_quizzes"}]
    assert len(kept) < len(form.as_it_stands())
    assert "Saved." in visitor.submit(form, kept).text
    with app.app_context():
        learner = the_learner()
        assert (learner.fits_monthly, learner.fits_with_quizzes) == (False, False)


def let_a_card_wait_too_long(app: Flask, visitor: Visitor) -> None:
    answer = visitor.get("/cards/next").form("/reviews")
    visitor.submit(answer, answer.as_it_stands("3"))
    with app.app_context():
        db.session.execute(
            update(CardStateRow).values(phase="review", step=None, due_at=None, due_day=30_000)
        )
        db.session.commit()


def test_new_days_are_foreseen_given_and_taken_back(app: Flask, visitor: Visitor) -> None:
    assert "Nothing would change" in visitor.get(DAYS).text
    let_a_card_wait_too_long(app, visitor)
    assert "Cards that wait keep their days" in visitor.get(PATH).text
    page = visitor.get(DAYS)
    assert "0 cards come later." in page.text
    assert "1 card comes sooner." in page.text
    assert 'aria-labelledby="chart-after-title' in page.text
    move = page.form("/days")
    page = visitor.submit(move, move.as_it_stands())
    assert "1 card has its new day." in page.text
    assert "Nothing would change" in page.text
    undo = page.form("/days/undo")
    assert "Undone for 1 card." in visitor.submit(undo, undo.as_it_stands()).text


def test_new_days_without_an_id_change_nothing(app: Flask, visitor: Visitor) -> None:
    let_a_card_wait_too_long(app, visitor)
    move = visitor.get(DAYS).form("/days")
    page = visitor.submit(move, move.with_values(client_id="lost"))
    assert "1 card comes sooner." in page.text


def test_somebody_new_has_no_days_to_change(app: Flask) -> None:
    page = Visitor(AppConnection(app)).get(DAYS)
    assert (page.status, "Nothing would change" in page.text) == (200, True)


def test_what_others_fitted_is_not_shown(app: Flask, visitor: Visitor) -> None:
    with app.app_context():
        other = make_learner()
        store_log(other, cards=90)
        fit_requests.ask(other, now=NOW)
    run(app)
    assert "All fits" not in visitor.get(PATH).text


def test_the_page_takes_few_queries(app: Flask, visitor: Visitor) -> None:
    study(app)
    press(visitor, "/fit")
    run(app)
    with statements(app) as sent:
        visitor.get(PATH)
    assert len(sent) <= 8
