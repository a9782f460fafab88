"""People are invited from a list: each by a link of their own, which lets one person in once."""

import csv
import io
import re
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from quizapp.classes.invitations import service as inviting
from quizapp.core.people import Role
from quizapp.database import db
from quizapp.formats.people_list import read_people
from quizapp.models import CohortInvitationRow, CohortMemberRow, CohortRow
from quizapp.web.clock import utcnow
from tests.classes.school import INVITATION, School, leave
from tests.support.people import PASSWORD, log_in, logged_in, make_account
from tests.support.visitor import Visitor

ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
LIST = "name;email\nKim Lind;kim@example.org\nRobin;robin@example.org\nNobody;nobody\n"


@pytest.fixture
def school(app: Flask) -> School:
    return School(app=app)


def invite(school: School, text: str = "Kim Lind,kim@example.org") -> str:
    """Let the educator invite who is on a list, and return where the first link leads."""
    with school.app.app_context():
        cohort_id = db.session.scalars(select(CohortRow.id)).one()
        listed = read_people(text.encode())
        draw = iter(f"secret-{n}-{utcnow():%f}" for n in range(9)).__next__
        inviting.invite(cohort_id, listed.people, draw=draw, now=utcnow())
    found = INVITATION.search(school.educator.get(f"{school.path}invite/").text)
    assert found
    return found[0]


def invitations(app: Flask) -> list[tuple[str | None, str | None, bool]]:
    with app.app_context():
        rows = db.session.scalars(select(CohortInvitationRow).order_by(CohortInvitationRow.address))
        return [(row.name, row.address, row.used_at is not None) for row in rows]


def cohort(app: Flask) -> UUID:
    with app.app_context():
        return db.session.scalars(select(CohortRow.id)).one()


def members(app: Flask) -> int:
    with app.app_context():
        return len(db.session.scalars(select(CohortMemberRow.id)).all())


@ON_SQLITE
def test_a_list_is_looked_at_before_anybody_is_invited(
    app: Flask, client: FlaskClient, school: School
) -> None:
    log_in(client, make_account(app, "robin@example.org", roles=[Role.EDUCATOR]))
    school_path = school.path
    join = client.get(school.invitation).text
    client.post(school.invitation, data={"name": "Robin", "client_id": _client_id(join)})
    school.change("Robin", "educator")
    page = client.post(f"{school_path}invite/", data={"file": (io.BytesIO(LIST.encode()), "list.csv")})
    assert page.status_code == 200
    assert "2 people are on it, 1 to be invited" in page.text
    assert "In the class already" in page.text
    assert "Line 4: There is no e-mail address on this line." in page.text
    assert invitations(app) == []
    carried = re.search(r'name="people"[^>]*value="([^"]*)"', page.text, re.DOTALL)
    assert carried
    for _ in range(2):  # a page that is sent twice makes them once
        made = client.post(f"{school_path}invite/make", data={"people": carried[1]})
        assert made.status_code == 303
    assert invitations(app) == [("Kim Lind", "kim@example.org", False)]
    again = client.post(f"{school_path}invite/", data={"file": (io.BytesIO(LIST.encode()), "list.csv")})
    assert "Invited already" in again.text
    assert "0 to be invited" in again.text
    for file in ((io.BytesIO(b"Kim"), "list.csv"), (io.BytesIO(b""), "")):
        assert client.post(f"{school_path}invite/", data={"file": file}).status_code == 422
    assert client.post(f"{school_path}invite/make", data={"people": "Kim"}).status_code == 422
    links = client.get(f"{school_path}invite/links.csv").text
    _, row = csv.reader(io.StringIO(links.removeprefix("\ufeff")))
    assert row[:2] == ["Kim Lind", "kim@example.org"]
    assert INVITATION.fullmatch(urlsplit(row[2]).path)


def _client_id(page: str) -> str:
    found = re.search(r'name="client_id"[^>]*value="([^"]+)"', page)
    assert found
    return found[1]


def test_a_link_of_ones_own_lets_one_person_in_once(app: Flask, school: School) -> None:
    link = invite(school)
    kim, robin = logged_in(app, "kim"), logged_in(app, "robin")
    page = kim.get(link)
    assert "What the educators of this class see" in page.text
    assert members(app) == 1
    form, other = page.form("/classes/invitation/"), robin.get(link).form("/classes/invitation/")
    assert form.controls["name"].chosen == ["Kim Lind"]
    for _ in range(2):
        assert kim.submit(form, form.as_it_stands()).path == school.path
    assert invitations(app) == [(None, None, True)]
    assert robin.submit(other, other.as_it_stands()).status == 410
    assert robin.get(link).status == 410
    assert kim.get(link).path == school.path
    assert members(app) == 2


