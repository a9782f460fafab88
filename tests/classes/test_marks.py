"""A mark is set by hand with a reason, which stays to be read; and what lateness does to a mark."""

import json
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.core.people import Role
from quizapp.database import db
from quizapp.models import AttemptRow, MarkOverrideRow
from quizapp.personal import export
from quizapp.web import privacy
from quizapp.web.clock import utcnow
from quizapp.web.privacy import Person
from tests.classes.school import School, leave
from tests.classes.test_gradebook import give, quizzes, table, take
from tests.quiz.wrong_key import RIGHT, SAID, load
from tests.support.people import PASSWORD, logged_in
from tests.support.visitor import Reply, Visitor

ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
WHY = "The question was misleading."


@pytest.fixture
def school(app: Flask, tmp_path: Path) -> School:
    """A class with a quiz of one question."""
    load(app, tmp_path / "questions", right=RIGHT)
    school = School(app=app)
    give(school, "Week 1")
    return school


def mark_page(school: School, name: str = "Kim") -> str:
    """Return where the page of a student's mark stands."""
    member = school.person(name).path.rstrip("/").rsplit("/", 1)[1]
    return f"{quizzes(school)}marks/{member}/"


def set_mark(who: Visitor, page: str, percent: str = "80", reason: str = WHY) -> Reply:
    form = next(one for one in who.get(page).forms if "percent" in one.controls)
    return who.submit(form, form.with_values(percent=percent, reason=reason))


def take_back(who: Visitor, page: str, reason: str = "A slip.") -> Reply:
    form = who.get(page).form("/back")
    return who.submit(form, form.with_values(**{"back-reason": reason}))


def entries(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(MarkOverrideRow)) or 0


def test_a_mark_that_is_set_counts_and_says_why_to_the_student(school: School) -> None:
    kim = school.student("kim")
    take(school, kim, SAID)
    page = mark_page(school)
    assert "The mark is set." in set_mark(school.educator, page, "66,5").text
    assert table(school.educator, school) == {"kim@example.org": ["66.5", "set by hand"]}
    assert "set by hand" in school.educator.get(f"{school.path}gradebook").text
    for reader in (kim.get(quizzes(school)).text, school.educator.get(page).text):
        assert "Avery Lind set the mark to 66.5%, in place of 0%." in reader
        assert f"Reason: {WHY}" in reader


def test_a_mark_that_is_taken_back_leaves_its_trail(app: Flask, school: School) -> None:
    kim = school.student("kim")
    page = mark_page(school)
    set_mark(school.educator, page)
    assert table(school.educator, school) == {"kim@example.org": ["80.0", "set by hand"]}
    said = take_back(school.educator, page).text
    assert "is taken back" in said
    assert "handed in counts" not in said  # nothing was
    assert table(school.educator, school) == {"kim@example.org": ["", "not begun"]}
    told = kim.get(quizzes(school)).text
    assert "took back the mark of 80% that was set by hand." in told
    assert "set the mark to 80%, where none counted" in told
    assert "Reason: A slip." in told
    assert entries(app) == 2
    assert not [form for form in school.educator.get(page).forms if form.action.endswith("/back")]


def test_whoever_set_a_mark_takes_along_why_and_not_whose_it_was(app: Flask, school: School) -> None:
    school.student("kim")
    set_mark(school.educator, mark_page(school))
    with app.app_context():
        by = db.session.scalars(select(MarkOverrideRow.by_account_id)).one()
        file = BytesIO()
        export.write(Person(account_id=by), privacy.tables(app), file, now=utcnow())
    (mark,) = json.loads(ZipFile(file).read("class-marks-set.json"))
    assert (mark["reason"], mark["to_share"], mark["quiz"]) == (WHY, 8000, "Week 1")
    assert "account_id" not in mark
    assert json.loads(ZipFile(file).read("class-marks.json")) == []


def test_what_is_sent_twice_is_one_entry(app: Flask, school: School) -> None:
    school.student("kim")
    form = school.educator.get(mark_page(school)).form("/marks/")
    for _ in range(2):
        sent = school.educator.submit(form, form.with_values(percent="80", reason=WHY))
        assert "The mark is set." in sent.text
    assert entries(app) == 1


def test_of_two_who_set_the_same_mark_the_second_is_told(app: Flask, school: School) -> None:
    school.student("kim")
    robin = school.student("robin", Role.EDUCATOR)
    school.change("Robin", "educator")
    page = mark_page(school)
    form = robin.get(page).form("/marks/")
    set_mark(school.educator, page)
    unfinished = robin.submit(form, form.with_values(percent="50", reason=""))
    assert unfinished.status == 422
    form = unfinished.form("/marks/")
    told = robin.submit(form, form.with_values(percent="50", reason="Mine."))
    assert told.status == 409
    assert "nothing was stored" in told.text
    again = told.form("/marks/")
    assert again.controls["percent"].chosen == ["50"]
    assert entries(app) == 1


