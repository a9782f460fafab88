"""Whoever is deleted while a request of theirs runs is answered, and nothing of them comes back."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import Delete, Update, delete, event, func, select, update

from quizapp.database import db
from quizapp.models import AccountRow, LearnerRow
from tests.api.programs import program_of
from tests.support.people import log_in, make_account
from tests.support.visitor import AppConnection, Visitor

DELETION = delete(AccountRow)


@pytest.fixture
def database_kind() -> str:
    """Pinned: SQLite lets nobody delete while a request that writes runs."""
    return "postgresql"


@pytest.fixture
def content() -> str:
    return "banks"


@contextmanager
def changed_after_reading(app: Flask, table: str, change: Delete | Update) -> Iterator[None]:
    """Change something from another connection as soon as a request has read ``table``."""
    with app.app_context():
        engine = db.engine

    changed: list[str] = []

    def act(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not changed and re.search(rf"(FROM|JOIN) {table}\b", statement):
            changed.append(table)
            with engine.begin() as other:
                other.execute(change)

    event.listen(engine, "after_cursor_execute", act)
    yield
    event.remove(engine, "after_cursor_execute", act)
    assert changed


def is_anybody_left(app: Flask) -> bool:
    with app.app_context():
        return bool(db.session.scalar(select(func.count()).select_from(LearnerRow)))


def take_quiz(visitor: Visitor) -> None:
    form = visitor.get("/").form("/quiz/quick")
    visitor.submit(form, form.as_it_stands())


@pytest.mark.parametrize("has_studied", [True, False])
def test_a_person_is_told_that_nothing_was_stored(app: Flask, has_studied: bool) -> None:
    visitor = Visitor(AppConnection(app))
    log_in(visitor, make_account(app))
    if has_studied:
        take_quiz(visitor)
    form = visitor.get("/").form("/quiz/quick")
    with changed_after_reading(app, "login_session", DELETION):
        assert visitor.send(form, form.as_it_stands()).status == 409
    assert not is_anybody_left(app)


@pytest.mark.parametrize("has_studied", [True, False])
def test_a_program_is_told_that_nothing_was_stored(app: Flask, has_studied: bool) -> None:
    program = program_of(app, make_account(app))
    if has_studied:
        program.start()
    with changed_after_reading(app, "api_token", DELETION):
        answer = program.call("POST", "/attempts", json={"id": str(uuid4()), "count": 3, "seed": 7})
    assert answer.status_code == 409, answer.text
    assert not is_anybody_left(app)


@pytest.mark.parametrize(
    "change", [DELETION, update(AccountRow).values(password="of another")], ids=["deleted", "changed"]
)
def test_who_asks_for_a_token_with_a_password_that_counts_no_more(
    app: Flask, change: Delete | Update
) -> None:
    person = make_account(app)
    wish = {"email": person.email, "password": person.password, "name": "a script", "scopes": ["read"]}
    with changed_after_reading(app, "account", change):
        answer = app.test_client().post("/api/v1/tokens", json=wish)
    assert answer.status_code == 401
