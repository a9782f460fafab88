"""Tokens: made from e-mail and password or on the account page, shown once, revoked at once."""

import re
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from quizapp.core.people import Scope
from quizapp.database import db
from quizapp.models import AccountRow, ApiTokenRow
from tests.api.programs import Program, make_program, program_of
from tests.support.people import Person, log_in, make_account

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def content() -> str:
    return "empty"


@pytest.fixture
def person(app: Flask) -> Person:
    return make_account(app)


def wish(person: Person, **changes: object) -> dict[str, object]:
    known = {"email": person.email, "password": person.password, "name": "a script", "scopes": ["read"]}
    return known | changes


def change(app: Flask, person: Person, **values: object) -> None:
    with app.app_context():
        db.session.execute(update(AccountRow).where(AccountRow.id == person.account_id).values(**values))
        db.session.commit()


def stored(app: Flask) -> list[ApiTokenRow]:
    with app.app_context():
        return list(db.session.scalars(select(ApiTokenRow)))


def test_a_token_is_shown_once_and_only_its_fingerprint_is_kept(app: Flask, person: Person) -> None:
    made = Program(app=app).post("/tokens", wish(person))
    (row,) = stored(app)
    assert made["token"].startswith("netq_")
    assert row.digest == sha256(made["token"].encode()).hexdigest()
    assert made["token"] not in str(vars(row))


def test_a_token_is_valid_for_ninety_days_unless_told_otherwise(app: Flask, person: Person) -> None:
    program = Program(app=app)
    with time_machine.travel(NOON, tick=False) as clock:
        program.token = program.post("/tokens", wish(person))["token"]
        clock.shift(timedelta(days=90) - timedelta(seconds=1))
        program.get("/banks")
        clock.shift(timedelta(seconds=1))
        assert program.get("/banks", status=401)["code"] == "token-needed"
        program.post("/tokens", wish(person, days=367), status=422)


@pytest.mark.parametrize(
    "changes",
    [
        {"password": "a wrong garden gate"},
        {"email": "nobody@example.org"},
        {"email": "nobody@example.org", "code": "123456"},
        {"email": "not an address"},
        {"email": ""},
        {"password": "a\0quiet garden gate"},
    ],
)
def test_a_refusal_does_not_tell_whether_an_address_has_an_account(
    app: Flask, person: Person, changes: dict[str, object]
) -> None:
    program = Program(app=app)
    program.post("/tokens", wish(person, password="another wrong one"), status=401)
    program.post("/tokens", wish(person, **changes), status=401)
    one, other = program.answers
    assert one.data == other.data
    assert one.headers["WWW-Authenticate"] == other.headers["WWW-Authenticate"]
    assert stored(app) == []


def test_an_account_without_a_password_is_refused_like_a_wrong_one(app: Flask, person: Person) -> None:
    change(app, person, password=None)
    refused = Program(app=app).post("/tokens", wish(person), status=401)
    assert refused["code"] == "wrong-credentials"


def test_an_address_that_is_not_confirmed_gets_no_token(app: Flask, person: Person) -> None:
    change(app, person, confirmed_at=None)
    refused = Program(app=app).post("/tokens", wish(person), status=403)
    assert refused["code"] == "address-not-confirmed"


def test_an_account_with_a_second_step_needs_its_code(app: Flask, person: Person) -> None:
    with app.app_context():
        secret = app.extensions["security"].totp_factory.generate_totp_secret()
    change(app, person, tf_primary_method="authenticator", tf_totp_secret=secret)
    program = Program(app=app)
    assert program.post("/tokens", wish(person), status=401)["code"] == "code-needed"
    wrong = program.post("/tokens", wish(person, code="000000"), status=401)
    assert wrong["code"] == "wrong-credentials"
    factory = app.extensions["security"].totp_factory._totp
    code = factory.from_source(secret).generate().token
    program.post("/tokens", wish(person, code=code))


def test_own_tokens_are_listed_and_a_revoked_one_is_of_no_use(app: Flask, person: Person) -> None:
    program, other = program_of(app, person), program_of(app, person, [Scope.READ])
    listed = program.get("/tokens")["tokens"]
    assert sorted(len(token["scopes"]) for token in listed) == [1, 4]
    assert all("token" not in token and "digest" not in token for token in listed)
    (reader,) = (token for token in listed if token["scopes"] == ["read"])
    assert program.call("DELETE", f"/tokens/{reader['id']}").status_code == 204
    assert other.get("/banks", status=401)["code"] == "token-needed"
    assert program.call("DELETE", f"/tokens/{reader['id']}").status_code == 404


