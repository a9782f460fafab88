"""Deleting takes everything of one person, at once and provably, and nothing of anybody else."""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from random import Random
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from quizapp.core.people import Role
from quizapp.database import db
from quizapp.models import AccountRow, ReportRow
from quizapp.personal import erasure
from quizapp.web import privacy
from quizapp.web.clock import utcnow
from quizapp.web.privacy import Person
from tests.personal.lives import Life, live, open_texts, store_items
from tests.support.outbox import mails
from tests.support.people import log_in, logged_in, make_account
from tests.support.visitor import AppConnection, Visitor

ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


def rows_of(app: Flask, person: Person) -> dict[str, int]:
    """Return how many rows each personal table holds of somebody, by the file of the export."""
    found = {}
    with app.app_context():
        for table in privacy.tables(app):
            stored = db.metadata.tables[table.name]
            whose = stored.columns[table.column] == person.id_as(table.owner)
            found[table.file] = db.session.scalar(select(func.count()).select_from(stored).where(whose)) or 0
    return found


def erase(app: Flask, life: Life) -> None:
    with app.app_context():
        erasure.erase(life.person, privacy.tables(app))


def stored_bytes(app: Flask) -> bytes:
    """Return what lies in the files of the database."""
    with app.app_context():
        file = Path(str(db.engine.url.database))
    return b"".join(path.read_bytes() for path in sorted(file.parent.glob(f"{file.name}*")))


def test_every_registered_row_goes_and_nobody_else_s_does(app: Flask, kim: Life) -> None:
    with app.app_context():
        other = live(app, "sam")
    assert set(rows_of(app, kim.person).values()) == {1}
    erase(app, kim)
    assert set(rows_of(app, kim.person).values()) == {0}
    assert set(rows_of(app, other.person).values()) == {1}


@ON_SQLITE
def test_what_stays_for_others_is_not_told_among_what_goes(app: Flask) -> None:
    educator = logged_in(app, "avery", Role.EDUCATOR)
    bank = educator.get("/author/").form("/author/banks")
    educator.submit(bank, bank.with_values(title="A bank", description=""))
    (trail,) = [table.about for table in privacy.tables(app) if table.name == "audit"]
    goes, stays = educator.get("/data/delete").text.split("<h2>What stays</h2>")
    assert (trail in unescape(goes), trail in unescape(stays)) == (False, True)


@ON_SQLITE
def test_no_byte_of_a_deleted_person_lies_in_the_files(app: Flask) -> None:
    with app.app_context():
        store_items()
        # Enough people around them that the database moves rows between pages.
        before = [live(app, f"neighbour-{number}") for number in range(40)]
        kim = live(app, "zqkim")
        after = [live(app, f"later-{number}") for number in range(40)]
        columns = [(table, column.name) for table, column in open_texts(app)]
        held = stored_bytes(app)
    for table, name in columns:
        value: Any = kim.rows[table.name][name]
        written = (
            value if isinstance(value, bytes) else (value[0] if isinstance(value, list) else value).encode()
        )
        assert written.startswith((b"zqkim", b'{"text": "zqkim'))
        assert written in held, f"{table.name}.{name}"
    erase(app, before[20])
    erase(app, kim)
    erase(app, after[20])
    left = stored_bytes(app)
    assert b"zqkim" not in left
    assert b"later-19-" in left


@ON_SQLITE
def test_no_copy_of_a_deleted_address_stays_between_those_of_others(app: Flask) -> None:
    rng = Random(4)
    with app.app_context():
        marks = [f"{rng.randrange(16**20):020x}" for _ in range(600)]
        for mark in marks:  # each in a commit of its own, as people come
            db.session.add(AccountRow(email=f"{mark}@example.org", fs_uniquifier=mark[::-1]))
            db.session.commit()
        ids = {row.email: row.id for row in db.session.scalars(select(AccountRow))}
        gone = marks[100:500]
        for mark in gone:
            person = Person(account_id=ids[f"{mark}@example.org"])
            erasure.erase(person, privacy.tables(app))
    left = stored_bytes(app)
    assert [mark for mark in gone if mark.encode() in left or mark[::-1].encode() in left] == []
    assert all(mark.encode() in left for mark in marks[500:])


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(AppConnection(app))


