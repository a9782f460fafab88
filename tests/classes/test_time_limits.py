"""A quiz of a class with a time limit: it is told before, can be put off, and nothing is lost at its end."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import islice
from random import Random
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from quizapp import worker
from quizapp.classes.queries import memberships
from quizapp.database import db
from quizapp.models import AccountRow, AttemptRow, AttemptScoreRow, ResponseRow
from quizapp.quiz.timing import service as timing
from tests.api.programs import program_of
from tests.classes.school import School
from tests.classes.test_assigning import NOON, at, begin, clock, give, quiz_page
from tests.support.html_forms import Form
from tests.support.people import Person
from tests.support.queries import statements
from tests.support.visitor import AppConnection, Reply, Visitor

ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
TIMED = {"audience": "student", "behaviour": "deferred", "minutes": "30", "length": "10"}
HALF = 0.5
SECOND = 1 / 3600


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def school(app: Flask) -> School:
    with time_machine.travel(NOON, tick=False):
        school = School(app=app)
    give(school, **TIMED)
    return school


@pytest.fixture
def kim(school: School) -> Visitor:
    with at(0):
        return school.student("kim")


def choices(visitor: Visitor, quiz: str) -> Iterator[Form]:
    """Yield the forms of the questions of a quiz at which something is ticked, which any tick answers."""
    for position in range(1, 11):
        form = visitor.get(f"{quiz}/{position}").form(f"{quiz}/{position}")
        if "chosen" in form.controls:
            yield form


def answer(visitor: Visitor, form: Form, action: str = "save") -> Reply:
    """Let somebody tick an answer by chance."""
    return visitor.submit(form, form.filled(Random(1), action))


def start(school: School, visitor: Visitor, title: str = "Week 1", **values: str) -> str:
    """Let somebody begin a quiz, and return where the pages of the attempt stand."""
    found = re.search(rf'href="([^"]+)"><b>{title}<', visitor.get(school.path).text)
    assert found
    form = visitor.get(found[1]).form("/quizzes/")
    return visitor.submit(form, form.with_values(**values)).path.rsplit("/", 1)[0]


def with_share(sent: list[tuple[str, str]], share: str) -> list[tuple[str, str]]:
    """Return what a form sends when so much time is chosen in it."""
    return [(name, share if name == "share" else value) for name, value in sent]


def attempt(app: Flask) -> AttemptRow:
    with app.app_context():
        return db.session.scalars(select(AttemptRow)).one()


def answered(app: Flask) -> int | None:
    """Return how many questions were answered in what was handed in; None before."""
    with app.app_context():
        return db.session.scalar(select(AttemptScoreRow.answered))


def test_students_read_the_limit_before_they_begin_and_nothing_runs_yet(
    app: Flask, school: School, kim: Visitor
) -> None:
    with at(1):
        page = quiz_page(school, kim)
        assert "30 minutes. You can take up to ten times as long" in page.text
        assert "5 hours, ten times as long" in page.text
    with at(2):
        quiz = start(school, kim)
        assert "About 30 minutes left, until 14:30." in kim.get(f"{quiz}/1").text
    assert attempt(app).minutes == 30


@ON_SQLITE
def test_without_a_limit_nothing_is_said_of_time(school: School) -> None:
    give(school, title="Free", **TIMED | {"minutes": ""})
    with at(0):
        kim = school.student("kim")
        found = re.search(rf'href="({school.path}quizzes/[0-9a-f-]+/)"><b>Free', kim.get(school.path).text)
        assert found
        form = kim.get(found[1]).form("/quizzes/")
        page = kim.submit(form, form.as_it_stands())
    assert "Time" not in re.sub("(?s)<head>.*</head>", "", page.text)
    assert "share" not in form.controls


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        ("4", "Write whole minutes, from 5 to 300"),
        ("301", "Write whole minutes, from 5 to 300"),
        ("half an hour", "Write whole minutes, from 5 to 300"),
        ("7.5", "Write whole minutes, from 5 to 300"),
        ("9" * 5000, "Write whole minutes, from 5 to 300"),
    ],
)
@ON_SQLITE
def test_a_limit_that_cannot_be_is_refused_in_a_sentence(school: School, minutes: str, words: str) -> None:
    reply = give(school, **TIMED | {"minutes": minutes})
    assert reply.status == 422
    assert words in reply.text


@ON_SQLITE
def test_a_quiz_for_patients_has_no_limit(school: School) -> None:
    reply = give(school, **TIMED | {"audience": "patient"})
    assert reply.status == 422
    assert "Quizzes for patients have no time limit." in reply.text
    with at(0):
        new = school.educator.get(f"{school.path}quizzes/new")
    found = re.search(r'<option value="([^"]+)">Set:', new.text)
    assert found
    assert give(school, **TIMED | {"what": found[1]}).status == 422


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


def test_somebody_takes_more_time_while_they_work_and_what_they_chose_is_kept(
    app: Flask, school: School, kim: Visitor
) -> None:
    with at(0):
        quiz = start(school, kim)
        first, second = islice(choices(kim, quiz), 2)
        page = kim.submit(first, with_share(first.filled(Random(1), "more-time"), "1000"))
        assert page.path == first.action
        assert "You have more time." in page.text
        assert "About 5 hours left, until 17:00." in page.text
        assert "Take more time" not in page.text
    with at(4.99):
        assert answer(kim, second).status == 200
    with at(6):
        assert kim.get(f"{quiz}/").path == f"{quiz}/result"
    assert answered(app) == 2


@ON_SQLITE
def test_more_time_is_had_though_the_answer_beside_it_is_none(school: School, kim: Visitor) -> None:
    with at(0):
        quiz = start(school, kim)
        form = kim.get(f"{quiz}/1").form(f"{quiz}/1")
        sent = [pair for pair in form.as_it_stands("more-time") if pair[0] != "client_id"]
        kim.submit(form, with_share([*sent, ("chosen", "zz")], "200"))
        assert "About 1 hour left" in kim.get(f"{quiz}/1").text


def test_no_answer_is_lost_that_is_saved_while_more_time_is_taken(
    app: Flask, school: School, kim: Visitor
) -> None:
    with at(0):
        quiz = start(school, kim)
        form = next(choices(kim, quiz))

        def send(number: int) -> Reply:
            visitor = Visitor(AppConnection(app))
            visitor.cookies = dict(kim.cookies)
            action = "more-time" if number % 2 else "autosave"
            sent = [pair for pair in form.as_it_stands() if pair[0] != "chosen"]
            chosen = form.controls["chosen"].values[number % 2]
            sent += [("chosen", chosen), ("action", action)]
            return visitor.send(form, with_share(sent, "200"))

        with ThreadPoolExecutor(6) as clicks:
            replies = list(clicks.map(send, range(6)))
        assert [reply.status for reply in replies] == [200, 303] * 3
        assert "About 1 hour left" in kim.get(f"{quiz}/1").text


@ON_SQLITE
def test_more_time_in_a_long_quiz_takes_few_queries(app: Flask, school: School, kim: Visitor) -> None:
    with at(0):
        quiz = start(school, kim)
        for form in choices(kim, quiz):
            answer(kim, form)
        form = next(choices(kim, quiz))
        sent = [pair for pair in form.as_it_stands() if pair[0] != "chosen"]
        sent += [("chosen", "zz"), ("action", "more-time")]
        with statements(app) as queries:
            reply = kim.send(form, with_share(sent, "200"))
    assert reply.status == 422
    assert "You have more time." in reply.text
    assert "About 1 hour left" in reply.text
    assert len(queries) <= 18


@ON_SQLITE
def test_more_time_is_had_from_a_page_whose_question_was_checked_elsewhere(
    school: School, kim: Visitor
) -> None:
    give(school, title="At once", **TIMED | {"behaviour": "immediate"})
    with at(0):
        form = next(choices(kim, start(school, kim, title="At once")))
        answer(kim, form, "check")
        reply = kim.submit(form, with_share(form.filled(Random(2), "more-time"), "200"))
        assert reply.status == 409
        assert "so your first answer stays as it is" in reply.text
        assert "You have more time." in reply.text


@ON_SQLITE
def test_feedback_tells_the_time_and_more_of_it_leads_back_there(school: School, kim: Visitor) -> None:
    give(school, title="At once", **TIMED | {"behaviour": "immediate"})
    with at(0):
        form = next(choices(kim, start(school, kim, title="At once")))
        answer(kim, form, "check")
    with at(27 / 60):
        page = kim.get(form.action)
        assert "Your time is nearly over." in page.text.split("<template")[0]
        more = page.form("/time")
        page = kim.submit(more, more.with_values(share="200"))
        assert page.path == form.action
        assert "You have more time." in page.text
        assert "About 33 minutes left" in page.text
    with at(2):
        page = kim.get(form.action.rsplit("/", 1)[0] + "/result")
        assert "left, until" not in page.text
        assert "Take more time" not in page.text


@pytest.mark.parametrize("share", ["", "1", "99999", "none", "x"])
@ON_SQLITE
def test_more_time_than_is_offered_is_not_had(app: Flask, school: School, kim: Visitor, share: str) -> None:
    with at(0):
        quiz = start(school, kim)
        form = kim.get(f"{quiz}/check").form("/time")
        before = attempt(app).ends_at
        assert kim.submit(form, form.with_values(share=share)).status == 200
    assert attempt(app).ends_at == before


@ON_SQLITE
def test_time_is_taken_before_handing_in_and_before_beginning(school: School, kim: Visitor) -> None:
    with at(0):
        quiz = start(school, kim, share="200")
        page = kim.get(f"{quiz}/check")
        assert "About 1 hour left" in page.text
        form = page.form("/time")
        page = kim.submit(form, form.with_values(share="300"))
        assert "About 1 hour 30 minutes left" in page.text
        less = kim.submit(form, form.with_values(share="125"))
        assert "About 1 hour 30 minutes left" in less.text
        assert "You have that much time already." in less.text
        assert "You have more time." not in less.text


@ON_SQLITE
def test_whoever_has_little_time_left_is_told_so_and_how_to_have_more(school: School, kim: Visitor) -> None:
    with at(0):
        quiz = start(school, kim)
        assert '<div id="time-warning" role="status" data-seconds="1800" data-warning="1620"></div>' in (
            kim.get(f"{quiz}/1").text
        )
    with at(27 / 60):
        page = kim.get(f"{quiz}/1").text.split("<template")[0]
        assert "Your time is nearly over." in page
        assert '<a href="#more-time">Take more time</a>' in page


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
    assert caplog.messages.count("an attempt whose time is over was not handed in") == 2


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


def test_two_browsers_have_one_clock(app: Flask, school: School, kim: Visitor) -> None:
    with at(0):
        quiz = start(school, kim)
        first, second = islice(choices(kim, quiz), 2)
    with at(0.2):
        check = kim.get(f"{quiz}/check").form("/time")
        kim.submit(check, check.with_values(share="200"))
    with at(0.8):
        assert answer(kim, first).status == 200
    with at(1.1):
        assert answer(kim, second).status == 409
    assert answered(app) == 1


@ON_SQLITE
def test_who_is_taken_out_in_mid_attempt_keeps_it_and_its_time(
    app: Flask, school: School, kim: Visitor
) -> None:
    with at(0):
        quiz = start(school, kim)
        answer(kim, next(choices(kim, quiz)))
        form = school.person("Kim").form("/remove")
        school.educator.submit(form, form.as_it_stands())
        assert "About 30 minutes left" in kim.get(f"{quiz}/2").text
    with at(1):
        assert kim.get(f"{quiz}/").path == f"{quiz}/result"
    assert answered(app) == 1


@ON_SQLITE
def test_another_limit_holds_for_attempts_that_begin_after_it(school: School, kim: Visitor) -> None:
    with at(0):
        quiz = start(school, kim)
        path = quiz_page(school, kim).path
        form = school.educator.get(f"{path}terms").form("/terms")
        assert 'value="30"' in school.educator.get(f"{path}terms").text
        words = "A time limit holds for attempts that begin from now on."
        assert words not in school.educator.submit(form, form.as_it_stands()).text
        form = school.educator.get(f"{path}terms").form("/terms")
        assert words in school.educator.submit(form, form.with_values(minutes="5", attempts="")).text
        assert "About 30 minutes left" in kim.get(f"{quiz}/1").text
        robin = school.student("robin")
        assert "About 5 minutes left" in begin(school, robin).text


def give_time(school: School, name: str, share: str) -> Reply:
    """Let the educator give somebody time."""
    form = school.person(name).form("/time")
    return school.educator.submit(form, form.with_values(share=share))


def test_an_educator_gives_a_student_time_and_both_read_it(school: School, kim: Visitor) -> None:
    with at(0):
        page = give_time(school, "Kim", "150")
        assert "Avery Lind: half as much again, on Friday 20 November 2026 at 12:00." in page.text
        page = quiz_page(school, kim)
        assert "You have half as much again: an educator of the class arranged that." in page.text
        assert ">30 minutes, " not in page.text
        assert "About 45 minutes left" in begin(school, kim).text


@ON_SQLITE
def test_for_whom_no_limit_holds_no_clock_runs(app: Flask, school: School, kim: Visitor) -> None:
    with at(0):
        give_time(school, "Kim", "none")
        assert "For you it has no time limit" in quiz_page(school, kim).text
        page = begin(school, kim)
        assert "left, until" not in page.text
    assert attempt(app).ends_at is None


@ON_SQLITE
def test_time_that_is_given_twice_is_given_once_and_taken_back_openly(school: School) -> None:
    with at(0):
        school.student("kim")
        form = school.person("Kim").form("/time")
        for _ in range(2):
            assert school.educator.submit(form, form.with_values(share="200")).status == 200
        stale = school.educator.submit(form, form.with_values(share="300"))
        assert stale.status == 409
        assert "Somebody else changed this since you opened this page" in stale.text
        again = stale.form("/time")
        assert school.educator.submit(again, again.as_it_stands()).status == 200
        page = give_time(school, "Kim", "100")
    for words in ("as it is set", "three times as long", "twice as long"):
        assert page.text.count(f"Avery Lind: {words}") == 1


@ON_SQLITE
def test_staff_is_not_told_what_time_somebody_took(school: School, kim: Visitor) -> None:
    with at(0):
        start(school, kim, share="500")
    with at(9):
        pages = ("gradebook", "gradebook.csv", "people")
        shown = "".join(school.educator.get(f"{school.path}{page}").text for page in pages)
        shown += school.person("Kim").text.split("<ul>")[-1]
    assert "five times" not in shown.replace("Five times as long</option>", "")
    assert "time was over" not in shown


@ON_SQLITE
def test_programs_obey_the_same_clock(app: Flask, school: School, kim: Visitor) -> None:
    with at(0):
        quiz = start(school, kim)
        path = quiz.replace("/quiz/", "/attempts/")
        with app.app_context():
            account_id = db.session.scalar(select(AccountRow.id).filter_by(email="kim@example.org"))
        assert account_id
        program = program_of(app, Person(account_id=account_id, email="", password=""))
        assert program.get(path)["ends_at"] == "2026-11-20T12:30:00Z"
        more = program.post(f"{path}/time", {"percent": 200}, status=200)
        assert more["ends_at"] == "2026-11-20T13:00:00Z"
        program.post(f"{path}/time", {"percent": 5000}, status=422)
    with at(1.1):
        assert [one["state"] for one in program.get("/attempts")["attempts"]] == ["finished"]
        skip = {"id": str(uuid4()), "position": 1, "kind": "skip"}
        program.post(f"{path}/responses", skip, status=409)
        program.post(f"{path}/time", {"percent": 1000}, status=409)
        assert program.get(path)["finished_at"] == "2026-11-20T13:00:00Z"
