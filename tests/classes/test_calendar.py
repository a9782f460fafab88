"""What is due, at a secret address for calendar programs."""

import re

import pytest
from flask import Flask

from tests.classes.school import School, leave
from tests.classes.test_assigning import at, change, clock, give, take
from tests.support.visitor import AppConnection, Reply, Visitor

ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def school(app: Flask) -> School:
    with at(0):
        return School(app=app)


def address(visitor: Visitor) -> str:
    """Return the secret address of somebody's calendar."""
    found = re.search(r"/classes/calendar/[\w-]+\.ics", visitor.get("/classes/calendar/").text)
    return found[0] if found else ""


def ask(visitor: Visitor) -> str:
    """Let somebody ask for an address, and return it."""
    form = visitor.get("/classes/calendar/").form("/classes/calendar/")
    visitor.submit(form, form.as_it_stands())
    return address(visitor)


def read(app: Flask, path: str) -> Reply:
    """Read a calendar as a program does, without a cookie."""
    return Visitor(AppConnection(app)).get(path)


def events(reply: Reply) -> list[str]:
    return re.findall(r"SUMMARY:(.*)\r\n", reply.text.replace("\r\n ", ""))


def test_a_program_reads_what_is_due_until_it_is_handed_in(app: Flask, school: School) -> None:
    give(school, title="Week 1; hard, long", closes=clock(6))
    give(school, title="Without a closing")
    give(school, title="Later", opens=clock(20), closes=clock(30))
    with at(1):
        kim = school.student("kim")
        path = ask(kim)
        reply = read(app, path)
        assert reply.status == 200
        assert dict(reply.headers)["Content-Type"] == "text/calendar; charset=utf-8"
        assert "Set-Cookie" not in dict(reply.headers)
        assert events(reply) == ["Due: Week 1\\; hard\\, long", "Due: Later"]
        assert "DTSTART:20261120T180000Z" in reply.text
        uids = re.findall(r"UID:(.*)\r\n", reply.text)
        first = re.search(rf'href="({school.path}quizzes/[0-9a-f-]+/)"><b>Week 1', kim.get(school.path).text)
        assert first
        assert uids[0] == first[1].rstrip("/").rsplit("/", 1)[1] + "@quizapp"
        form = kim.get(first[1]).form("/quizzes/")
        take(kim, kim.submit(form, form.as_it_stands()))
        assert events(read(app, path)) == ["Due: Later"]
        leave(kim, school.path)
        assert events(read(app, path)) == []


def test_an_event_that_changes_keeps_its_name_and_counts_on(app: Flask, school: School) -> None:
    give(school, closes=clock(6))
    with at(1):
        path = ask(school.student("kim"))
        before = read(app, path).text
        change(school, closes=clock(9))
        after = read(app, path).text
    uid = r"UID:(.*)\r\n"
    assert re.findall(uid, before) == re.findall(uid, after)
    assert "SEQUENCE:0\r\n" in before
    assert "SEQUENCE:1\r\n" in after
    assert "DTSTART:20261120T210000Z" in after


def test_an_address_is_replaced_once_and_taken_away(app: Flask, school: School) -> None:
    with at(1):
        kim = school.student("kim")
        old = ask(kim)
        form = kim.get("/classes/calendar/").form("/classes/calendar/")
        kim.submit(form, form.as_it_stands())
        new = address(kim)
        kim.submit(form, form.as_it_stands())
        assert address(kim) == new != old
        assert read(app, old).status == 410
        stop = kim.get("/classes/calendar/").form("/stop")
        for _ in range(2):
            kim.submit(stop, stop.as_it_stands())
        assert read(app, new).status == 410
        assert address(kim) == ""


@ON_SQLITE
def test_an_educator_has_nothing_due_and_a_closed_quiz_is_not_either(app: Flask, school: School) -> None:
    give(school, closes=clock(6))
    with at(1):
        assert events(read(app, ask(school.educator))) == []
        path = ask(school.student("kim"))
        assert events(read(app, path)) == ["Due: Week 1"]
    with at(7):
        assert events(read(app, path)) == []
    with at(2):
        school.end()
        assert events(read(app, path)) == []
