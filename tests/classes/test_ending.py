"""A class that has ended, or that nobody leads any more, can be read and left, and nothing else."""

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from quizapp.classes import queries
from quizapp.core.cohorts import STAFF
from quizapp.core.people import Role
from quizapp.database import db
from quizapp.models import AssignmentRow, AttemptRow, CohortMemberRow, CohortRow, RoleRow
from tests.classes.school import School, leave
from tests.classes.test_gradebook import give, quizzes
from tests.support.people import PASSWORD, logged_in
from tests.support.visitor import AppConnection, Visitor

ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def school(app: Flask) -> School:
    school = School(app=app)
    give(school, "Week 1")
    return school


def rows(app: Flask, table: type[CohortRow] | type[AssignmentRow]) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table)) or 0


def delete_account(visitor: Visitor) -> None:
    form = visitor.get("/data/delete").form("/data/delete")
    assert visitor.submit(form, form.with_values(password=PASSWORD)).path == "/data/gone"


def test_a_class_without_its_educator_is_closed_to_all_but_reading(app: Flask, school: School) -> None:
    kim, sam = school.student("kim"), school.student("sam")
    school.change("Sam", "assistant")
    invitation, code, quiz = school.invitation, school.code, quizzes(school)
    begin = kim.get(quiz).form("/quizzes/")
    stranger = logged_in(app, "robin")
    join = stranger.get(invitation).form("/classes/invitation/")
    warned = school.educator.get("/data/delete").text
    assert "Nobody else leads “Nurses 2026”." in warned
    delete_account(school.educator)
    assert stranger.get(invitation).status == 410
    assert "takes nobody in any more" in stranger.get(invitation).text
    assert stranger.submit(join, join.with_values(name="Robin")).status == 410
    ask = stranger.get("/classes/join").form("/classes/join")
    assert stranger.submit(ask, ask.with_values(code=code)).status == 410
    for page in ("gradebook", "gradebook.csv", "people"):
        assert sam.get(f"{school.path}{page}").status == 404
    assert "Gradebook" not in sam.get(school.path).text
    assert "Nobody leads this class any more" in kim.get(school.path).text
    assert "It is over" in kim.get("/classes/").text
    assert "From your classes" not in kim.get("/").text
    assert kim.get(quiz).status == 200
    assert kim.submit(begin, begin.as_it_stands()).status == 409
    assert "You have left" in leave(kim, school.path).text


@ON_SQLITE
def test_an_account_is_deleted_without_a_warning_where_somebody_else_leads(school: School) -> None:
    school.student("robin", Role.EDUCATOR)
    school.change("Robin", "educator")
    assert "Nobody else leads" not in school.educator.get("/data/delete").text


@ON_SQLITE
def test_a_class_whose_educator_may_teach_no_longer_lets_nobody_in(app: Flask, school: School) -> None:
    invitation = school.invitation
    with app.app_context():
        db.session.execute(delete(db.metadata.tables["account_role"]))
        db.session.commit()
    assert logged_in(app, "kim").get(invitation).status == 410


def test_a_class_that_nobody_else_is_in_is_deleted(app: Flask, school: School) -> None:
    kim = school.student("kim")
    begin = kim.get(quizzes(school)).form("/quizzes/")
    kim.submit(begin, begin.as_it_stands())
    leave(kim, school.path)
    form = school.educator.get(f"{school.path}end").form("/end")
    assert "The class is deleted." in school.educator.submit(form, form.as_it_stands()).text
    assert (rows(app, CohortRow), rows(app, AssignmentRow)) == (0, 0)
    with app.app_context():
        assert db.session.scalars(select(AttemptRow.assignment_id)).all() == [None]
    assert school.educator.submit(form, form.as_it_stands()).status == 404


def test_a_class_that_somebody_joined_meanwhile_is_not_deleted(app: Flask, school: School) -> None:
    form = school.educator.get(f"{school.path}end").form("/end")
    school.student("kim")
    told = school.educator.submit(form, form.as_it_stands())
    assert told.status == 409
    assert "1 other person is in this class" in told.text
    assert rows(app, CohortRow) == 1


def test_a_class_that_everybody_left_meanwhile_ends_as_was_said_and_is_not_deleted(
    app: Flask, school: School
) -> None:
    kim = school.student("kim")
    form = school.educator.get(f"{school.path}end").form("/end")
    leave(kim, school.path)
    assert "The class has ended." in school.educator.submit(form, form.as_it_stands()).text
    assert (rows(app, CohortRow), rows(app, AssignmentRow)) == (1, 1)


def test_an_assistant_sees_nothing_beside_other_classes_of_a_class_that_nobody_leads(
    app: Flask, school: School
) -> None:
    sam = school.student("sam")
    school.change("Sam", "assistant")
    with app.app_context():
        (account_id,) = db.session.scalars(
            select(CohortMemberRow.account_id).where(CohortMemberRow.role == "assistant")
        )
        assert list(queries.staffed(account_id, roles=STAFF).values()) == [school.title]
        db.session.execute(delete(RoleRow))
        db.session.commit()
        assert queries.staffed(account_id, roles=STAFF) == {}
    assert sam.get(f"{school.path}questions/").status == 404


def test_a_class_with_students_ends_and_stays_for_them(app: Flask, school: School) -> None:
    kim, quiz, invitation = school.student("kim"), quizzes(school), school.invitation
    page = kim.get(quiz)
    begin = page.form("/quizzes/")
    first = kim.submit(begin, begin.as_it_stands()).path
    school.student("sam")
    assert "1 other" not in school.educator.get(f"{school.path}end").text
    new = school.educator.get(f"{school.path}quizzes/new").form("/quizzes/new")
    assert "The class has ended." in school.end().text
    assert "This class has ended." in kim.get(school.path).text
    assert kim.get(first).status == 200
    assert "From your classes" not in kim.get("/").text
    assert logged_in(app, "robin").get(invitation).status == 410
    assert school.educator.get(f"{school.path}gradebook").status == 200
    assert "Give the class a quiz" not in school.educator.get(school.path).text
    assert school.educator.submit(new, new.with_values(title="Week 2")).status == 409
    for path in ("quizzes/new", quiz.removeprefix(school.path) + "terms"):
        assert school.educator.get(f"{school.path}{path}").status == 409
    assert (rows(app, CohortRow), rows(app, AssignmentRow)) == (1, 1)


@ON_SQLITE
def test_the_last_educator_may_leave_a_class_that_has_ended(school: School) -> None:
    school.student("kim")
    school.end()
    assert "You have left the class" in leave(school.educator, school.path).text


@ON_SQLITE
def test_a_student_and_another_educator_end_nothing(app: Flask, school: School) -> None:
    form = school.educator.get(f"{school.path}end").form("/end")
    for visitor in (school.student("kim"), logged_in(app, "robin", Role.EDUCATOR)):
        assert visitor.get(f"{school.path}end").status == 404
        token = dict(visitor.get("/classes/").forms[0].as_it_stands())["csrf_token"]
        assert visitor.send(form, form.with_values(csrf_token=token)).status == 404
    assert rows(app, CohortRow) == 1


def test_before_leaving_somebody_reads_what_it_means(app: Flask, school: School) -> None:
    kim = school.student("kim")
    assert not [form for form in kim.get(school.path).forms if "leave" in form.action]
    page = kim.get(f"{school.path}leave")
    assert "nobody in the class sees your name or your results" in page.text
    assert kim.get(school.path).status == 200
    assert Visitor(AppConnection(app)).get(f"{school.path}leave").path.startswith("/account/login")