@ON_SQLITE
@pytest.mark.parametrize(
    ("percent", "reason"), [("", WHY), ("101", WHY), ("x", WHY), ("80", " "), ("80", "x" * 501)]
)
def test_a_mark_without_a_percentage_or_a_reason_is_asked_for_again(
    app: Flask, school: School, percent: str, reason: str
) -> None:
    school.student("kim")
    assert set_mark(school.educator, mark_page(school), percent, reason).status == 422
    assert entries(app) == 0


@ON_SQLITE
def test_only_an_educator_of_the_class_sets_marks(app: Flask, school: School) -> None:
    kim, sam = school.student("kim"), school.student("sam")
    school.change("Sam", "assistant")
    page = mark_page(school)
    form = school.educator.get(page).form("/marks/")
    assert "Set it by hand" not in sam.get(page).text
    for visitor in (kim, sam, logged_in(app, "robin", Role.EDUCATOR)):
        token = dict(visitor.get("/classes/").forms[0].as_it_stands())["csrf_token"]
        sent = visitor.send(form, form.with_values(percent="1", reason=WHY, csrf_token=token))
        assert sent.status == 404
    assert kim.get(page).status == 404
    assert entries(app) == 0


def test_a_mark_goes_with_the_student_and_is_nobodys_when_the_educator_goes(
    app: Flask, school: School
) -> None:
    kim = school.student("kim")
    robin = school.student("robin", Role.EDUCATOR)
    school.change("Robin", "educator")
    set_mark(robin, mark_page(school))
    leave(kim, school.path)
    assert table(school.educator, school) == {}
    school.join(kim, "Kim")
    assert table(school.educator, school) == {"kim@example.org": ["80.0", "set by hand"]}
    for visitor in (robin, kim):
        if visitor is kim:
            assert "An educator who is in the class no more set the mark" in kim.get(quizzes(school)).text
        form = visitor.get("/data/delete").form("/data/delete")
        assert visitor.submit(form, form.with_values(password=PASSWORD)).path == "/data/gone"
    assert entries(app) == 0


@pytest.mark.parametrize(
    ("late", "cells", "words"),
    [
        ("counts", ["100.0", "late"], "counts like what came in time"),
        ("if-nothing", ["0.0", "handed in"], "only where you handed in nothing in time"),
        ("never", ["0.0", "handed in"], "and does not count"),
    ],
)
def test_lateness_does_what_the_educator_chose_and_students_read_it(
    app: Flask, school: School, late: str, cells: list[str], words: str
) -> None:
    kim, now = school.student("kim"), utcnow()
    for text, days in ((SAID, 3), (RIGHT, 1)):
        take(school, kim, text)
        with app.app_context():
            newest = select(AttemptRow).order_by(AttemptRow.started_at.desc()).limit(1)
            db.session.scalars(newest).one().finished_at = now - timedelta(days=days)
            db.session.commit()
    form = school.educator.get(f"{quizzes(school)}terms").form("/terms")
    times = {"opens": now - timedelta(days=9), "closes": now - timedelta(days=2)}
    shown = {name: f"{moment:%Y-%m-%dT%H:%M}" for name, moment in times.items()}
    school.educator.submit(form, form.with_values(late=late, **shown))
    assert table(school.educator, school)["kim@example.org"] == cells
    assert words in kim.get(quizzes(school)).text


@ON_SQLITE
def test_what_came_late_only_and_does_not_count_is_told_so(app: Flask, school: School) -> None:
    kim, now = school.student("kim"), utcnow()
    take(school, kim, RIGHT)
    form = school.educator.get(f"{quizzes(school)}terms").form("/terms")
    times = {"opens": now - timedelta(days=9), "closes": now - timedelta(days=2)}
    shown = {name: f"{moment:%Y-%m-%dT%H:%M}" for name, moment in times.items()}
    school.educator.submit(form, form.with_values(late="never", **shown))
    assert table(school.educator, school)["kim@example.org"] == ["", "late, does not count"]
    assert "late, does not count" in school.educator.get(f"{school.path}gradebook").text


def test_a_quiz_for_which_a_mark_was_set_is_not_taken_back(app: Flask, school: School) -> None:
    school.student("kim")
    ask = f"{quizzes(school)}take-back"
    form = school.educator.get(ask).form("/take-back")
    set_mark(school.educator, mark_page(school))
    assert school.educator.submit(form, form.as_it_stands()).status == 409
    assert "has a mark for it that was set by hand" in school.educator.get(ask).text
    assert entries(app) == 1


def test_in_a_class_that_has_ended_no_mark_is_set(app: Flask, school: School) -> None:
    school.student("kim")
    page = mark_page(school)
    form = next(one for one in school.educator.get(page).forms if "percent" in one.controls)
    school.end()
    assert school.educator.submit(form, form.with_values(percent="80", reason=WHY)).status == 409
    assert "Set it by hand" not in school.educator.get(page).text
    assert entries(app) == 0
