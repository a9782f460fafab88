"""A class is given a quiz: when it can be taken, how often, and what is late."""

import re
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from quizapp.core.people import Role
from quizapp.database import db
from quizapp.models import AssignmentRow, AttemptRow
from tests.classes.school import School, leave
from tests.support.visitor import Reply, Visitor

ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
"""Noon in London, too, where the clocks of those who chose no other stand."""


GIVEN = {"title": "Week 1", "length": "5", "attempts": "", "behaviour": "immediate", "audience": "patient"}


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def school(app: Flask) -> School:
    with time_machine.travel(NOON, tick=False):
        return School(app=app)


def at(hours: float) -> time_machine.travel:
    """Let it be some hours after noon."""
    return time_machine.travel(NOON + timedelta(hours=hours), tick=False)


def clock(hours: float) -> str:
    """Return a time as it is written into a form."""
    return f"{NOON + timedelta(hours=hours):%Y-%m-%dT%H:%M}"


def give(school: School, **values: str) -> Reply:
    """Let the educator give the class a quiz at noon."""
    with at(0):
        form = school.educator.get(f"{school.path}quizzes/new").form("/quizzes/new")
        return school.educator.submit(form, form.with_values(**GIVEN | values))


def quiz_page(school: School, visitor: Visitor) -> Reply:
    """Return the page of the first quiz of the class."""
    found = re.search(rf'href="({school.path}quizzes/[0-9a-f-]+/)"', visitor.get(school.path).text)
    assert found
    return visitor.get(found[1])


def begin(school: School, visitor: Visitor) -> Reply:
    """Let somebody begin the quiz, and return where that leads."""
    form = quiz_page(school, visitor).form("/quizzes/")
    return visitor.submit(form, form.as_it_stands())


def take(visitor: Visitor, first: Reply, *, until_check: bool = False) -> Reply:
    """Let somebody answer each question by chance and hand the quiz in."""
    page, quiz = first, first.path.rsplit("/", 1)[0]
    for position in range(1, 6):
        page = visitor.get(f"{quiz}/{position}")
        form = page.form(f"{quiz}/{position}")
        visitor.submit(form, form.filled(Random(position), "check"))
    page = visitor.get(f"{quiz}/check")
    if until_check:
        return page
    finish = page.form("/finish")
    return visitor.submit(finish, finish.as_it_stands())


def change(school: School, **values: str) -> Reply:
    """Let the educator change the terms of the quiz."""
    form = school.educator.get(f"{quiz_page(school, school.educator).path}terms").form("/terms")
    return school.educator.submit(form, form.with_values(**values))


def attempts(app: Flask) -> int:
    with app.app_context():
        stmt = select(func.count()).select_from(AttemptRow).where(AttemptRow.assignment_id.is_not(None))
        return db.session.scalar(stmt) or 0


def test_a_student_finds_what_is_due_takes_it_and_finds_it_handed_in(school: School) -> None:
    give(school, closes=clock(6))
    with at(1):
        kim = school.student("kim")
        today = kim.get("/").text
        assert "From your classes" in today
        assert "Nurses 2026 · Open until Friday 20 November 2026 at 18:00." in today
        first = begin(school, kim)
        assert "To be handed in until Friday 20 November 2026 at 18:00." in first.text
        result = take(kim, first)
        assert "Handed in on Friday 20 November 2026 at 13:00." in result.text
        assert "From your classes" not in kim.get("/").text
        assert "Handed in." in kim.get(school.path).text


def test_before_it_opens_a_sentence_says_when_it_does(app: Flask, school: School) -> None:
    give(school)
    with at(1):
        kim = school.student("kim")
        kept = quiz_page(school, kim).form("/quizzes/")
        change(school, opens=clock(3))
        page = quiz_page(school, kim)
        assert "Opens on Friday 20 November 2026 at 15:00." in page.text
        assert not [form for form in page.forms if "/quizzes/" in form.action]
        assert "From your classes" not in kim.get("/").text
        refused = kim.submit(kept, kept.as_it_stands())
        assert refused.status == 409
        assert "Opens on Friday 20 November 2026 at 15:00." in refused.text
    assert attempts(app) == 0


def test_what_is_answered_after_the_closing_is_kept_and_marked_late(app: Flask, school: School) -> None:
    give(school, closes=clock(2))
    with at(1):
        kim = school.student("kim")
        first = begin(school, kim)
    with at(3):
        page = take(kim, first, until_check=True)
        assert "This closed on Friday 20 November 2026 at 14:00. Your answers are kept" in page.text
        form = page.form("/finish")
        assert "after the closing: marked late" in kim.submit(form, form.as_it_stands()).text
        assert "From your classes" not in kim.get("/").text
    assert attempts(app) == 1


