"""The way into a class and out of it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp import create_app
from quizapp.core.people import Role
from quizapp.database import db
from quizapp.models import CohortMemberRow
from tests.classes.school import School, leave
from tests.services.databases import make_settings
from tests.support.people import log_in, logged_in, make_account
from tests.support.visitor import AppConnection, Visitor

ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


def members(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(CohortMemberRow)) or 0


def test_somebody_reads_what_will_be_seen_and_not_before_joining(app: Flask) -> None:
    school = School(app=app)
    page = logged_in(app, "kim").get(school.invitation).text
    assert "Join “Nurses 2026”" in page
    assert "A class of Avery Lind." in page
    for seen in ("your e-mail address", "how many questions you had right", "kim@example.org"):
        assert seen in page
    for unseen in ("Your cards", "Quizzes that you take on your own", "live sessions"):
        assert unseen in page.partition("What they do not see")[2]
    assert members(app) == 1


def test_somebody_joins_by_link_and_the_educator_sees_them(app: Flask) -> None:
    school = School(app=app)
    school.student("kim")
    assert "Kim</b>" in school.people.text
    assert "kim@example.org" in school.people.text


@ON_SQLITE
@pytest.mark.parametrize("way", ["{}", " {} ", "lower", "without a line"])
def test_a_code_leads_to_the_invitation_however_it_is_typed(app: Flask, way: str) -> None:
    school = School(app=app)
    code = {"lower": school.code.lower(), "without a line": school.code.replace("-", "")}.get(
        way, way.format(school.code)
    )
    visitor = Visitor(AppConnection(app))
    form = visitor.get("/classes/join").form("/classes/join")
    assert visitor.submit(form, form.with_values(code=code)).path == school.invitation


@ON_SQLITE
@pytest.mark.parametrize(("code", "status"), [("BBBB-BBBB", 404), ("", 422), ("NET", 422), ("AEIOU123", 422)])
def test_a_code_that_leads_nowhere_is_told_in_a_sentence(app: Flask, code: str, status: int) -> None:
    visitor = Visitor(AppConnection(app))
    form = visitor.get("/classes/join").form("/classes/join")
    reply = visitor.submit(form, form.with_values(code=code))
    assert reply.status == status
    assert "error-summary" in reply.text


@ON_SQLITE
def test_who_types_the_code_of_a_session_is_led_to_joining_it(app: Flask) -> None:
    visitor = Visitor(AppConnection(app))
    form = visitor.get("/classes/join").form("/classes/join")
    reply = visitor.submit(form, form.with_values(code="kmrtvx"))
    assert (reply.status, "how the code of a session in a room looks" in reply.text) == (422, True)
    assert 'href="/live/"' in reply.text


def test_wrong_codes_are_tried_only_so_often(tmp_path: Path, database_url: str) -> None:
    settings = make_settings(tmp_path / "instance", database_url)
    limits = {"limit_code_address": "3 per 15 minutes"}
    app = create_app(settings.model_copy(update=limits))
    visitor = Visitor(AppConnection(app))
    form = visitor.get("/classes/join").form("/classes/join")
    replies = [visitor.send(form, form.with_values(code="BBBB-BBBB")) for _ in range(4)]
    assert [reply.status for reply in replies] == [404, 404, 404, 429]
    assert "fit no class" in replies[-1].text
    with app.app_context():
        db.engine.dispose()


def test_a_guest_logs_in_and_comes_back_to_the_invitation(app: Flask) -> None:
    school, visitor = School(app=app), Visitor(AppConnection(app))
    page = visitor.get(school.invitation)
    assert "you need an account" in page.text
    login = visitor.get(f"/account/login?next={school.invitation}").form("/account/login")
    kim = make_account(app, "kim@example.org")
    reply = visitor.submit(login, login.with_values(email=kim.email, password=kim.password))
    assert reply.path == school.invitation
    assert "Join the class" in reply.text


@ON_SQLITE
def test_who_makes_an_account_first_finds_the_invitation_again(app: Flask) -> None:
    school, visitor = School(app=app), Visitor(AppConnection(app))
    visitor.get(school.invitation)
    log_in(visitor, make_account(app, "kim@example.org"))
    assert school.invitation in visitor.get("/classes/").text
    school.join(visitor, "Kim")
    assert "You are invited" not in visitor.get("/classes/").text


def test_joining_twice_is_joining_once(app: Flask) -> None:
    school, visitor = School(app=app), logged_in(app, "kim")
    form = visitor.get(school.invitation).form("/classes/invitation/")
    for _ in range(2):
        assert visitor.submit(form, form.with_values(name="Kim")).path == school.path
    assert visitor.get(school.invitation).path == school.path
    assert members(app) == 2


@ON_SQLITE
@pytest.mark.parametrize("name", ["", "   ", "k" * 81])
def test_a_name_that_cannot_be_is_asked_for_again(app: Flask, name: str) -> None:
    school, visitor = School(app=app), logged_in(app, "kim")
    reply = school.join(visitor, name)
    assert reply.status == 422
    assert "There is something to put right" in reply.text
    assert members(app) == 1


def test_a_replaced_invitation_stops_working(app: Flask) -> None:
    school = School(app=app)
    invitation, code, visitor = school.invitation, school.code, logged_in(app, "kim")
    old = visitor.get(invitation).form("/classes/invitation/")
    another = school.people.form("/invitation")
    for _ in range(2):
        school.educator.submit(another, another.as_it_stands())
    assert visitor.get(invitation).status == 410
    assert visitor.submit(old, old.with_values(name="Kim")).status == 410
    ask = visitor.get("/classes/join").form("/classes/join")
    assert visitor.submit(ask, ask.with_values(code=code)).status == 404
    assert visitor.get(school.invitation).status == 200
    assert members(app) == 1


def test_a_new_invitation_that_is_asked_for_twice_is_made_once(app: Flask) -> None:
    school = School(app=app)
    another = school.people.form("/invitation")
    school.educator.submit(another, another.as_it_stands())
    made = school.invitation
    school.educator.submit(another, another.as_it_stands())
    assert school.invitation == made


def test_who_leaves_is_seen_no_more_and_may_leave_twice(app: Flask) -> None:
    school = School(app=app)
    kim = school.student("kim")
    form = kim.get(f"{school.path}leave").form("/leave")
    for _ in range(2):
        reply = kim.submit(form, form.as_it_stands())
        assert reply.status == 200
        assert "You have left the class" in reply.text
    assert "kim@example.org" not in school.people.text
    assert kim.get(school.path).status == 404
    assert school.join(kim, "Kim").path == school.path


def test_who_left_comes_back_by_an_old_page_only_while_its_link_works(app: Flask) -> None:
    school, kim = School(app=app), logged_in(app, "kim")
    form = kim.get(school.invitation).form("/classes/invitation/")
    for _ in range(2):
        assert kim.submit(form, form.with_values(name="Kim")).path == school.path
        leave(kim, school.path)
    school.student("robin")
    another = school.people.form("/invitation")
    school.educator.submit(another, another.as_it_stands())
    assert kim.submit(form, form.with_values(name="Kim")).status == 410
    newest = kim.get(school.invitation).form("/classes/invitation/")
    school.end()
    assert kim.submit(newest, newest.with_values(name="Kim")).status == 410
    assert members(app) == 2


def test_who_was_taken_out_comes_back_by_no_link_of_the_class(app: Flask) -> None:
    school, kim = School(app=app), logged_in(app, "kim")
    form = kim.get(school.invitation).form("/classes/invitation/")
    kim.submit(form, form.with_values(name="Kim"))
    remove = school.person("Kim").form("/remove")
    for _ in range(2):
        school.educator.submit(remove, remove.as_it_stands())
    for _ in range(2):  # the old link, and then a new one
        told = kim.get(school.invitation)
        assert (told.status, "You are logged in as kim@example.org" in told.text) == (403, True)
        another = school.people.form("/invitation")
        school.educator.submit(another, another.as_it_stands())
    assert kim.send(replace(form, action=school.invitation), form.with_values(name="Kim")).status == 403
    assert members(app) == 1


def test_who_was_taken_out_by_a_slip_is_let_in_again_and_joins_by_the_link(app: Flask) -> None:
    school = School(app=app)
    kim, robin = school.student("kim"), school.student("robin")
    school.take_out("Kim")
    robins = school.person("Robin").path
    page = school.take_out("Robin")
    assert re.findall(r"<b>(\w+)</b> <span[^>]*>taken out on", page.text) == ["Robin", "Kim"]
    assert "kim@example.org" not in page.text
    let_in = page.form(f"{robins}/let-in")
    for _ in range(2):
        told = school.educator.submit(let_in, let_in.as_it_stands())
        assert "They can join again now" in told.text
    assert members(app) == 1  # nobody is put back
    assert kim.get(school.invitation).status == 403
    assert school.join(robin, "Robin").path == school.path
    assert "Taken out of this class" in school.people.text
    school.end()
    assert "Taken out of this class" not in school.people.text
    assert school.educator.send(let_in, let_in.as_it_stands()).status == 409


def test_nobody_but_an_educator_of_the_class_lets_anybody_in_again(app: Flask) -> None:
    school = School(app=app)
    kim = school.student("kim")
    pat, sam = logged_in(app, "pat", Role.EDUCATOR), school.student("sam", Role.EDUCATOR)
    school.change("Sam", "assistant")
    let_in = school.take_out("Kim").form("/let-in")
    for other in (pat, sam, kim):
        token = dict(other.get("/classes/join").form("/classes/join").as_it_stands())["csrf_token"]
        assert other.send(let_in, let_in.with_values(csrf_token=token)).status == 404
    assert kim.get(school.invitation).status == 403


def test_the_only_educator_of_a_class_stays(app: Flask) -> None:
    school = School(app=app)
    assert "keeps an educator" in leave(school.educator, school.path).text
    assert members(app) == 1
