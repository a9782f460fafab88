"""What staff reads of a class: students and quizzes, and what came of each."""

import csv
import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import update

from quizapp.core.people import Role
from quizapp.database import db
from quizapp.models import AttemptRow, CohortMemberRow
from quizapp.web.clock import utcnow
from tests.classes.school import School, leave
from tests.quiz.wrong_key import RIGHT, SAID, answer, hand_in, load
from tests.support.people import PASSWORD, logged_in
from tests.support.queries import statements
from tests.support.visitor import Visitor

ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
MOST_FOR_A_PAGE = 8
GIVEN = {"length": "5", "attempts": "2", "audience": "patient", "behaviour": "immediate"}


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    return tmp_path / "questions"


@pytest.fixture
def school(app: Flask, questions: Path) -> School:
    """A class with a quiz of one question, to be taken twice; the best attempt counts."""
    load(app, questions, right=RIGHT)
    school = School(app=app)
    give(school, "Week 1")
    return school


def give(school: School, title: str, **values: str) -> None:
    form = school.educator.get(f"{school.path}quizzes/new").form("/quizzes/new")
    pairs = form.with_values(**GIVEN | {"title": title} | values)
    assert school.educator.submit(form, pairs).status == 200


def quizzes(school: School, title: str = "Week 1") -> str:
    """Return where the page of a quiz of the class stands."""
    found = re.search(rf'href="([^"]+)"><b>{title}</b>', school.educator.get(school.path).text)
    assert found
    return found[1]


def take(school: School, visitor: Visitor, text: str | None, title: str = "Week 1") -> None:
    """Let somebody take a quiz and answer its question; without an answer they only begin."""
    begin = visitor.get(quizzes(school, title)).form("/quizzes/")
    address = visitor.submit(begin, begin.as_it_stands()).path.removesuffix("/1")
    if text:
        answer(visitor, address, text)
        hand_in(visitor, address)


def table(visitor: Visitor, school: School) -> dict[str, list[str]]:
    """Return the cells of the gradebook behind the address of each student."""
    reply = visitor.get(f"{school.path}gradebook.csv")
    assert reply.status == 200
    _, *rows = csv.reader(io.StringIO(reply.text.removeprefix("\ufeff")))
    return {row[1]: row[2:] for row in rows}


def test_the_gradebook_says_what_came_of_each_quiz_for_each_student(school: School) -> None:
    give(school, "Week 2")
    kim, robin = school.student("kim"), school.student("robin")
    school.student("sam")
    take(school, kim, RIGHT)
    take(school, robin, SAID)
    take(school, robin, None, "Week 2")
    assert table(school.educator, school) == {
        "kim@example.org": ["100.0", "handed in", "", "not begun"],
        "robin@example.org": ["0.0", "handed in", "", "begun"],
        "sam@example.org": ["", "not begun", "", "not begun"],
    }
    page = school.educator.get(f"{school.path}gradebook").text
    assert re.search(r"<th scope=\"row\"><a [^>]+>Kim</a> .*?<td>100%</td>", page, re.DOTALL)


def test_a_name_in_the_gradebook_leads_to_each_mark_of_that_student(school: School) -> None:
    take(school, school.student("kim"), RIGHT)
    book = school.educator.get(f"{school.path}gradebook")
    found = re.search(r'href="([^"]+)">Kim</a>', book.text)
    assert found
    marks = school.educator.get(found[1])
    assert re.search(r'href="[^"]+/marks/[^"]+"><b>Week 1</b><span>100%', marks.text)


@pytest.mark.parametrize(("counts", "share"), [("best", "100.0"), ("last", "0.0"), ("mean", "50.0")])
def test_that_attempt_counts_which_was_chosen(school: School, counts: str, share: str) -> None:
    give(school, "Week 2", counts=counts)
    kim = school.student("kim")
    take(school, kim, RIGHT, "Week 2")
    take(school, kim, SAID, "Week 2")
    assert table(school.educator, school)["kim@example.org"][2:] == [share, "handed in"]


