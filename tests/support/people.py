"""People with accounts: made in the database, logged in through the page."""

from collections.abc import Collection
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page

from quizapp.accounts import service
from quizapp.core.people import Role
from quizapp.web.clock import utcnow
from tests.support.browser import follow
from tests.support.visitor import AppConnection, Visitor

LOGIN = "/account/login"
PASSWORD = "a quiet garden gate"


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who can log in."""

    account_id: int
    email: str
    password: str


def make_account(
    app: Flask,
    email: str = "kim@example.org",
    password: str = PASSWORD,
    roles: Collection[Role] = (),
) -> Person:
    """Store an account with a confirmed address; call it outside any application context."""
    with app.app_context():
        account = service.create_account(email, password, roles=roles, now=utcnow())
        return Person(account_id=account.id, email=email, password=password)


def logged_in(app: Flask, name: str, *roles: Role) -> Visitor:
    """Return somebody new with an account of these roles, logged in."""
    visitor = Visitor(AppConnection(app))
    log_in(visitor, make_account(app, f"{name}@example.org", roles=roles))
    return visitor


def log_in(who: Visitor | FlaskClient | Page, person: Person) -> None:
    """Log a visitor, a client (without CSRF) or a browser's page in, and check that it worked."""
    if isinstance(who, Visitor):
        form = who.get(LOGIN).form(LOGIN)
        reply = who.send(form, form.with_values(email=person.email, password=person.password))
        assert reply.status == 303, reply.text
    elif isinstance(who, FlaskClient):
        answer = who.post(LOGIN, data={"email": person.email, "password": person.password})
        assert answer.status_code == 303, answer.text
    else:
        who.goto(LOGIN)
        who.get_by_label("E-mail address").fill(person.email)
        who.get_by_label("Password", exact=True).fill(person.password)
        follow(who.get_by_role("main").get_by_role("button", name="Log in", exact=True))
        assert LOGIN not in who.url
