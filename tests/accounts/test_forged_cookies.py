"""Only a login that is on the account's list counts, and only with our own signature."""

from base64 import b64encode
from typing import Any

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask_login.utils import encode_cookie
from sqlalchemy import delete, select, update

from quizapp.database import db
from quizapp.models import AccountRow, LoginSessionRow
from tests.support.people import LOGIN, Person, log_in, make_account
from tests.support.visitor import AppConnection, Reply, Visitor

FOR_ACCOUNTS = "/account/change"


@pytest.fixture
def person(app: Flask) -> Person:
    return make_account(app)


@pytest.fixture
def visitor(app: Flask, person: Person) -> Visitor:
    """Somebody who is logged in."""
    visitor = Visitor(AppConnection(app))
    log_in(visitor, person)
    assert visitor.get(FOR_ACCOUNTS).path == FOR_ACCOUNTS
    return visitor


def ask(app: Flask, cookie: str, **headers: str) -> Reply:
    """Ask for a page of accounts with a cookie."""
    return AppConnection(app).send("GET", FOR_ACCOUNTS, None, {"Cookie": cookie, **headers})


def is_guest(reply: Reply) -> bool:
    """Tell whether whoever asked was sent to log in."""
    return reply.status == 303 and reply.location.startswith(LOGIN)


def read(app: Flask, cookie: str) -> dict[str, Any]:
    """Return what a signed cookie holds."""
    held: dict[str, Any] = signer(app).loads(cookie)
    return held


def sign(app: Flask, **held: Any) -> str:
    """Return a cookie as we would sign it."""
    return f"quizapp={signer(app).dumps(held)}"


def signer(app: Flask) -> Any:
    return SecureCookieSessionInterface().get_signing_serializer(app)


def uniquifier(app: Flask, person: Person) -> str:
    """Return what a cookie names an account by."""
    with app.app_context():
        return db.session.scalars(select(AccountRow.fs_uniquifier).filter_by(id=person.account_id)).one()


def test_a_cookie_that_was_cut_or_changed_is_a_guests(app: Flask, visitor: Visitor) -> None:
    good = visitor.cookies["quizapp"]
    payload, moment, signature = good.rsplit(".", 2)
    forged = [
        "",
        "x" * 4000,
        good[:-1],
        good[1:],
        f"{payload}.{moment}.",
        f"{payload}.{moment}.{signature[::-1]}",
        f"{payload[:-2]}.{moment}.{signature}",
        f"e30.{moment}.{signature}",
    ]
    assert not is_guest(ask(app, f"quizapp={good}"))
    assert [cookie for cookie in forged if not is_guest(ask(app, f"quizapp={cookie}"))] == []


def test_a_cookie_signed_with_another_key_is_a_guests(app: Flask, visitor: Visitor) -> None:
    held = read(app, visitor.cookies["quizapp"])
    other = Flask("other")
    other.secret_key = "another key that is long enough too"
    assert is_guest(ask(app, sign(other, **held)))
    assert not is_guest(ask(app, sign(app, **held)))


@pytest.mark.parametrize("name", ["_user_id", "login", "learner", "csrf_token", "_fresh"])
def test_a_cookie_that_holds_something_odd_breaks_nothing(app: Flask, visitor: Visitor, name: str) -> None:
    good = read(app, visitor.cookies["quizapp"])
    for value in (None, 7, -1.5, True, "", "made-up", [], ["a"], {"a": "b"}, "é" * 99):
        cookie = sign(app, **good | {name: value})
        for path in ("/", FOR_ACCOUNTS, "/quiz/", "/cards/"):
            reply = AppConnection(app).send("GET", path, None, {"Cookie": cookie})
            assert reply.status in {200, 303}, (value, path, reply.status)
        assert name not in {"_user_id", "login"} or is_guest(ask(app, cookie)), value


