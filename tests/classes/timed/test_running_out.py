"""When the time of a quiz is over, what was answered is handed in as it stands, and nothing is lost."""

import json
from datetime import timedelta
from itertools import islice

import pytest
from flask import Flask
from sqlalchemy import event, select, text, update

from quizapp import logs, worker
from quizapp.classes.queries import memberships
from quizapp.database import db
from quizapp.models import AccountRow, AttemptRow, ResponseRow
from quizapp.quiz.timing import service as timing
from tests.classes.school import School
from tests.classes.test_assigning import NOON, ON_SQLITE, at, clock, give
from tests.classes.timed.working import HALF, SECOND, TIMED, answer, answered, attempt, choices, start
from tests.support.queries import statements
from tests.support.visitor import Visitor


@pytest.mark.parametrize(("late", "is_kept"), [(29, True), (30, True), (31, False)])
def test_an_answer_counts_to_the_end_of_the_grace(
    app: Flask, school: School, kim: Visitor, late: int, *, is_kept: bool
) -> None:
    with at(0):
        quiz = start(school, kim)
        form = next(choices(kim, quiz))
    with at(HALF + late * SECOND):
        reply = answer(kim, form)
        assert (reply.status == 200) is is_kept
    with app.app_context():
        assert bool(db.session.scalars(select(ResponseRow)).all()) is is_kept


def test_what_was_answered_is_handed_in_as_it_stands_when_the_time_is_over(
    app: Flask, school: School, kim: Visitor
) -> None:
    with at(0):
        quiz = start(school, kim)
        first, second = islice(choices(kim, quiz), 2)
        answer(kim, first)
    with at(3):
        reply = answer(kim, second)
        assert reply.status == 409
        assert "What you had answered by then is kept, and was handed in: 1 of 10 questions." in reply.text
        assert "Your answer: " in reply.text
        result = kim.get(f"{quiz}/")
        assert result.path == f"{quiz}/result"
        assert "at 12:30 as it stood, because its time was over." in result.text
    row = attempt(app)
    assert row.ran_out
    assert row.finished_at == row.ends_at
    assert answered(app) == 1


@pytest.mark.parametrize("path", ["", "/1", "/check", "/result"])
@ON_SQLITE
def test_whatever_page_is_opened_after_the_end_leads_to_the_result(
    school: School, kim: Visitor, path: str
) -> None:
    with at(0):
        quiz = start(school, kim)
    with at(1):
        assert kim.get(f"{quiz}{path or '/'}").path == f"{quiz}/result"


def test_the_gradebook_counts_what_nobody_handed_in_when_its_time_was_over(
    school: School, kim: Visitor
) -> None:
    with at(0):
        answer(kim, next(choices(kim, start(school, kim))))
    with at(HALF):
        assert "begun" in school.educator.get(f"{school.path}gradebook.csv").text
    with at(1):
        assert "handed in" in school.educator.get(f"{school.path}gradebook.csv").text
        assert "From your classes" not in kim.get("/").text
        assert "Handed in." in kim.get(school.path).text


@ON_SQLITE
def test_whether_a_clock_runs_in_a_class_is_read_from_the_attempts_that_go_on(
    app: Flask, school: School, kim: Visitor
) -> None:
    with app.app_context():
        account_id = db.session.scalar(select(AccountRow.id).filter_by(email="avery@example.org"))
    assert account_id

    def timing_in() -> set[str]:
        with app.app_context():
            return {one.cohort.title for one in memberships(account_id) if one.is_timing}

    with at(0):
        other = School(app=app, led_by=school.educator, title="Nurses 2027")
        assert timing_in() == set()
        quiz = start(school, kim)
        assert timing_in() == {"Nurses 2026"}
        finish = kim.get(f"{quiz}/check").form("/finish")
        with statements(app) as sent:
            assert school.educator.get(other.path).status == 200
        kim.submit(finish, finish.as_it_stands())
        assert timing_in() == set()
    (query,) = [one for one in sent if "ends_at" in one]
    with app.app_context():
        marks = (None,) * query.count("?")
        read = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", marks)
        plan = str(read.all())
    assert "ix_attempt_ends_at" in plan
    assert "ix_attempt_assignment_id" not in plan


@ON_SQLITE
def test_what_is_overdue_is_neither_due_nor_gone_on_with(school: School, kim: Visitor) -> None:
    with at(0):
        start(school, kim)
        page = kim.get("/").text
        assert "From your classes" in page
        assert "A quiz is waiting" in page
    with at(1):
        page = kim.get("/").text
        assert "From your classes" not in page
        assert "A quiz is waiting" not in page


def test_the_worker_hands_in_what_is_overdue(app: Flask, school: School, kim: Visitor) -> None:
    with at(0):
        start(school, kim)
    with at(HALF):
        worker.end_attempts(app)
        assert attempt(app).finished_at is None
    with at(1):
        worker.end_attempts(app)
        worker.end_attempts(app)
    row = attempt(app)
    assert row.finished_at == row.ends_at
    assert answered(app) == 0


