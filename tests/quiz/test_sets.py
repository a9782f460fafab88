"""Ready-made sets: their own questions in their own order, no marks, and a sheet that names nobody."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp import create_app
from quizapp.config import Settings
from quizapp.core.ready_sets import ReadySet
from quizapp.database import db
from quizapp.formats.ready_json import load_set
from quizapp.models import AttemptItemRow, AttemptRow, ItemRow, ReadyRow
from tests.quiz.taking import Taker
from tests.support.visitor import Reply, Visitor

WORDS = "/quiz/sets/what-the-words-mean"


@pytest.fixture
def words(app: Flask) -> ReadySet:
    with app.app_context():
        stmt = select(ReadyRow).filter_by(kind="set", slug="what-the-words-mean")
        return load_set(db.session.scalars(stmt).one().content)


def start(visitor: Visitor, path: str = WORDS) -> Reply:
    """Start a set by its form, and return its first question."""
    form = visitor.get(path).form(path)
    return visitor.submit(form, form.as_it_stands())


def take(taker: Taker, words: ReadySet) -> Reply:
    """Answer the first question of a set wrongly, skip the others, hand in, and return the result."""
    page = start(taker.visitor)
    quiz = page.path.removesuffix("/1")
    taker.answer(page, "check", right=False)
    for position in range(2, len(words.items) + 1):
        form = taker.visitor.get(f"{quiz}/{position}").form(f"{quiz}/{position}")
        taker.visitor.send(form, form.as_it_stands("skip"))
    finish = taker.visitor.get(f"{quiz}/check").form("/finish")
    return taker.visitor.submit(finish, finish.as_it_stands())


def test_the_quiz_page_leads_to_every_set(app: Flask, visitor: Visitor) -> None:
    page = visitor.get("/quiz/")
    with app.app_context():
        slugs = db.session.scalars(select(ReadyRow.slug).filter_by(kind="set")).all()
    assert len(slugs) >= 8
    assert [slug for slug in slugs if f'href="/quiz/sets/{slug}"' not in page.text] == []


def test_a_set_says_what_it_is_before_it_starts(visitor: Visitor, words: ReadySet) -> None:
    page = visitor.get(WORDS).text
    assert f"{len(words.items)} questions" in page
    assert "No time limit" in page
    assert "Leave when you like" in page
    assert "Not yet reviewed by a clinician" in page


def test_a_set_asks_its_own_questions_in_its_own_order(app: Flask, visitor: Visitor, words: ReadySet) -> None:
    start(visitor)
    with app.app_context():
        stmt = select(ItemRow.slug).join(AttemptItemRow, AttemptItemRow.item_id == ItemRow.id)
        assert tuple(db.session.scalars(stmt.order_by(AttemptItemRow.position))) == words.items


def test_starting_twice_by_accident_starts_once(taker: Taker) -> None:
    form = taker.visitor.get(WORDS).form(WORDS)
    first = taker.visitor.send(form, form.as_it_stands())
    second = taker.visitor.send(form, form.as_it_stands())
    assert first.location == second.location
    assert taker.count(AttemptRow) == 1


def test_a_sheet_on_paper_names_the_address_by_which_others_come(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"hall_address": "http://192.168.8.20:8000"}))
    sheet = app.test_client().get(f"{WORDS}/sheet").text
    assert ">http://192.168.8.20:8000/sources/replaced<" in sheet
    with app.app_context():
        db.engine.dispose()


def test_the_result_of_a_set_says_what_was_learned_and_gives_no_marks(taker: Taker, words: ReadySet) -> None:
    result = take(taker, words).text
    assert "Five things we learned" in result
    assert all(question in result for question in words.questions)
    assert not re.search(r"Marks:|\d of \d+ right", result)


def test_the_sheet_names_sources_and_review_and_nobodys_answers(taker: Taker, words: ReadySet) -> None:
    take(taker, words)
    mine = taker.visitor.get(f"{WORDS}/sheet").text
    assert all(point.text in mine for point in words.recap)
    assert all(question in mine for question in words.questions)
    assert "Cancer Research UK" in mine
    assert "Not yet reviewed by a clinician · check due" in mine
    assert not re.search(r"Not quite|· your answer|Skipped", mine)


@pytest.mark.parametrize("path", ["/quiz/sets/no-such-set", "/quiz/sets/no-such-set/sheet"])
def test_a_set_that_is_not_there_is_not_found(visitor: Visitor, path: str) -> None:
    assert visitor.get(path).status == 404


def test_an_item_that_is_no_longer_offered_is_left_out(app: Flask, visitor: Visitor, words: ReadySet) -> None:
    with app.app_context():
        gone = db.session.scalars(select(ItemRow).filter_by(slug=words.items[0])).one()
        gone.offered = False
        db.session.commit()
    assert f"{len(words.items) - 1} questions, one a page" in visitor.get(WORDS).text
    assert f"Question 1 of {len(words.items) - 1}" in start(visitor).text


def test_a_set_that_was_withdrawn_still_tells_those_who_took_it(taker: Taker, words: ReadySet) -> None:
    result = take(taker, words)
    with taker.app.app_context():
        db.session.scalars(select(ReadyRow).filter_by(slug=words.id)).one().offered = False
        db.session.commit()
    assert taker.visitor.get(WORDS).status == 404
    assert "Five things we learned" in taker.visitor.get(result.path).text