def test_a_login_counts_only_for_its_own_account(app: Flask, visitor: Visitor) -> None:
    other = make_account(app, "other@example.org")
    held = read(app, visitor.cookies["quizapp"])
    assert is_guest(ask(app, sign(app, **held | {"_user_id": uniquifier(app, other)})))


@pytest.mark.parametrize("login", [None, "6b1f0c52f0d84f3c9a4be3a1d2c7e895"])
def test_who_an_account_is_does_not_count_without_a_login_on_its_list(
    app: Flask, person: Person, login: str | None
) -> None:
    held = {"_user_id": uniquifier(app, person), "_fresh": True} | ({"login": login} if login else {})
    assert is_guest(ask(app, sign(app, **held)))


def test_a_login_that_was_ended_does_not_count(app: Flask, visitor: Visitor) -> None:
    with app.app_context():
        db.session.execute(delete(LoginSessionRow))
        db.session.commit()
    assert is_guest(ask(app, f"quizapp={visitor.cookies['quizapp']}"))


def test_an_account_that_was_closed_does_not_count(app: Flask, visitor: Visitor) -> None:
    with app.app_context():
        db.session.execute(update(AccountRow).values(active=False))
        db.session.commit()
    assert is_guest(ask(app, f"quizapp={visitor.cookies['quizapp']}"))


def test_a_cookie_kept_from_before_logging_out_does_not_count(app: Flask, visitor: Visitor) -> None:
    kept = visitor.cookies["quizapp"]
    token = dict(visitor.get("/").form("/quiz/quick").as_it_stands())["csrf_token"]
    AppConnection(app).send(
        "POST",
        "/account/logout",
        f"csrf_token={token}",
        {"Cookie": f"quizapp={kept}", "Content-Type": "application/x-www-form-urlencoded"},
    )
    assert is_guest(ask(app, f"quizapp={kept}"))


def test_a_token_to_be_remembered_by_does_not_count(app: Flask, person: Person) -> None:
    with app.app_context():
        token = encode_cookie(uniquifier(app, person))
    assert is_guest(ask(app, f"remember_token={token}"))


def test_logging_in_leaves_no_token_to_be_remembered_by(app: Flask, person: Person) -> None:
    visitor = Visitor(AppConnection(app))
    form = visitor.get(LOGIN).form(LOGIN)
    visitor.send(form, form.with_values(email=person.email, password=person.password, remember="y"))
    assert set(visitor.cookies) == {"quizapp"}


def test_a_token_in_a_header_or_an_address_does_not_count_on_pages(app: Flask, person: Person) -> None:
    with app.app_context():
        account = db.session.get_one(AccountRow, person.account_id)
        token = str(account.get_auth_token())
    password = b64encode(f"{person.email}:{person.password}".encode()).decode()
    connection = AppConnection(app)
    assert is_guest(ask(app, "", **{"Authentication-Token": token}))
    assert is_guest(ask(app, "", Authorization=f"Bearer {token}"))
    assert is_guest(ask(app, "", Authorization=f"Basic {password}"))
    assert is_guest(connection.send("GET", f"{FOR_ACCOUNTS}?auth_token={token}", None, {}))


def test_logging_in_makes_every_secret_of_the_cookie_new(app: Flask, person: Person) -> None:
    visitor = Visitor(AppConnection(app))
    visitor.get(LOGIN)
    before = visitor.cookies["quizapp"]
    log_in(visitor, person)
    visitor.get("/")
    old, new = read(app, before), read(app, visitor.cookies["quizapp"])
    assert old["csrf_token"] != new["csrf_token"]
    assert is_guest(ask(app, f"quizapp={before}"))


def test_each_login_has_a_name_of_its_own(app: Flask, person: Person) -> None:
    logins = set()
    for _ in range(2):
        visitor = Visitor(AppConnection(app))
        log_in(visitor, person)
        logins.add(read(app, visitor.cookies["quizapp"])["login"])
    assert len(logins) == 2