@ON_SQLITE
def test_the_worker_waits_for_nobody_who_writes_while_nothing_is_overdue(
    app: Flask, school: School, kim: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    with at(0):
        start(school, kim)
        with app.app_context(), db.engine.begin():
            worker.end_attempts(app)
    assert caplog.messages == []


def test_one_attempt_that_cannot_be_handed_in_stops_no_other(
    app: Flask, school: School, kim: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    with at(0):
        robin = school.student("robin")
        answer(kim, next(choices(kim, start(school, kim))))
    with at(0.1):
        start(school, robin)
    with app.app_context():
        db.session.execute(update(ResponseRow).values(response="{"))
        db.session.commit()
    with at(1):
        assert school.educator.get(f"{school.path}gradebook").status == 200
        worker.end_attempts(app)
    with app.app_context():
        rows = db.session.scalars(select(AttemptRow).order_by(AttemptRow.started_at)).all()
        assert [row.finished_at == row.ends_at for row in rows] == [False, True]
    told = [one for one in caplog.records if one.msg == "an attempt whose time is over was not handed in"]
    assert [vars(one)["attempt"] for one in told] == [rows[0].id.hex] * 2
    line = logs.formatter("json").format(told[0])
    assert not {"learner", "learner_id", "account_id"} & json.loads(line).keys()
    with app.app_context():
        # By that id whoever looks after the site finds it, whatever the database.
        found = select(AttemptRow.started_at).where(text(f"id = '{rows[0].id.hex}'"))
        assert db.session.scalars(found).all() == [rows[0].started_at]


def test_what_its_learner_puts_off_while_others_are_handed_in_goes_on(
    app: Flask, school: School, kim: Visitor
) -> None:
    with at(0):
        start(school, kim)
    with at(0.1):
        start(school, school.student("robin"))
    with app.app_context():
        (_, later) = db.session.scalars(select(AttemptRow.learner_id).order_by(AttemptRow.ends_at)).all()
        db.session.rollback()

        def put_off(_session: object) -> None:
            with db.engine.begin() as elsewhere:
                mine = update(AttemptRow).where(AttemptRow.learner_id == later)
                elsewhere.execute(mine.values(ends_at=NOON + timedelta(hours=5)))

        event.listen(db.session, "after_commit", put_off, once=True)
        assert timing.end_overdue(NOON + timedelta(hours=1)) == 1
        db.session.rollback()
        rows = db.session.scalars(select(AttemptRow).order_by(AttemptRow.started_at)).all()
        assert [row.finished_at is None for row in rows] == [False, True]


@ON_SQLITE
def test_so_many_are_handed_in_as_are_asked_for_the_oldest_first(
    app: Flask, school: School, kim: Visitor
) -> None:
    with at(0.1):
        start(school, kim)
    with at(0):
        start(school, school.student("robin"))
    with app.app_context():
        assert timing.end_overdue(NOON + timedelta(hours=1), most=1) == 1
        rows = db.session.scalars(select(AttemptRow).order_by(AttemptRow.started_at)).all()
        assert [row.finished_at is None for row in rows] == [False, True]
        assert timing.end_overdue(NOON + timedelta(hours=1)) == 1


def test_what_was_answered_before_the_closing_is_in_time_though_the_time_ran_on(
    app: Flask, school: School
) -> None:
    give(school, title="Closes soon", closes=clock(0.25), **TIMED)
    with at(0):
        kim = school.student("kim")
        quiz = start(school, kim, title="Closes soon")
        answer(kim, next(choices(kim, quiz)))
    with at(1):
        page = kim.get(f"{quiz}/")
    assert "marked late" not in page.text
    assert "at 12:15 as it stood" in page.text


@ON_SQLITE
def test_what_is_answered_after_the_closing_is_late_though_there_was_time(school: School) -> None:
    give(school, title="Closes soon", closes=clock(0.25), **TIMED)
    with at(0):
        kim = school.student("kim")
        quiz = start(school, kim, title="Closes soon")
    with at(0.4):
        answer(kim, next(choices(kim, quiz)))
    with at(1):
        assert "at 12:30 as it stood, because its time was over, after the closing: marked late" in (
            kim.get(f"{quiz}/").text
        )


@ON_SQLITE
def test_what_is_begun_after_the_closing_is_late_though_nothing_is_answered(school: School) -> None:
    give(school, title="Closes soon", closes=clock(0.25), **TIMED)
    with at(0.3):
        kim = school.student("kim")
        quiz = start(school, kim, title="Closes soon")
    with at(1):
        assert "at 12:48 as it stood, because its time was over, after the closing: marked late" in (
            kim.get(f"{quiz}/").text
        )
