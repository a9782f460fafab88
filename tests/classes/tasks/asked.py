"""Cards and steps that a class is given in tests, and what its people do with them."""

import re

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.database import db
from quizapp.models import CardRow, TaskStateRow
from tests.classes.school import School
from tests.classes.test_assigning import at
from tests.support.visitor import Reply, Visitor

ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

DECK = "bank:terminology"


def give_deck(school: School, **values: str) -> Reply:
    """Let the educator give the class cards at noon."""
    return _give(school, "deck", {"title": "Words first", "deck": DECK, "asked": "2"} | values)


def give_step(school: School, **values: str) -> Reply:
    """Let the educator give the class a step at noon."""
    return _give(school, "step", {"title": "Read this", "words": "One.\r\nTwo.\r\n\r\nThree."} | values)


def _give(school: School, kind: str, values: dict[str, str]) -> Reply:
    with at(0):
        form = school.educator.get(f"{school.path}tasks/new/{kind}").form("/tasks/new/")
        return school.educator.submit(form, form.with_values(**values))


def task_page(school: School, visitor: Visitor, title: str = "") -> Reply:
    """Return the page of the first task of the class, or of the one with a title."""
    found = re.search(rf'href="({school.path}tasks/[0-9a-f-]+/)"><b>{title}', visitor.get(school.path).text)
    assert found
    return visitor.get(found[1])


def press(visitor: Visitor, page: Reply, what: str) -> Reply:
    """Press the button of a task that says something to the class."""
    form = page.form(what)
    return visitor.submit(form, form.as_it_stands())


def has_button(page: Reply, what: str) -> bool:
    return any(form.action.endswith(what) for form in page.forms)


def study(visitor: Visitor, questions: int) -> None:
    """Let somebody answer as many new cards of the deck."""
    for _ in range(questions):
        form = visitor.get(f"/cards/next?scope={DECK}").form("/reviews")
        assert visitor.submit(form, form.as_it_stands("3")).status == 200


def count(app: Flask, row: type[CardRow | TaskStateRow]) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(row)) or 0
