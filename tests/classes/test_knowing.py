"""What staff reads of what a class likely knows, and the next quiz that follows from it."""

import re
from pathlib import Path

import pytest
from flask import Flask

from quizapp.core.forgetting import Rating
from quizapp.core.people import Role
from quizapp.database import db
from quizapp.formats.quiz_json import load_blueprint
from quizapp.models import AssignmentRow
from tests.classes.school import School
from tests.classes.test_assigning import at
from tests.classes.test_gradebook import ON_SQLITE, give, take
from tests.core.test_class_memory import chance
from tests.quiz.wrong_key import RIGHT, SAID, answer, hand_in, load
from tests.support.people import logged_in
from tests.support.queries import statements

NAMES = ("ada", "bo", "cy", "di", "ed")
MOST_FOR_A_PAGE = 8


@pytest.fixture
def school(app: Flask, tmp_path: Path) -> School:
    """A class of five, one of whom missed the only question."""
    load(app, tmp_path / "questions", right=RIGHT)
    school = School(app=app)
    give(school, "Week 1")
    for name in NAMES[:4]:
        take(school, school.student(name), RIGHT)
    return school


def knowledge(school: School) -> str:
    return school.educator.get(f"{school.path}knowledge").text


def test_it_says_of_five_students_what_they_know_together_and_what_was_missed(school: School) -> None:
    assert "When 5 students have handed in" in knowledge(school)
    take(school, school.student(NAMES[4]), SAID)
    page = knowledge(school)
    (topic, fact) = re.findall(r"<td>5</td><td>(.*?)</td><td>(.*?)</td>", page, re.DOTALL)
    assert topic[1] == "80%"
    assert fact[0] == "80%"
    recall = (4 * chance([Rating.GOOD], [0], then=1) + chance([Rating.AGAIN], [0], then=1)) / 5
    assert topic[0].startswith(f"{100 * recall:.0f}%")
    assert "Ada" not in page


@ON_SQLITE
def test_after_midnight_it_is_told_for_the_next_day_of_the_students_and_not_for_one_more(
    app: Flask, tmp_path: Path
) -> None:
    with at(14):  # two in the morning: to students, whose days begin at four, it is the day before
        load(app, tmp_path / "questions", right=RIGHT)
        school = School(app=app)
        give(school, "Week 1")
        for name in NAMES:
            take(school, school.student(name), RIGHT)
        known = re.search(r"<td>5</td><td>([0-9]+%)", knowledge(school))
    assert known
    assert known[1] == f"{100 * chance([Rating.GOOD], [0], then=1):.0f}%"


@pytest.mark.parametrize(("stem", "right"), [("", "20%"), ("Which of these do people keep?", "80%")])
def test_an_answer_counts_by_the_key_as_it_is_now_while_the_question_reads_alike(
    app: Flask, tmp_path: Path, school: School, stem: str, right: str
) -> None:
    take(school, school.student(NAMES[4]), SAID)
    assert load(app, tmp_path / "questions", right=SAID, stem=stem) == 1
    (topic, fact) = re.findall(r"<td>5</td><td>(.*?)</td><td>(.*?)</td>", knowledge(school), re.DOTALL)
    assert (topic[1], fact[0]) == (right, right)


def test_quizzes_of_ones_own_and_cards_change_nothing_of_it(school: School) -> None:
    kim = school.student(NAMES[4])
    take(school, kim, SAID)
    before = knowledge(school)
    for _ in range(3):
        quick = kim.get("/").form("/quiz/quick")
        address = kim.submit(quick, quick.as_it_stands()).path.removesuffix("/1")
        answer(kim, address, RIGHT)
        hand_in(kim, address)
    assert knowledge(school) == before


def test_the_form_for_the_next_quiz_comes_filled_in(app: Flask, school: School) -> None:
    take(school, school.student(NAMES[4]), SAID)
    found = re.search(r'href="([^"]+/quizzes/new[^"]+)"', knowledge(school))
    assert found
    form = school.educator.get(found[1].replace("&amp;", "&")).form("/quizzes/new")
    values = dict(form.as_it_stands())
    assert (values["title"], values["shares"], values["length"]) == (
        "What we are forgetting",
        "forgotten",
        "10",
    )
    assert school.educator.submit(form, form.as_it_stands()).status == 200
    with app.app_context():
        row = db.session.query(AssignmentRow).filter_by(title="What we are forgetting").one()
        (cell,) = load_blueprint(row.blueprint or "").cells
        assert (cell.topic, cell.count) == (values["topics"], 10)


def test_only_the_staff_of_a_class_reads_it(app: Flask, school: School) -> None:
    kim, sam = school.student("kim"), school.student("sam")
    school.change("Sam", "assistant")
    assert sam.get(f"{school.path}knowledge").status == 200
    for visitor in (kim, logged_in(app, "robin", Role.EDUCATOR)):
        assert visitor.get(f"{school.path}knowledge").status == 404


@ON_SQLITE
def test_an_address_with_nonsense_fills_in_nothing_and_breaks_nothing(school: School) -> None:
    page = school.educator.get(f"{school.path}quizzes/new?topics=x&topics=&length=-1&shares=%00&audience=y")
    assert page.status == 200


@ON_SQLITE
def test_the_page_takes_few_queries(app: Flask, school: School) -> None:
    take(school, school.student(NAMES[4]), SAID)
    with statements(app) as sent:
        knowledge(school)
    assert len(sent) <= MOST_FOR_A_PAGE
