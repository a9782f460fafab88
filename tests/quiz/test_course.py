"""The course: where somebody is follows from the checks they handed in."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.core.ready_sets import CourseStep
from quizapp.database import db
from quizapp.formats.ready_json import load_step
from quizapp.models import ItemRow, ReadyRow
from tests.quiz.taking import Taker
from tests.support.visitor import AppConnection, Reply, Visitor


@pytest.fixture
def steps(app: Flask) -> list[CourseStep]:
    with app.app_context():
        rows = db.session.scalars(select(ReadyRow).filter_by(kind="step").order_by(ReadyRow.position))
        return [load_step(row.content) for row in rows]


def where(visitor: Visitor) -> list[str]:
    """Return where the course says that somebody is, step by step."""
    return re.findall(r"<span>(✓ Done|Next|Not started)</span>", visitor.get("/quiz/course/").text)


def take_check(taker: Taker, step: CourseStep, *, answers: bool = True) -> Reply:
    """Hand in the check of a step with one answer or none, and return the result."""
    form = taker.visitor.get(f"/quiz/course/{step.id}").form(f"/quiz/course/{step.id}")
    page = taker.visitor.submit(form, form.as_it_stands())
    quiz = page.path.removesuffix("/1")
    if answers:
        taker.answer(page, "check")
    finish = taker.visitor.get(f"{quiz}/check").form("/finish")
    return taker.visitor.submit(finish, finish.as_it_stands())


def test_the_course_has_ten_steps_and_begins_with_the_first(
    visitor: Visitor, steps: list[CourseStep]
) -> None:
    assert len(steps) == 10
    assert where(visitor) == ["Next"] + ["Not started"] * 9


def test_a_step_whose_check_was_handed_in_is_done_and_the_following_one_is_next(
    taker: Taker, steps: list[CourseStep]
) -> None:
    take_check(taker, steps[0])
    assert where(taker.visitor) == ["✓ Done", "Next"] + ["Not started"] * 8
    assert "Go on with step 2" in taker.visitor.get("/quiz/").text


def test_steps_may_be_taken_in_any_order(taker: Taker, steps: list[CourseStep]) -> None:
    take_check(taker, steps[2])
    assert where(taker.visitor)[:4] == ["Next", "Not started", "✓ Done", "Not started"]


def test_a_check_handed_in_empty_is_not_done(taker: Taker, steps: list[CourseStep]) -> None:
    take_check(taker, steps[0], answers=False)
    assert where(taker.visitor)[0] == "Next"


def test_what_somebody_did_is_theirs(app: Flask, taker: Taker, steps: list[CourseStep]) -> None:
    take_check(taker, steps[0])
    other = Visitor(AppConnection(app))
    assert where(other)[0] == "Next"


def test_the_result_of_a_check_leads_back_to_the_course(taker: Taker, steps: list[CourseStep]) -> None:
    assert 'href="/quiz/course/"' in take_check(taker, steps[0]).text


def test_every_question_of_a_check_is_for_students_and_on_its_topic(
    taker: Taker, steps: list[CourseStep]
) -> None:
    form = taker.visitor.get(f"/quiz/course/{steps[0].id}").form(f"/quiz/course/{steps[0].id}")
    first = taker.visitor.submit(form, form.as_it_stands())
    item = taker.item(first)
    with taker.app.app_context():
        row = db.session.scalars(select(ItemRow).filter_by(slug=item.id)).one()
        assert row.for_students
        assert row.topic == steps[0].topic


def test_the_cards_of_a_step_are_added_and_then_studied(taker: Taker, steps: list[CourseStep]) -> None:
    path = f"/quiz/course/{steps[0].id}"
    form = taker.visitor.get(path).form("/cards/decks")
    taker.visitor.submit(form, form.as_it_stands())
    assert f"/cards/next?scope=topic:{steps[0].topic}" in taker.visitor.get(path).text


def test_a_step_that_is_not_there_is_not_found(visitor: Visitor) -> None:
    assert visitor.get("/quiz/course/no-such-step").status == 404
