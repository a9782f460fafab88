"""Whoever leads gives commands from pages that may be old, and from more than one."""

import re

import pytest
from flask import Flask

from quizapp.live import queries
from quizapp.web.clock import utcnow
from tests.live.hall import Hall
from tests.support.visitor import AppConnection, Reply, Visitor


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def hall(app: Flask) -> Hall:
    with app.app_context():
        return Hall(now=utcnow())


def leader(app: Flask, hall: Hall) -> Visitor:
    visitor = Visitor(AppConnection(app))
    visitor.get(f"/live/lead/with/{hall.secret}")
    return visitor


def press(visitor: Visitor, page: Reply, command: str, seq: str = "") -> Reply:
    """Press a button of a page; return the answer itself."""
    shown = re.findall(r'name="seq" value="(\d+)"', page.text)[0]
    form = page.form("/commands")
    return visitor.send(form, form.with_values(command=command, seq=seq or shown))


def seq_of(app: Flask, hall: Hall) -> int:
    with app.app_context():
        return queries.seqs([hall.id])[hall.id]


def test_of_two_pages_the_slower_one_is_told_and_shown_where_the_session_stands(
    app: Flask, hall: Hall
) -> None:
    laptop, phone = leader(app, hall), leader(app, hall)
    pages = [one.get(f"/live/lead/{hall.code}/") for one in (laptop, phone)]
    assert press(laptop, pages[0], "next").status == 303
    late = press(phone, pages[1], "next")
    assert late.status == 409
    assert "Another page was faster, so this was not done." in late.text
    assert "Before we start: how sure do you feel about this topic?" in late.text
    assert seq_of(app, hall) == 1
    assert press(phone, late, "close").status == 303


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("command", "seq", "status"),
    [("reveal", "0", 409), ("dance", "0", 422), ("", "0", 422), ("next", "soon", 422), ("next", "9", 409)],
)
def test_what_does_not_fit_changes_nothing_and_comes_back_with_a_sentence(
    app: Flask, hall: Hall, command: str, seq: str, status: int
) -> None:
    visitor = leader(app, hall)
    reply = press(visitor, visitor.get(f"/live/lead/{hall.code}/"), command, seq)
    assert reply.status == status
    assert "not done" in reply.text
    assert seq_of(app, hall) == 0