def test_a_link_that_was_used_does_not_bring_back_who_left(app: Flask, school: School) -> None:
    link = invite(school)
    kim = logged_in(app, "kim")
    form = kim.get(link).form("/classes/invitation/")
    kim.submit(form, form.as_it_stands())
    leave(kim, school.path)
    assert kim.submit(form, form.as_it_stands()).status == 410
    assert members(app) == 1
    assert kim.get(link).status == 410


def test_who_was_taken_out_comes_back_by_an_invitation_made_out_to_them_since(
    app: Flask, school: School
) -> None:
    kim = school.student("kim")
    remove = school.person("Kim").form("/remove")
    school.educator.submit(remove, remove.as_it_stands())
    robins = invite(school, "Robin,robin@example.org")
    assert kim.get(robins).status == 403
    for_robin = logged_in(app, "robin").get(robins).form("/classes/invitation/")
    token = dict(kim.get("/classes/").forms[0].as_it_stands())["csrf_token"]
    assert kim.send(for_robin, for_robin.with_values(name="Kim", csrf_token=token)).status == 403
    cohort_id = cohort(app)
    with app.app_context():
        inviting.withdraw(db.session.scalars(select(CohortInvitationRow.id)).one(), cohort_id=cohort_id)
    since = invite(school, "Kim,KIM@example.org")
    form = kim.get(since).form("/classes/invitation/")
    assert kim.submit(form, form.as_it_stands()).path == school.path
    leave(kim, school.path)
    assert school.join(kim, "Kim").path == school.path


def test_who_joins_by_the_link_of_the_class_leaves_no_invitation_behind(app: Flask, school: School) -> None:
    link = invite(school, "Kim,KIM@example.org")
    school.student("kim")
    assert invitations(app) == []
    assert logged_in(app, "robin").get(link).status == 410


def test_who_is_in_already_uses_their_link_without_being_in_twice(app: Flask, school: School) -> None:
    kim = school.student("kim")
    link = invite(school, "Kim,kim@elsewhere.org")
    assert kim.get(link).path == school.path
    assert members(app) == 2


def test_an_invitation_that_waits_goes_with_the_account_of_its_address(app: Flask, school: School) -> None:
    invite(school, "Kim,KIM@example.org\nRobin,robin@example.org")
    kim = logged_in(app, "kim")
    form = kim.get("/data/delete").form("/data/delete")
    assert "those to your address that wait" in kim.get("/data/delete").text
    assert kim.submit(form, form.with_values(password=PASSWORD)).path == "/data/gone"
    assert invitations(app) == [("Robin", "robin@example.org", False)]


def test_an_invitation_that_is_withdrawn_leads_nowhere(app: Flask, school: School) -> None:
    link = invite(school)
    form = school.educator.get(f"{school.path}invite/").form("/withdraw")
    for _ in range(2):
        assert "is withdrawn" in school.educator.submit(form, form.as_it_stands()).text
    assert logged_in(app, "kim").get(link).status == 410
    assert invitations(app) == []


def test_what_is_older_than_thirty_days_goes_with_classes_that_nobody_is_in(
    app: Flask, school: School
) -> None:
    link = invite(school)
    with app.app_context():
        assert inviting.forget_old(now=utcnow() + timedelta(days=29)) == 0
        row = db.session.scalars(select(CohortInvitationRow)).one()
        row.created_at = utcnow() - timedelta(days=30, minutes=1)
        db.session.commit()
    kim = logged_in(app, "kim")
    assert kim.get(link).status == 410
    with app.app_context():
        assert inviting.forget_old(now=utcnow()) == 1
        db.session.execute(CohortMemberRow.__table__.delete())  # type: ignore[attr-defined]
        assert inviting.forget_old(now=utcnow() + timedelta(days=31)) == 1
        assert db.session.scalars(select(CohortRow)).all() == []


@ON_SQLITE
def test_invitations_go_when_the_class_ends_and_only_educators_make_them(app: Flask, school: School) -> None:
    link = invite(school)
    kim = school.student("kim")
    for path in ("invite/", "invite/links.csv"):
        assert kim.get(f"{school.path}{path}").status == 404
    school.end()
    assert invitations(app) == []
    assert logged_in(app, "sam").get(link).status == 410
    assert school.educator.get(f"{school.path}invite/").status == 409


def test_a_personal_link_leads_a_guest_to_log_in_and_back(app: Flask, school: School) -> None:
    link = invite(school)
    guest = Visitor(school.educator._connection)
    assert "you need an account" in guest.get(link).text
    log_in(guest, make_account(app, "kim@example.org"))
    assert link in guest.get("/classes/").text