def test_somebody_deletes_their_account_with_their_password(app: Flask, kim: Life, visitor: Visitor) -> None:
    person = make_account(app)
    log_in(visitor, person)
    page = visitor.get("/data/delete")
    assert "Your account: e-mail address, and since when." in page.text
    form = page.form("/data/delete")
    gone = visitor.submit(form, form.with_values(password=person.password))
    assert (gone.path, gone.status) == ("/data/gone", 200)
    assert set(rows_of(app, Person(account_id=person.account_id)).values()) == {0}
    (mail,) = mails(app)
    assert (mail["To"], mail["Subject"]) == (person.email, "Your account was deleted")
    assert "Log in" in visitor.get("/more").text


@pytest.mark.parametrize(
    ("password", "sentence"), [("", "Type your password"), ("wrong", "not your password")]
)
def test_without_their_password_nothing_goes(
    app: Flask, kim: Life, visitor: Visitor, password: str, sentence: str
) -> None:
    person = make_account(app)
    log_in(visitor, person)
    form = visitor.get("/data/delete").form("/data/delete")
    refused = visitor.send(form, form.with_values(password=password))
    assert refused.status == 422
    assert sentence in refused.text
    with app.app_context():
        assert db.session.get(AccountRow, person.account_id)


def test_a_password_typed_in_another_form_of_the_same_letters_is_known(app: Flask, visitor: Visitor) -> None:
    person = make_account(app, password="ein scho\u0308ner Garten")
    log_in(visitor, person)
    form = visitor.get("/data/delete").form("/data/delete")
    assert visitor.submit(form, form.with_values(password="ein schöner Garten")).path == "/data/gone"


@pytest.fixture
def guest(app: Flask, visitor: Visitor) -> Visitor:
    """A guest who chose how to study, so that something is stored."""
    form = visitor.get("/settings").form("/settings")
    visitor.submit(form, form.as_it_stands())
    return visitor


def test_a_guest_deletes_what_the_browser_stored_by_a_tick(app: Flask, guest: Visitor) -> None:
    assert "Delete what this browser stored" in guest.get("/data/").text
    cookie = guest.cookies["quizapp"]
    form = guest.get("/data/delete").form("/data/delete")
    assert guest.send(form, form.with_values()).status == 422
    assert guest.submit(form, [*form.with_values(), ("sure", "y")]).path == "/data/gone"
    assert "Nothing is stored about you" in guest.get("/data/").text
    guest.cookies["quizapp"] = cookie
    assert "Nothing is stored about you" in guest.get("/data/").text


def test_a_report_stays_and_names_nobody(app: Flask) -> None:
    named = {column.name for column in ReportRow.__table__.columns}
    assert not {name for name in named if re.search("learner|account|user|session|address", name)}


def test_a_passkey_s_owner_without_a_password_is_asked_to_log_in_again_after_a_while(
    app: Flask, visitor: Visitor
) -> None:
    person = make_account(app)
    log_in(visitor, person)
    with app.app_context():
        account = db.session.get(AccountRow, person.account_id)
        assert account
        account.password = None
        db.session.commit()
    assert "Yes, delete all of it" in visitor.get("/data/delete").text
    with time_machine.travel(utcnow() + timedelta(minutes=11), tick=False):
        asked = visitor._send("GET", "/data/delete", None)
    assert asked.status == 303
    assert "/account/wan-verify" in asked.location


def test_guessing_the_password_ends_after_some_tries(app: Flask, visitor: Visitor) -> None:
    person = make_account(app)
    log_in(visitor, person)
    form = visitor.get("/data/delete").form("/data/delete")
    tries = [visitor.send(form, form.with_values(password=f"guess {n}")).status for n in range(12)]
    assert (tries[0], tries[-1]) == (422, 429)
    assert visitor.send(form, form.with_values(password=person.password)).status == 429
