"""What staff reads of how the questions of a quiz of a class did."""

import re
from pathlib import Path

import pytest
from flask import Flask, get_template_attribute
from sqlalchemy import delete

from quizapp.database import db
from quizapp.models import RoleRow
from tests.classes.school import School
from tests.classes.test_gradebook import give, quizzes, take
from tests.quiz.wrong_key import RIGHT, SAID, load
from tests.support.visitor import Visitor

ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def school(app: Flask, tmp_path: Path) -> School:
    load(app, tmp_path / "questions", right=RIGHT)
    school = School(app=app)
    give(school, "Week 1")
    return school


@pytest.fixture
def students(school: School) -> list[Visitor]:
    return [school.student(name) for name in ("ada", "bo", "cy", "di", "ed")]


def test_the_report_counts_the_first_attempt_of_each_student_once_there_are_five(
    school: School, students: list[Visitor]
) -> None:
    report = f"{quizzes(school)}report"
    first, *others = students
    for text in (RIGHT, SAID):
        take(school, first, text)
    for other in others[:3]:
        take(school, other, SAID)
    few = school.educator.get(report)
    assert "When 5 students have handed in the same question" in few.text
    assert RIGHT not in few.text
    take(school, others[3], SAID)
    page = school.educator.get(report)
    assert "From 5 attempts" in page.text
    assert "Too few answers to go by: 5 of the 30" in page.text
    assert re.search(r"\(facility\)</dt>\s*<dd>20%", page.text)
    assert re.search(rf"“{RIGHT}” <span[^>]*>right</span></th><td>20%", page.text)


def test_only_the_staff_of_a_class_reads_the_report(school: School, students: list[Visitor]) -> None:
    report = f"{quizzes(school)}report"
    assert students[0].get(report).status == 404
    school.change("Ada", "assistant")
    assert students[0].get(report).status == 200


def test_advice_leads_to_where_the_question_is_changed_who_may_change_it_and_nobody_else(
    school: School, students: list[Visitor]
) -> None:
    sam = school.student("sam")
    school.change("Sam", "assistant")
    for student in students:
        take(school, student, SAID)
    report = f"{quizzes(school)}report"
    found = re.search(
        r'href="(/author/items/([\w-]+)/)">Look at the question', school.educator.get(report).text
    )
    assert found
    for page in (report, f"{school.path}questions/{found[2]}"):
        assert f'"{found[1]}"' in school.educator.get(page).text
        assert (sam.get(page).status, "/author/" in sam.get(page).text) == (200, False)
    assert sam.get(found[1]).status == 404
    change = school.educator.get(found[1]).form("/change")
    written = school.educator.submit(change, change.as_it_stands())
    assert written.path.startswith("/author/in-work/")
    assert RIGHT in written.text


def test_who_left_counts_no_more(school: School, students: list[Visitor]) -> None:
    for student in students:
        take(school, student, SAID)
    form = students[0].get(f"{school.path}leave").form("/leave")
    students[0].submit(form, form.as_it_stands())
    assert "When 5 students" in school.educator.get(f"{quizzes(school)}report").text


def test_an_educator_whose_account_is_one_no_more_sees_no_results(app: Flask, school: School) -> None:
    report = f"{quizzes(school)}report"
    with app.app_context():
        db.session.execute(delete(RoleRow))
        db.session.commit()
    for path in (report, f"{school.path}gradebook", f"{school.path}gradebook.csv"):
        assert school.educator.get(path).status == 404
    assert "Gradebook" not in school.educator.get(school.path).text


@ON_SQLITE
@pytest.mark.parametrize(
    ("value", "digits", "words"), [(-0.4, 0, "0"), (-0.6, 0, "−1"), (0.004, 2, "0.00"), (-0.004, 2, "0.00")]
)
def test_what_rounds_to_nought_has_no_sign(app: Flask, value: float, digits: int, words: str) -> None:
    with app.test_request_context():
        assert get_template_attribute("classes/_figures.html", "figure")(value, digits) == words
