"""Making a class and managing it: by its educators, and by nobody else."""

import pytest
from flask import Flask
from sqlalchemy import update

from quizapp.core.people import Role
from quizapp.database import db
from quizapp.models import AccountRow
from tests.classes.school import School, leave
from tests.support.people import logged_in

ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


def test_a_class_that_is_sent_twice_is_made_once(app: Flask) -> None:
    educator = logged_in(app, "avery", Role.EDUCATOR)
    make = next(one for one in educator.get("/classes/").forms if "title" in one.controls)
    for _ in range(2):
        educator.submit(make, make.with_values(title="Nurses", name="Avery"))
    assert educator.get("/classes/").text.count("<b>Nurses</b>") == 1


@ON_SQLITE
@pytest.mark.parametrize(("title", "name"), [("", "Avery"), ("Nurses", ""), ("x" * 101, "Avery")])
def test_a_class_without_title_or_name_is_asked_for_again(app: Flask, title: str, name: str) -> None:
    educator = logged_in(app, "avery", Role.EDUCATOR)
    make = next(one for one in educator.get("/classes/").forms if "title" in one.controls)
    reply = educator.submit(make, make.with_values(title=title, name=name))
    assert reply.status == 422
    assert "There is something to put right" in reply.text


@ON_SQLITE
def test_a_learner_is_offered_no_class_to_make(app: Flask) -> None:
    assert "Make a class" not in logged_in(app, "kim").get("/classes/").text


def test_a_class_gets_another_title(app: Flask) -> None:
    school = School(app=app)
    form = school.people.form("/title")
    school.educator.submit(form, form.with_values(title="Nurses <2027> & friends"))
    assert "Nurses &lt;2027&gt; &amp; friends" in school.educator.get("/classes/").text


def test_another_educator_finds_no_class_that_is_not_theirs(app: Flask) -> None:
    school = School(app=app)
    school.student("kim")
    person = school.person("Kim").path
    stranger = logged_in(app, "robin", Role.EDUCATOR)
    for path in (school.path, f"{school.path}people", person):
        assert stranger.get(path).status == 404
    for form in (school.people.form("/title"), school.people.form("/invitation")):
        token = dict(stranger.get("/classes/").forms[0].as_it_stands())["csrf_token"]
        assert stranger.send(form, form.with_values(csrf_token=token)).status == 404


def test_a_person_of_another_class_is_not_in_this_one(app: Flask) -> None:
    school = School(app=app)
    school.student("kim")
    person = school.person("Kim").path
    make = next(one for one in school.educator.get("/classes/").forms if "title" in one.controls)
    other = school.educator.submit(make, make.with_values(title="Others", name="Avery")).path
    assert school.educator.get(f"{other}/{person.rsplit('/', 1)[1]}").status == 404


def test_a_student_manages_nothing_even_with_an_educators_account(app: Flask) -> None:
    school = School(app=app)
    robin = school.student("robin", Role.EDUCATOR)
    assert "People and invitation" not in robin.get(school.path).text
    assert robin.get(f"{school.path}people").status == 404


def test_a_class_has_two_educators_and_then_the_first_may_leave(app: Flask) -> None:
    school = School(app=app)
    robin = school.student("robin", Role.EDUCATOR)
    school.change("Robin", "educator")
    assert robin.get(f"{school.path}people").status == 200
    assert "You have left the class" in leave(school.educator, school.path).text
    assert school.educator.get(school.path).status == 404


@ON_SQLITE
def test_who_is_no_educator_elsewhere_becomes_none_in_a_class(app: Flask) -> None:
    school = School(app=app)
    school.student("kim")
    reply = school.change("Kim", "educator")
    assert reply.status == 409
    assert "not an educator’s" in reply.text


@ON_SQLITE
def test_the_last_educator_of_a_class_is_made_nothing_else(app: Flask) -> None:
    reply = School(app=app).change("Avery Lind", "student")
    assert reply.status == 409
    assert "keeps an educator" in reply.text


def test_an_educator_whose_account_is_closed_holds_no_class(app: Flask) -> None:
    school = School(app=app)
    school.student("robin", Role.EDUCATOR)
    school.change("Robin", "educator")
    with app.app_context():
        db.session.execute(
            update(AccountRow).where(AccountRow.email == "robin@example.org").values(active=False)
        )
        db.session.commit()
    assert "keeps an educator" in leave(school.educator, school.path).text
    assert school.educator.get(school.path).status == 200


@ON_SQLITE
def test_a_role_that_there_is_not_is_refused(app: Flask) -> None:
    school = School(app=app)
    school.student("kim")
    assert school.change("Kim", "emperor").status == 422


def test_who_is_taken_out_is_in_the_class_no_longer(app: Flask) -> None:
    school = School(app=app)
    kim = school.student("kim")
    form = school.person("Kim").form("/remove")
    for _ in range(2):
        assert "in the class no longer" in school.educator.submit(form, form.as_it_stands()).text
    assert kim.get(school.path).status == 404
    assert "kim@example.org" not in school.people.text


@ON_SQLITE
def test_an_educator_who_takes_themselves_out_reads_that_they_left(app: Flask) -> None:
    school = School(app=app)
    school.student("robin", Role.EDUCATOR)
    school.change("Robin", "educator")
    form = school.person("Avery Lind").form("/remove")
    assert "You have left the class" in school.educator.submit(form, form.as_it_stands()).text
