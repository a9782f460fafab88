"""Learners who chose so are asked how sure they are; they may leave it empty, and nobody else is asked."""

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.core.items import ItemType
from quizapp.database import db
from quizapp.models import ResponseRow
from tests.quiz.taking import Taker, fixed, item_form, replace
from tests.support.visitor import Reply

QUESTION = "How sure are you?"


def confidences(app: Flask) -> list[int | None]:
    with app.app_context():
        return list(db.session.scalars(select(ResponseRow.confidence).order_by(ResponseRow.step)))


def switch_on(taker: Taker) -> None:
    form = taker.visitor.get("/settings").form("/settings")
    taker.visitor.submit(form, [*form.as_it_stands(), ("asks_confidence", "y")])


def answer(taker: Taker, page: Reply, action: str, *more: tuple[str, str], right: bool = True) -> Reply:
    form = item_form(page)
    pairs = taker.right_pairs(page) if right else taker.wrong_pairs(page)
    return taker.visitor.submit(form, [*fixed(form), *pairs, *more, ("action", action)])


@pytest.fixture
def asked(taker: Taker) -> Taker:
    switch_on(taker)
    return taker


def test_nobody_is_asked_who_did_not_choose_so(app: Flask, taker: Taker) -> None:
    page = taker.start()
    assert QUESTION not in page.text
    answer(taker, page, "check", ("confidence", "3"))
    assert confidences(app) == [None]


def test_what_is_said_is_kept_with_the_answer_and_shown_beside_it(app: Flask, asked: Taker) -> None:
    page = asked.start()
    assert QUESTION in page.text
    feedback = answer(asked, page, "check", ("confidence", "2"))
    assert "You said: fairly sure." in feedback.text
    assert confidences(app) == [2]
    check = asked.visitor.get(page.path[:-1] + "check")
    result = asked.visitor.submit(check.form("/finish"), check.form("/finish").as_it_stands())
    assert result.text.count("You said:") == 1


def test_it_may_be_left_empty(app: Flask, asked: Taker) -> None:
    feedback = answer(asked, asked.start(), "check")
    assert feedback.status == 200
    assert "You said:" not in feedback.text
    assert confidences(app) == [None]


def test_what_was_said_last_counts_and_stands_there_on_coming_back(app: Flask, asked: Taker) -> None:
    page = asked.start(behaviour="deferred")
    answer(asked, page, "save", ("confidence", "1"))
    again = asked.visitor.get(page.path)
    assert item_form(again).controls["confidence"].chosen == ["1"]
    answer(asked, again, "save", ("confidence", "3"))
    assert item_form(asked.visitor.get(page.path)).controls["confidence"].chosen == ["3"]
    assert confidences(app) == [1, 3]


def test_it_is_saved_in_the_background_too(app: Flask, asked: Taker) -> None:
    page = asked.start()
    saved = answer(asked, page, "autosave", ("confidence", "3"))
    assert "Saved." in saved.text
    assert confidences(app) == [3]


def test_skipping_says_nothing(app: Flask, asked: Taker) -> None:
    answer(asked, asked.start(), "skip", ("confidence", "3"))
    assert confidences(app) == [None]


@pytest.mark.parametrize("level", ["0", "4", "very", "\x00"])
def test_another_level_is_refused(app: Flask, asked: Taker, level: str) -> None:
    page = asked.start()
    form = item_form(page)
    sent = [*replace(form, confidence=level), *asked.right_pairs(page), ("action", "check")]
    assert asked.visitor.send(form, sent).status == 422
    assert confidences(app) == []


def test_a_question_is_skipped_whatever_is_sent_beside_that(app: Flask, asked: Taker) -> None:
    page = asked.start()
    skipped = answer(asked, page, "skip", ("confidence", "abc"))
    assert (skipped.status, skipped.path) == (200, f"{page.path[:-1]}2")
    ordering = asked.start_with(ItemType.ORDERING)
    form = item_form(ordering)
    places = [(name, f"abc{number}") for number, name in enumerate(form.controls) if "place-" in name]
    assert asked.visitor.submit(form, [*fixed(form), *places, ("action", "skip")]).status == 200
    assert confidences(app) == [None, None]


def test_an_answer_is_shown_whatever_is_sent_beside_that(asked: Taker) -> None:
    page = asked.start(behaviour="adaptive")
    told = answer(asked, page, "check", ("confidence", "2"), right=False)
    shown = answer(asked, told, "show", ("confidence", "abc"))
    assert shown.status == 200
    assert "You said: fairly sure." in shown.text
