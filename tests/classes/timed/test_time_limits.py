"""A quiz with a time limit is told of before, begun with as much time as somebody likes, and worked at."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import islice
from random import Random
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from quizapp.core.time_limits import Clock
from quizapp.quiz.timing.words import left_words
from tests.classes.school import School
from tests.classes.test_assigning import NOON, ON_SQLITE, at, begin, give, quiz_page
from tests.classes.timed.working import TIMED, answer, answered, attempt, choices, start, with_share
from tests.support.queries import statements
from tests.support.visitor import AppConnection, Reply, Visitor


def test_students_read_the_limit_before_they_begin_and_nothing_runs_yet(
    app: Flask, school: School, kim: Visitor
) -> None:
    with at(1):
        page = quiz_page(school, kim)
        assert "30 minutes. You can take up to ten times as long" in page.text
        assert "5 h, ten times as long" in page.text
    with at(2):
        quiz = start(school, kim)
        assert "About 30 minutes left, until 14:30." in kim.get(f"{quiz}/1").text
    assert attempt(app).minutes == 30


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(minutes=30), "About 30 minutes left, until 12:30."),
        (timedelta(minutes=30) - timedelta(milliseconds=1), "About 30 minutes left, until 12:30."),
        (timedelta(minutes=29, seconds=29), "About 29 minutes left, until 12:30."),
        (timedelta(minutes=1), "About 1 minute left, until 12:30."),
        (timedelta(seconds=59), "Less than a minute left, until 12:30."),
        (timedelta(seconds=-20), "Less than a minute left, until 12:30."),
        (timedelta(hours=13), "About 13 hours left, until 12:30 on Friday."),
    ],
)
def test_a_page_says_to_the_nearest_minute_how_much_time_is_left(left: timedelta, words: str) -> None:
    ends_at = NOON + timedelta(minutes=30)
    limit = Clock(started_at=NOON, minutes=30, ends_at=ends_at)
    assert left_words(limit, ZoneInfo("Europe/London"), now=ends_at - left) == words


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
