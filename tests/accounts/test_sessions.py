"""Where an account is logged in, and what becomes of the guest who logs in."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from quizapp.accounts.devices import device
from quizapp.database import db
from quizapp.models import AttemptRow, LearnerRow, LoginSessionRow
from tests.study.desk import MONDAY_EVENING
from tests.support.people import Person, log_in, make_account
from tests.support.visitor import AppConnection, Reply, Visitor

ANDROID = "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile/15E148 Safari/604.1"


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(AppConnection(app))


def another(app: Flask, person: Person) -> Visitor:
    """Log the same person in on another device."""
    visitor = Visitor(AppConnection(app))
    log_in(visitor, person)
    return visitor


def press(visitor: Visitor, path: str, action: str, button: str = "") -> Reply:
    form = visitor.get(path).form(action)
    return visitor.submit(form, form.as_it_stands(button))


def is_logged_in(visitor: Visitor) -> bool:
    return "Your account" in visitor.get("/account/").text


def start_quiz(visitor: Visitor) -> str:
    """Start a quick quiz and return the address of its first question."""
    return press(visitor, "/", "/quiz/quick").path


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (ANDROID, "Firefox on Android"),
        (EDGE, "Edge on Windows"),
        (IPHONE, "Safari on an iPhone"),
        ("curl/8.5", "A browser"),
    ],
)
def test_a_device_is_told_in_a_few_words(user_agent: str, words: str) -> None:
    assert device(user_agent) == words


def test_one_login_can_be_ended_from_another_device(app: Flask, visitor: Visitor) -> None:
    person = make_account(app)
    log_in(visitor, person)
    other = another(app, person)
    page = press(visitor, "/account/sessions", "/end")
    assert "That device is logged out" in page.text
    assert is_logged_in(visitor)
    assert not is_logged_in(other)


def test_all_other_logins_can_be_ended_at_once(app: Flask, visitor: Visitor) -> None:
    person = make_account(app)
    log_in(visitor, person)
    others = [another(app, person) for _ in range(2)]
    press(visitor, "/account/sessions", "/end-others")
    assert is_logged_in(visitor)
    assert not any(is_logged_in(other) for other in others)


def test_nobody_ends_the_login_of_somebody_else(app: Flask, visitor: Visitor) -> None:
    kim, sam = make_account(app), make_account(app, "sam@example.org")
    victim = another(app, kim)
    log_in(visitor, sam)
    another(app, sam)
    form = visitor.get("/account/sessions").form("/end")
    with app.app_context():
        login = db.session.scalars(select(LoginSessionRow).filter_by(account_id=kim.account_id)).one()
    form.action = f"/account/sessions/{login.id}/end"
    assert visitor.send(form, form.as_it_stands()).status == 404
    assert is_logged_in(victim)


def test_logging_out_takes_the_login_off_the_list_so_that_its_cookie_is_a_guest_s(
    app: Flask, visitor: Visitor
) -> None:
    log_in(visitor, make_account(app))
    stolen = dict(visitor.cookies)
    press(visitor, "/account/", "/account/logout")
    visitor.cookies = stolen
    assert not is_logged_in(visitor)
    with app.app_context():
        assert db.session.scalars(select(LoginSessionRow)).all() == []


def test_a_login_is_seen_at_most_once_a_day_and_only_when_something_is_stored(
    app: Flask, visitor: Visitor
) -> None:
    with time_machine.travel(MONDAY_EVENING, tick=False) as clock:
        log_in(visitor, make_account(app))
        clock.shift(timedelta(days=3))
        visitor.get("/cards/")
        assert _last_seen(app) == MONDAY_EVENING
        start_quiz(visitor)
        assert _last_seen(app) == MONDAY_EVENING + timedelta(days=3)
        clock.shift(timedelta(hours=23))
        start_quiz(visitor)
        assert _last_seen(app) == MONDAY_EVENING + timedelta(days=3)


def _last_seen(app: Flask) -> object:
    with app.app_context():
        return db.session.scalars(select(LoginSessionRow.last_seen_at)).one()


def test_a_quiz_that_a_guest_began_goes_on_after_logging_in(app: Flask, visitor: Visitor) -> None:
    question = start_quiz(visitor)
    before = dict(visitor.cookies)
    log_in(visitor, make_account(app))
    assert visitor.get(question).status == 200
    visitor.cookies = before
    assert visitor.get(question).status == 404


@pytest.mark.parametrize(("choice", "attempts"), [("add", 2), ("leave", 1)])
def test_an_account_with_a_learner_is_asked_about_the_guest_on_this_device(
    app: Flask, visitor: Visitor, choice: str, attempts: int
) -> None:
    person = make_account(app)
    start_quiz(another(app, person))
    start_quiz(visitor)
    form = visitor.get("/account/login?next=/cards/").form("/account/login")
    page = visitor.submit(form, form.with_values(email=person.email, password=person.password))
    assert "This device has 1 quiz from before you logged in" in page.text
    after = visitor.submit(page.forms[0], page.forms[0].as_it_stands(choice))
    assert after.path == "/cards/"
    with app.app_context():
        owned = select(AttemptRow.id).join(LearnerRow, LearnerRow.id == AttemptRow.learner_id)
        owned = owned.where(LearnerRow.account_id == person.account_id)
        assert len(db.session.scalars(owned).all()) == attempts
    again = visitor.submit(page.forms[0], page.forms[0].as_it_stands(choice))
    assert again.path == "/cards/"
    press(visitor, "/account/", "/account/logout")
    form = visitor.get("/account/login").form("/account/login")
    once_more = visitor.submit(form, form.with_values(email=person.email, password=person.password))
    assert once_more.path == "/"


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example/x",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "https://evil.example/",
        "///evil.example",
        "%2F%2Fevil.example",
        "javascript:alert(1)",
        " //evil.example",
        "/\t/evil.example",
    ],
)
def test_nobody_is_led_away_from_this_site_after_logging_in(
    app: Flask, visitor: Visitor, target: str
) -> None:
    person = make_account(app)
    start_quiz(another(app, person))
    start_quiz(visitor)
    form = visitor.get("/account/login").form("/account/login")
    values = {"email": person.email, "password": person.password, "next": target}
    reply = visitor.send(form, form.with_values(**values))
    if reply.status == 422:  # the address was thrown away; the form is sent again without it
        return
    (away,) = [value for name, value in reply.headers if name.lower() == "location"]
    assert away.startswith("/account/adopt")
    question = visitor.get(away)
    answer = visitor.send(question.forms[0], question.forms[0].with_values("leave", next=target))
    (away,) = [value for name, value in answer.headers if name.lower() == "location"]
    assert away.startswith("/")
    assert not away.startswith(("//", "/\\", "/\t"))