def test_a_quiz_can_be_begun_after_its_closing_and_is_late_then(school: School) -> None:
    give(school, closes=clock(2))
    with at(3):
        kim = school.student("kim")
        assert "Closed on" in quiz_page(school, kim).text
        assert "marked late" in take(kim, begin(school, kim)).text


def test_with_a_later_closing_what_was_late_is_late_no_more(school: School) -> None:
    give(school, closes=clock(2))
    with at(3):
        kim = school.student("kim")
        result = take(kim, begin(school, kim))
        change(school, closes=clock(9))
        assert "Handed in on" in kim.get(result.path).text
        assert "marked late" not in kim.get(result.path).text


def test_it_is_taken_as_often_as_it_may_be(app: Flask, school: School) -> None:
    give(school, attempts="2")
    with at(1):
        kim = school.student("kim")
        for _ in range(2):
            take(kim, begin(school, kim))
        page = quiz_page(school, kim)
        assert "You have taken it as often as it can be taken." in page.text
        assert page.text.count("Your result") == 2
    assert attempts(app) == 2


def test_a_beginning_that_is_sent_again_begins_nothing_new(app: Flask, school: School) -> None:
    give(school)
    with at(1):
        kim = school.student("kim")
        form = quiz_page(school, kim).form("/quizzes/")
        other = quiz_page(school, kim).form("/quizzes/")
        pages = [kim.submit(one, one.as_it_stands()).path for one in (form, form, other)]
    assert len(set(pages)) == 1
    assert attempts(app) == 1


@ON_SQLITE
def test_a_ready_made_set_is_given_to_a_class(school: School) -> None:
    give(school, what="where-nets-start", title="Where they start")
    with at(1):
        kim = school.student("kim")
        assert "A quiz of your class" in begin(school, kim).text


@ON_SQLITE
def test_a_quiz_that_is_given_twice_is_given_once(school: School) -> None:
    with at(0):
        form = school.educator.get(f"{school.path}quizzes/new").form("/quizzes/new")
        for _ in range(2):
            page = school.educator.submit(form, form.with_values(title="Week 1"))
    assert page.text.count("<b>Week 1</b>") == 1


@ON_SQLITE
@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"title": ""}, "Give the quiz a title."),
        ({"opens": "next week"}, "Write a day and a time"),
        ({"closes": "0001-01-01T00:00"}, "Choose a year between"),
        ({"opens": "2026-11-22T10:00", "closes": "2026-11-21T10:00"}, "closes before it opens"),
        ({"closes": "2026-11-19T10:00"}, "closes before it opens"),
        ({"attempts": "11"}, "to put right"),
        ({"counts": "worst"}, "to put right"),
        ({"what": "no-such-set"}, "to put right"),
    ],
)
def test_a_quiz_that_cannot_be_given_says_what_to_put_right(
    school: School, values: dict[str, str], sentence: str
) -> None:
    reply = give(school, **values)
    assert reply.status == 422
    assert sentence in reply.text
    assert "There is nothing yet." in school.educator.get(school.path).text


@ON_SQLITE
def test_times_are_on_the_clock_of_whoever_reads_them(school: School) -> None:
    give(school, closes=clock(6))
    with at(1):
        kim = school.student("kim")
        settings = kim.get("/settings").form("/settings")
        kim.submit(settings, settings.with_values(time_zone="Asia/Tokyo"))
        assert "Open until Saturday 21 November 2026 at 03:00." in kim.get("/").text


def test_who_left_in_the_middle_goes_on_with_their_own_quiz(school: School) -> None:
    give(school)
    with at(1):
        kim = school.student("kim")
        first = begin(school, kim)
        quiz = quiz_page(school, kim)
        leave(kim, school.path)
        assert kim.get(quiz.path).status == 404
        assert "Your result" in take(kim, first).text


@ON_SQLITE
def test_a_quiz_of_another_class_is_not_in_this_one(app: Flask, school: School) -> None:
    give(school)
    path = quiz_page(school, school.educator).path
    make = next(one for one in school.educator.get("/classes/").forms if "title" in one.controls)
    other = school.educator.submit(make, make.with_values(title="Others", name="Avery")).path
    elsewhere = f"{other.removesuffix('people')}quizzes/{path.rstrip('/').rsplit('/', 1)[1]}"
    for page in ("", "terms", "take-back", "preview", "report"):
        assert school.educator.get(f"{elsewhere}/{page}").status == 404


@ON_SQLITE
def test_a_new_quiz_begins_for_students_with_one_attempt_and_answers_at_the_end(school: School) -> None:
    controls = school.educator.get(f"{school.path}quizzes/new").form("/quizzes/new").controls
    chosen = {name: controls[name].chosen for name in ("audience", "attempts", "behaviour")}
    assert chosen == {"audience": ["student"], "attempts": ["1"], "behaviour": ["deferred"]}


