"""Working at a quiz that has a time limit, page by page."""

import re
from collections.abc import Iterator
from random import Random

from flask import Flask
from sqlalchemy import select

from quizapp.database import db
from quizapp.models import AttemptRow, AttemptScoreRow
from tests.classes.school import School
from tests.support.html_forms import Form
from tests.support.visitor import Reply, Visitor

TIMED = {"audience": "student", "behaviour": "deferred", "minutes": "30", "length": "10"}
HALF = 0.5
SECOND = 1 / 3600


def choices(visitor: Visitor, quiz: str) -> Iterator[Form]:
    """Yield the forms of the questions of a quiz at which something is ticked, which any tick answers."""
    for position in range(1, 11):
        form = visitor.get(f"{quiz}/{position}").form(f"{quiz}/{position}")
        if "chosen" in form.controls:
            yield form


def answer(visitor: Visitor, form: Form, action: str = "save") -> Reply:
    """Let somebody tick an answer by chance."""
    return visitor.submit(form, form.filled(Random(1), action))


def start(school: School, visitor: Visitor, title: str = "Week 1", **values: str) -> str:
    """Let somebody begin a quiz, and return where the pages of the attempt stand."""
    found = re.search(rf'href="([^"]+)"><b>{title}<', visitor.get(school.path).text)
    assert found
    form = visitor.get(found[1]).form("/quizzes/")
    return visitor.submit(form, form.with_values(**values)).path.rsplit("/", 1)[0]


def with_share(sent: list[tuple[str, str]], share: str) -> list[tuple[str, str]]:
    """Return what a form sends when so much time is chosen in it."""
    return [(name, share if name == "share" else value) for name, value in sent]


def attempt(app: Flask) -> AttemptRow:
    with app.app_context():
        return db.session.scalars(select(AttemptRow)).one()


def answered(app: Flask) -> int | None:
    """Return how many questions were answered in what was handed in; None before."""
    with app.app_context():
        return db.session.scalar(select(AttemptScoreRow.answered))
