"""Time that an educator gives a student; who is told of anybody's time; and that programs have the same."""

from typing import cast, get_args
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import CheckConstraint, Table, delete, event, select

from quizapp.classes.extra_time import service as extra_time
from quizapp.core.errors import EditedElsewhereError
from quizapp.core.time_limits import LEAST_MINUTES, MOST_MINUTES, SHARES
from quizapp.database import Base, db
from quizapp.models import AccountRow, AssignmentRow, CohortMemberRow, ExtraTimeRow
from quizapp.quiz.api.shapes import MoreTime
from quizapp.quiz.timing.words import SHARE_NAMES
from tests.api.programs import program_of
from tests.classes.school import School
from tests.classes.test_assigning import NOON, ON_SQLITE, at, begin, quiz_page
from tests.classes.timed.working import attempt, start
from tests.support.people import Person
from tests.support.visitor import Reply, Visitor


def give_time(school: School, name: str, share: str) -> Reply:
    """Let the educator give somebody time."""
    form = school.person(name).form("/time")
    return school.educator.submit(form, form.with_values(share=share))


def checks(row: type[Base]) -> list[str]:
    """Return what the table of a row checks."""
    table = cast("Table", row.__table__)
    return [str(one.sqltext) for one in table.constraints if isinstance(one, CheckConstraint)]


def test_the_same_times_have_names_are_offered_to_programs_and_can_be_stored() -> None:
    assert tuple(SHARE_NAMES) == SHARES
    assert get_args(MoreTime.model_fields["percent"].annotation) == SHARES[1:]
    assert f"share IN {SHARES}" in checks(ExtraTimeRow)
    assert f"minutes BETWEEN {LEAST_MINUTES} AND {MOST_MINUTES}" in checks(AssignmentRow)


def test_an_educator_gives_a_student_time_and_both_read_it(school: School, kim: Visitor) -> None:
    with at(0):
        page = give_time(school, "Kim", "150")
        assert "Avery Lind: half as much again, on Friday 20 November 2026 at 12:00." in page.text
        page = quiz_page(school, kim)
        assert "You have half as much again: an educator of the class arranged that." in page.text
        assert ">30 min, " not in page.text
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


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
@pytest.mark.usefixtures("kim")
def test_time_that_is_given_while_somebody_is_taken_out_is_refused_as_changed_elsewhere(
    app: Flask,
) -> None:
    with app.app_context():
        member = db.session.scalars(select(CohortMemberRow).filter_by(role="student")).one()
        member_id, cohort_id = member.id, member.cohort_id
        db.session.rollback()

        def take_out(*_: object) -> None:
            with db.engine.begin() as elsewhere:
                elsewhere.execute(delete(CohortMemberRow).where(CohortMemberRow.id == member_id))

        event.listen(db.session, "before_flush", take_out)
        try:
            with pytest.raises(EditedElsewhereError):
                extra_time.give(member_id, 200, cohort_id=cohort_id, seen=0, by=1, now=NOON)
        finally:
            event.remove(db.session, "before_flush", take_out)


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
