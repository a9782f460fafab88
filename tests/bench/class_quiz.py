"""Measure a quiz of a class: each step of twenty questions, and a hundred who hand in within a second.

``python -m tests.bench.class_quiz`` prints two tables; ``--write`` puts them into docs/performance.md. Beside
each step stands the floor of the same size, in turn with it, and for scale what Moodle 5.1 took for the step
on another machine with two cores.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from random import Random

from flask import Flask
from sqlalchemy import func, select

from quizapp import create_app
from quizapp.database import db
from quizapp.models import AttemptRow
from tests.bench.__main__ import floor_server, person_at, say
from tests.bench.guide import run_bench
from tests.bench.routes import Floor, Person, expect
from tests.bench.timing import Times
from tests.classes.school import School
from tests.classes.test_gradebook import give, quizzes
from tests.services import postgresql
from tests.services.databases import SECRET_KEY, make_settings
from tests.support.html_forms import Control, Form
from tests.support.people import log_in, make_account
from tests.support.served import run, served
from tests.support.visitor import AppConnection, HttpConnection, Reply, Visitor

LENGTH = 20
WARM_UP = 3
STUDENTS = 100
WITHIN_SECONDS = 1.0

MOODLE_MS = {"Start": 64, "A page": 85, "Save": 35, "Hand in": 76, "Review": 106}
"""What each step took with Moodle 5.1 and a quiz of twenty questions, on two cores, the middle one."""


@dataclass(kw_only=True)
class Step:
    """One step of a quiz beside its floor, in turn."""

    ours: Times = field(default_factory=Times)
    floor: Times = field(default_factory=Times)


class Journey:
    """Quizzes of twenty questions, one request after the other; each with one to the floor."""

    def __init__(self, person: Person, floor: Floor) -> None:
        self._person, self._floor, self._chance = person, floor, Random(5)
        self.steps = {name: Step() for name in MOODLE_MS}

    def go(self) -> None:
        """Take a quiz from its start to its review."""
        setup = next(form for form in self._person.get("/quiz/").forms if "length" in form.controls)
        wish = setup.with_values(length=str(LENGTH), behaviour="deferred")
        address = self._send("Start", setup, wish).removesuffix("/1")
        for position in range(1, LENGTH + 1):
            form = self._page("A page", f"{address}/{position}").form(f"{address}/{position}")
            self._send("Save", form, form.filled(self._chance, "save"))
        finish = self._person.get(f"{address}/check").form(f"{address}/finish")
        self._send("Hand in", finish, finish.as_it_stands())
        self._page("Review", f"{address}/result")

    def _page(self, name: str, path: str) -> Reply:
        step = self.steps[name]
        reply = step.ours.measure(lambda: self._person.get(path))
        step.floor.measure(lambda: self._floor.page(len(reply.text)))
        return reply

    def _send(self, name: str, form: Form, pairs: list[tuple[str, str]]) -> str:
        step = self.steps[name]
        reply = step.ours.measure(lambda: self._person.send(form, pairs))
        step.floor.measure(self._floor.save)
        return reply.location


def steps(folder: Path, rounds: int) -> Iterator[str]:
    """Return what each step took, as a table in Markdown, line by line."""
    instance = folder / "steps"
    run("init", instance=instance).check_returncode()
    with floor_server(folder) as floor, person_at(instance) as person:
        journey = Journey(person, floor)
        for number in range(WARM_UP + rounds):
            if number == WARM_UP:
                journey.steps = {name: Step() for name in journey.steps}
            journey.go()
    yield "| Step | ms | ms, p95 | Floor, ms | Ratio | Moodle 5.1, ms |\n|---|--:|--:|--:|--:|--:|\n"
    for name, step in journey.steps.items():
        yield (
            f"| {name} | {step.ours.median * 1000:.1f} | {step.ours.p95 * 1000:.1f} "
            f"| {step.floor.median * 1000:.1f} | {step.ours.median / step.floor.median:.1f} "
            f"| {MOODLE_MS[name]} |\n"
        )


@dataclass(frozen=True, kw_only=True)
class Ready:
    """Somebody who answered everything and has the page before them on which to hand in."""

    cookies: dict[str, str]
    form: Form


def class_of(app: Flask) -> list[Ready]:
    """Make a class with a quiz; let every student take it up to its last page."""
    school = School(app=app)
    give(school, "Week 1", length=str(LENGTH), behaviour="deferred")
    quiz, chance = quizzes(school), Random(7)
    return [_answered(app, school, quiz, number, chance) for number in range(STUDENTS)]


def _answered(app: Flask, school: School, quiz: str, number: int, chance: Random) -> Ready:
    # From an address of their own each, as so many logins from one are refused.
    visitor = Visitor(AppConnection(app, address=f"10.0.0.{number}"))
    log_in(visitor, make_account(app, f"student{number}@example.org"))
    school.join(visitor, f"Student {number}")
    begin = visitor.get(quiz).form("/quizzes/")
    page = visitor.submit(begin, begin.as_it_stands())
    while "/check" not in page.path:
        form = page.form(page.path)
        page = visitor.submit(form, form.filled(chance, "save"))
    return Ready(cookies=visitor.cookies, form=page.form("/finish"))


@dataclass(kw_only=True)
class Rush:
    """What came of a hundred who handed in within a second."""

    times: Times = field(default_factory=Times)
    errors: list[str] = field(default_factory=list)


def rush(address: str, students: Sequence[Ready]) -> Rush:
    """Let each hand in at a moment of their own within a second, over a connection of their own."""
    found, chance = Rush(), Random(11)

    def hand_in(student: Ready) -> None:
        connection = HttpConnection(address)
        visitor = Visitor(connection)
        visitor.cookies = dict(student.cookies)
        try:
            pairs = student.form.as_it_stands()
            found.times.measure(lambda: expect(303, visitor.send(student.form, pairs)))
        except (AssertionError, OSError, HTTPException) as error:
            found.errors.append(f"{type(error).__name__}: {error}"[:300])
        finally:
            connection.close()

    moments = [
        threading.Timer(chance.uniform(0, WITHIN_SECONDS), hand_in, args=[student]) for student in students
    ]
    for moment in moments:
        moment.start()
    for moment in moments:
        moment.join()
    return found


def handing_in(folder: Path) -> Iterator[str]:
    """Return how long it took a hundred to hand in at once, on each database, as a table in Markdown."""
    yield "| Database | Handed in | Lost | ms | ms, p95 | Floor, ms | Floor, ms, p95 |\n"
    yield "|---|--:|--:|--:|--:|--:|--:|\n"
    with ExitStack() as stack:
        floor = _floor_rush(folder)
        cluster = stack.enter_context(postgresql.cluster())
        cluster.create("quizapp")
        sqlite = f"sqlite:///{folder / 'class-SQLite' / 'quizapp.sqlite'}"
        for name, url in {"SQLite": sqlite, "PostgreSQL": cluster.url("quizapp")}.items():
            found, stored = _rush_on(folder / f"class-{name}", url)
            yield (
                f"| {name} | {stored} | {STUDENTS - stored} | {found.times.median * 1000:.0f} "
                f"| {found.times.p95 * 1000:.0f} | {floor.times.median * 1000:.0f} "
                f"| {floor.times.p95 * 1000:.0f} |\n"
            )
            yield from (f"- {error}\n" for error in found.errors)


def _rush_on(instance: Path, url: str) -> tuple[Rush, int]:
    """Return what came of it on one database, and how many attempts are stored as handed in."""
    settings = {"QUIZAPP_DATABASE_URL": url, "QUIZAPP_SECRET_KEY": SECRET_KEY}
    run("init", instance=instance, **settings).check_returncode()
    say(f"{STUDENTS} students answer {LENGTH} questions each …")
    app = create_app(make_settings(instance, url))
    students = class_of(app)
    with served(instance, **settings) as server:
        found = rush(server.address, students)
    with app.app_context():
        stored = db.session.scalar(select(func.count()).where(AttemptRow.finished_at.is_not(None))) or 0
        db.session.remove()
        db.engine.dispose()
    return found, stored


def _floor_rush(folder: Path) -> Rush:
    """Return what it takes a hundred to have a row stored each, by the bare application on SQLite."""
    text = Control(name="text", kind="hidden", chosen=["x"])
    form = Form(action="/", method="post", controls={"text": text})
    students = [Ready(cookies={}, form=form)] * STUDENTS
    with floor_server(folder) as floor:
        return rush(floor.address, students)


def tables(folder: Path, rounds: int) -> Iterator[str]:
    """Return both tables, line by line."""
    yield from steps(folder, rounds)
    yield "\n"
    yield from handing_in(folder)


if __name__ == "__main__":
    run_bench("class-quiz", tables, prog="python -m tests.bench.class_quiz", rounds=20, about=__doc__)