def test_what_was_handed_in_after_the_closing_is_late(app: Flask, school: School) -> None:
    kim = school.student("kim")
    take(school, kim, RIGHT)
    now = utcnow()
    form = school.educator.get(f"{quizzes(school)}terms").form("/terms")
    times = {"opens": now - timedelta(days=9), "closes": now - timedelta(days=2)}
    shown = {name: f"{moment:%Y-%m-%dT%H:%M}" for name, moment in times.items()}
    school.educator.submit(form, form.with_values(**shown))
    assert table(school.educator, school)["kim@example.org"] == ["100.0", "late"]
    with app.app_context():
        db.session.execute(update(AttemptRow).values(finished_at=now - timedelta(days=3)))
        db.session.commit()
    assert table(school.educator, school)["kim@example.org"] == ["100.0", "handed in"]


def test_a_corrected_key_counts_as_it_is_now(app: Flask, school: School, questions: Path) -> None:
    kim, robin = school.student("kim"), school.student("robin")
    load(app, questions, right=SAID)
    take(school, kim, SAID)
    take(school, robin, RIGHT)
    assert table(school.educator, school)["kim@example.org"][0] == "100.0"
    load(app, questions, right=RIGHT)
    assert table(school.educator, school) == {
        "kim@example.org": ["0.0", "handed in"],
        "robin@example.org": ["100.0", "handed in"],
    }
    with statements(app) as sent:
        school.educator.get(f"{school.path}gradebook")
    assert len(sent) <= MOST_FOR_A_PAGE


def test_who_left_is_in_it_no_more_and_is_there_again_when_they_join_again(school: School) -> None:
    kim = school.student("kim")
    take(school, kim, RIGHT)
    leave(kim, school.path)
    assert table(school.educator, school) == {}
    school.join(kim, "Kim")
    assert table(school.educator, school) == {"kim@example.org": ["100.0", "handed in"]}


def test_who_deletes_their_account_is_in_it_no_more(app: Flask, school: School) -> None:
    kim = school.student("kim")
    take(school, kim, RIGHT)
    form = kim.get("/data/delete").form("/data/delete")
    assert kim.submit(form, form.with_values(password=PASSWORD)).path == "/data/gone"
    assert table(school.educator, school) == {}
    assert "kim" not in school.people.text.lower()
    with app.app_context():
        assert db.session.query(CohortMemberRow).count() == 1
        assert db.session.query(AttemptRow).count() == 0


def test_quizzes_of_ones_own_are_not_in_it(school: School) -> None:
    kim = school.student("kim")
    quick = kim.get("/").form("/quiz/quick")
    address = kim.submit(quick, quick.as_it_stands()).path.removesuffix("/1")
    answer(kim, address, RIGHT)
    hand_in(kim, address)
    assert table(school.educator, school) == {"kim@example.org": ["", "not begun"]}


def test_an_assistant_reads_it_and_students_and_strangers_do_not(app: Flask, school: School) -> None:
    kim, sam = school.student("kim"), school.student("sam")
    school.change("Sam", "assistant")
    assert table(sam, school) == {"kim@example.org": ["", "not begun"]}
    assert sam.get(f"{school.path}people").status == 404
    for visitor in (kim, logged_in(app, "robin", Role.EDUCATOR)):
        for page in ("gradebook", "gradebook.csv"):
            assert visitor.get(f"{school.path}{page}").status == 404


@ON_SQLITE
def test_no_cell_of_the_table_is_a_formula(app: Flask, school: School) -> None:
    give(school, "=HYPERLINK(1)")
    school.join(logged_in(app, "kim"), "+cmd|calc")
    text = school.educator.get(f"{school.path}gradebook.csv").text
    header, row = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert row[0] == "'+cmd|calc"
    assert header[4].startswith("'=HYPERLINK(1)")


@ON_SQLITE
def test_the_workbook_has_numbers_in_percent_and_no_formula(app: Flask, school: School) -> None:
    give(school, "=HYPERLINK(1)")
    kim = logged_in(app, "kim")
    school.join(kim, "=1+1")
    take(school, kim, RIGHT)
    client = app.test_client()
    for name, value in school.educator.cookies.items():
        client.set_cookie(name, value)
    reply = client.get(f"{school.path}gradebook.xlsx")
    assert reply.status_code == 200
    sheet = load_workbook(io.BytesIO(reply.data)).active
    header, row = sheet.iter_rows()
    assert [cell.value for cell in row] == ["=1+1", "kim@example.org", 1, "handed in", None, "not begun"]
    assert header[4].value.startswith("=HYPERLINK(1) (")
    assert {cell.data_type for cell in (*header, row[0], row[1], row[3])} == {"s"}
    assert row[2].data_type == "n"
    assert row[2].number_format == "0.00%"