@ON_SQLITE
def test_times_stand_in_their_fields_as_browsers_want_them(school: School) -> None:
    give(school, opens=clock(1), closes=clock(6))
    page = school.educator.get(f"{quiz_page(school, school.educator).path}terms")
    controls = page.form("/terms").controls
    assert [controls[name].chosen for name in ("opens", "closes")] == [[clock(1)], [clock(6)]]
    for name in ("opens", "closes"):
        field = re.search(rf'<input[^>]+id="{name}"[^>]*>', page.text)
        assert field
        assert re.search(r'aria-describedby="clock [^"]*"', field[0])
    assert re.search(r'id="clock">Times are on your clock \(Europe/London\)', page.text)


def test_terms_that_are_saved_untouched_stay_to_the_second(app: Flask, school: School) -> None:
    with time_machine.travel(NOON + timedelta(seconds=42), tick=False):
        form = school.educator.get(f"{school.path}quizzes/new").form("/quizzes/new")
        school.educator.submit(form, form.with_values(**GIVEN))
    for opens in ({}, {"opens": ""}):
        with at(2):
            change(school, title="Week 1b", **opens)
        with app.app_context():
            row = db.session.scalars(select(AssignmentRow)).one()
            assert (row.title, row.opens_at) == ("Week 1b", NOON + timedelta(seconds=42))


def test_of_two_educators_who_change_the_same_the_second_is_told(school: School) -> None:
    give(school)
    robin = school.student("robin", Role.EDUCATOR)
    school.change("Robin", "educator")
    quiz = quiz_page(school, robin).path
    first, second = (who.get(f"{quiz}terms").form("/terms") for who in (school.educator, robin))
    for _ in range(2):  # the same sent twice is no other change
        assert school.educator.submit(first, first.with_values(title="By Avery")).path == quiz
    told = robin.submit(second, second.with_values(title="By Robin"))
    assert told.status == 409
    assert "Somebody else changed this quiz" in told.text
    assert "Title: By Avery" in told.text
    assert "To put right" not in told.text
    assert "By Avery" in school.educator.get(quiz).text
    again = told.form("/terms")
    assert again.controls["title"].chosen == ["By Robin"]
    robin.submit(again, again.as_it_stands())
    assert "By Robin" in school.educator.get(quiz).text


def test_the_page_of_a_quiz_says_what_it_holds(school: School) -> None:
    give(school, topics="sites", level="remember", behaviour="deferred", attempts="1")
    with at(1):
        text = quiz_page(school, school.student("kim")).text
    for told in ("5, drawn anew", "Where NETs start", "Remember", "All at the end", "One attempt."):
        assert told in text
    assert "Look at its questions" not in text


@ON_SQLITE
@pytest.mark.parametrize("values", [{"topics": "sites"}, {"what": "where-nets-start"}])
def test_an_educator_looks_through_the_questions_before(school: School, values: dict[str, str]) -> None:
    give(school, **values)
    with at(1):
        page = quiz_page(school, school.educator).path
        assert "Look at its questions" in school.educator.get(page).text
        pages = [school.educator.get(f"{page}preview?question={n}").text for n in (1, 2, "x", 99)]
        assert "Question 1 of" in pages[0]
        assert "Question 2 of" in pages[1]
        assert "Question 1 of" in pages[2]
        assert "The next one" not in pages[3]
        assert len(set(pages[:2])) == 2
        assert school.student("kim").get(f"{page}preview").status == 404


@ON_SQLITE
def test_too_few_questions_are_told_to_the_educator_and_to_students(school: School) -> None:
    values = {"topics": "causes-risk", "level": "analyse", "audience": "student", "length": "30"}
    warned = give(school, **values)
    assert re.search(r"It has \d+ questions? fewer than was asked for", warned.text)
    with at(1):
        preview = school.educator.get(f"{quiz_page(school, school.educator).path}preview").text
        assert re.search(r"\d+ questions? fewer than was asked for", preview)
        assert re.search(r"\d+ questions? fewer", begin(school, school.student("kim")).text)


def test_a_quiz_is_taken_back_while_nobody_has_begun_it(school: School) -> None:
    give(school)
    kim = school.student("kim")
    page = quiz_page(school, school.educator).path
    form = school.educator.get(f"{page}take-back").form("/take-back")
    for _ in range(2):
        assert "The quiz is taken back" in school.educator.submit(form, form.as_it_stands()).text
    assert kim.get(page).status == 404
    assert "There is nothing yet." in kim.get(school.path).text


def test_a_quiz_that_somebody_has_begun_stays(app: Flask, school: School) -> None:
    give(school)
    with at(1):
        page = quiz_page(school, school.educator).path
        form = school.educator.get(f"{page}take-back").form("/take-back")
        kim = school.student("kim")
        begin(school, kim)
        leave(kim, school.path)
        refused = school.educator.submit(form, form.as_it_stands())
        assert refused.status == 409
        assert "Somebody has begun this quiz" in refused.text
        assert attempts(app) == 1
