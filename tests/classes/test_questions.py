"""A question over all quizzes of a class: before and after it was changed, here and in other classes."""

import re
from pathlib import Path

import pytest
from flask import Flask

from quizapp.core.people import Role
from tests.classes.school import School
from tests.classes.test_gradebook import ON_SQLITE, give, take
from tests.quiz.wrong_key import RIGHT, SAID, load
from tests.support.people import PASSWORD, Person, log_in, logged_in
from tests.support.queries import statements
from tests.support.visitor import AppConnection, Visitor

FIRST, SECOND = ("ada", "bo", "cy", "di", "ed"), ("fay", "gus", "hal", "ivy", "jo", "kay")
MOST_FOR_A_PAGE = 8
CELL = re.compile(r"<td>(\d+)% <span")


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    return tmp_path / "questions"


@pytest.fixture
def school(app: Flask, questions: Path) -> School:
    """A class of five who all chose the key, which was wrong; it was mended after them."""
    load(app, questions, right=SAID)
    school = School(app=app)
    give(school, "Week 1")
    for name in FIRST:
        take(school, school.student(name), SAID)
    load(app, questions, right=RIGHT)
    return school


def next_class(school: School, names: tuple[str, ...] = SECOND, *, title: str = "Nurses 2027") -> School:
    """Return another class of the same educator, all of whom but one choose the mended key."""
    later = School(app=school.app, title=title, led_by=school.educator)
    give(later, "Week 1")
    for name in names:
        take(later, later.student(name), SAID if name == names[0] else RIGHT)
    return later


def history(school: School) -> str:
    return school.educator.get(f"{school.path}questions/one").text


def test_the_next_class_is_held_against_the_one_before_the_question_was_mended(school: School) -> None:
    later = next_class(school)
    page = history(later)
    before, after = re.findall(r'<th scope="row">(Version \d+)</th><td>(\d)</td>', page)
    assert (before[1], after[1]) == ("5", "6")
    assert CELL.findall(page)[:2] == ["100", "83"]
    assert "Cannot be told yet: 5 answers of the 30 that each of the two needs." in page
    assert "In no other class of yours 5 students met this version." in page


def test_a_version_is_held_against_the_same_in_other_classes_of_the_educator(school: School) -> None:
    later = next_class(school)
    third = next_class(school, ("lou", "mo", "nan", "oz", "pam"), title="Nurses 2028")
    page = history(third)
    assert re.findall(r'<th scope="row">(Nurses \d+)</th><td>(\d)</td>', page) == [
        ("Nurses 2028", "5"),
        ("Nurses 2027", "6"),
    ]
    assert "This class less the others together" in page
    assert "Nurses 2026" not in page
    listed = school.educator.get(f"{later.path}questions/").text
    assert re.search(r"</th><td>6</td><td>83%", listed)


def test_another_educator_sees_nothing_of_classes_that_are_not_theirs(app: Flask, school: School) -> None:
    robin = School(app=app, title="Robin’s", led_by=logged_in(app, "robin", Role.EDUCATOR))
    give(robin, "Week 1")
    for name in SECOND:
        take(robin, robin.student(name), RIGHT)
    page = history(robin)
    assert "Your classes met one version of it" in page
    assert "Nurses 2026" not in page
    assert robin.educator.get(f"{school.path}questions/one").status == 404


def test_of_a_question_that_fewer_than_five_met_nothing_is_said(school: School) -> None:
    later = next_class(school, SECOND[:4])
    assert "Fewer than 5 students of this class met this question" in history(later)
    assert "A one" not in history(later)
    listed = school.educator.get(f"{later.path}questions/").text
    assert "When 5 students have handed in the same question" in listed


def test_who_met_it_before_counts_there_and_not_after(app: Flask, school: School) -> None:
    give(school, "Week 2")
    listed = school.educator.get(f"{school.path}questions/").text
    for name in FIRST:
        take(school, logged_in_again(app, name), SAID, "Week 2")
    assert school.educator.get(f"{school.path}questions/").text == listed


def test_the_pages_of_a_question_never_differ_by_what_one_student_met_elsewhere(
    app: Flask, school: School
) -> None:
    later = next_class(school)
    both = logged_in_again(app, FIRST[0])
    later.join(both, "Ada")
    take(later, both, RIGHT)
    listed = school.educator.get(f"{later.path}questions/").text
    assert re.search(r"</th><td>6</td>", listed)
    versions = re.findall(r'<th scope="row">(Version \d+)</th><td>(\d)</td>', history(later))
    assert versions[-1] == ("Version 2", "6")


def logged_in_again(app: Flask, name: str) -> Visitor:
    visitor = Visitor(AppConnection(app))
    log_in(visitor, Person(account_id=0, email=f"{name}@example.org", password=PASSWORD))
    return visitor


def test_assistants_read_it_and_students_and_strangers_do_not(app: Flask, school: School) -> None:
    kim, sam = school.student("kim"), school.student("sam")
    school.change("Sam", "assistant")
    for path in ("questions/", "questions/one"):
        assert sam.get(f"{school.path}{path}").status == 200
        for visitor in (kim, logged_in(app, f"r-{len(path)}", Role.EDUCATOR)):
            assert visitor.get(f"{school.path}{path}").status == 404
    assert school.educator.get(f"{school.path}questions/unknown").status == 404


@ON_SQLITE
def test_the_pages_take_few_queries(app: Flask, school: School) -> None:
    later = next_class(school)
    for path in ("questions/", "questions/one"):
        with statements(app) as sent:
            school.educator.get(f"{later.path}{path}")
        assert len(sent) <= MOST_FOR_A_PAGE