def test_somebody_elses_token_cannot_be_revoked(app: Flask, person: Person) -> None:
    program, other = program_of(app, person), make_program(app, "jo@example.org")
    (theirs,) = other.get("/tokens")["tokens"]
    assert program.call("DELETE", f"/tokens/{theirs['id']}").status_code == 404
    other.get("/banks")


def test_an_account_has_at_most_fifty_tokens(app: Flask, person: Person) -> None:
    for _ in range(50):
        program_of(app, person)
    refused = Program(app=app).post("/tokens", wish(person), status=409)
    assert refused["code"] == "too-many-tokens"


def test_the_last_use_is_noted_to_a_day_also_by_who_only_reads(app: Flask, person: Person) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        program = Program(app=app)
        program.token = program.post("/tokens", wish(person, days=30))["token"]
        uses = []
        for _ in range(4):
            program.get("/banks")
            uses += [row.last_used_at for row in stored(app)]
            clock.shift(timedelta(hours=13))
    day_later = NOON + timedelta(hours=26)
    assert uses == [NOON, NOON, day_later, day_later]


def test_the_token_counts_and_not_the_cookie_beside_it(
    app: Flask, client: FlaskClient, person: Person
) -> None:
    log_in(client, make_account(app, "jo@example.org"))
    program = program_of(app, person)
    wanted = {"id": str(uuid4()), "behaviour": "immediate"}
    with app.app_context():
        assert stored(app)
    headers = {"Authorization": f"Bearer {program.token}"}
    both = client.get("/api/v1/tokens", headers=headers)
    alone = program.call("GET", "/tokens")
    assert both.json == alone.json
    assert client.get("/api/v1/tokens").status_code == 401
    assert client.post("/api/v1/attempts", json=wanted).status_code == 401


def test_a_token_in_an_address_or_a_body_is_not_looked_at(app: Flask, person: Person) -> None:
    secret = program_of(app, person).token
    nobody = Program(app=app)
    for path in (f"/banks?access_token={secret}", f"/banks?token={secret}", f"/banks?auth_token={secret}"):
        nobody.get(path, status=401)
    answer = nobody.call("POST", "/attempts", json={"token": secret, "access_token": secret})
    assert answer.status_code == 401
    assert nobody.call("GET", "/banks", headers={"Authentication-Token": secret}).status_code == 401


def test_a_token_of_an_account_that_is_switched_off_is_of_no_use(app: Flask, person: Person) -> None:
    program = program_of(app, person)
    change(app, person, active=False)
    program.get("/banks", status=401)


def form_of(client: FlaskClient) -> dict[str, Any]:
    page = client.get("/account/tokens/").text
    found = re.search(r'name="client_id"[^>]*value="([^"]+)"', page)
    assert found
    return {"client_id": found[1], "name": "my script", "scopes": ["read", "study"], "days": "30"}


def test_a_token_made_on_the_account_page_works_and_is_shown_once(
    app: Flask, client: FlaskClient, person: Person
) -> None:
    log_in(client, person)
    sent = form_of(client)
    made = client.post("/account/tokens/", data=sent)
    (secret,) = re.findall(r"netq_[\w-]{40,}", made.text)
    assert made.status_code == 201
    program = Program(app=app, token=secret)
    program.get("/cards/next")
    program.get("/export", status=403)
    assert "my script" in client.get("/account/tokens/").text
    assert secret not in client.get("/account/tokens/").text
    again = client.post("/account/tokens/", data=sent)
    assert (again.status_code, len(stored(app))) == (303, 1)


def test_a_token_is_revoked_on_the_account_page(app: Flask, client: FlaskClient, person: Person) -> None:
    log_in(client, person)
    program = program_of(app, person)
    (row,) = stored(app)
    assert client.post(f"/account/tokens/{row.id}/revoke").status_code == 303
    program.get("/banks", status=401)


def test_a_form_without_a_name_or_a_scope_is_refused_on_the_same_page(
    client: FlaskClient, person: Person
) -> None:
    log_in(client, person)
    refused = client.post("/account/tokens/", data=form_of(client) | {"name": " ", "scopes": []})
    assert refused.status_code == 422
    assert "Say what it is for" in refused.text
    assert "Choose what it may do" in refused.text


def test_who_logged_in_long_ago_shows_once_more_that_it_is_them(client: FlaskClient, person: Person) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        log_in(client, person)
        sent = form_of(client)
        clock.shift(timedelta(hours=3))
        asked = client.post("/account/tokens/", data=sent)
    assert asked.status_code == 303
    assert asked.location.startswith("/account/verify")
