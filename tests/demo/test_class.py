"""A small simulated class in a database: made by the real rules, and gone without a trace."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import Table, func, select
from sqlalchemy.exc import IntegrityError

from quizapp import create_app
from quizapp.core.people import Role
from quizapp.core.scheduling import Phase
from quizapp.database import Base, db
from quizapp.demo import service
from quizapp.demo.service import Plan
from quizapp.demo.students import draw_student
from quizapp.models import AccountRow, AttemptRow, LearnerRow, ResponseRow, ReviewRow
from quizapp.progress import rebuild as counts
from quizapp.study import rebuild as cards
from tests.services.databases import Databases, make_settings

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
PLAN = Plan(students=4, weeks=2, seed=1, today=date(2026, 11, 21), time_zone="Europe/London")
SMALL = replace(PLAN, students=2, weeks=1)
PASSWORDS = {role: f"a password for {role}" for role in Role}

MADE_BY_DATABASE = {"id", "password", "fs_uniquifier", "create_datetime"}
"""Columns of accounts that differ from one database to another."""


@pytest.fixture
def content() -> str:
    return "banks"


def make_demo(plan: Plan) -> None:
    service.make_accounts(PASSWORDS, now=NOW)
    assert list(service.make_class(plan)) == list(range(1, plan.students + 1))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application with a class in its database, which tests only read."""
    databases: Databases = request.getfixturevalue(f"{request.param}_databases")
    with databases.copy("banks") as url:
        app = create_app(make_settings(tmp_path_factory.mktemp("made"), url))
        with app.app_context():
            make_demo(PLAN)
        yield app
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def demo(made: Flask) -> Iterator[Flask]:
    with made.app_context():
        yield made


def tables() -> list[Table]:
    return [table for table in Base.metadata.sorted_tables if table.name != "alembic_version"]


def row_counts() -> dict[str, int]:
    return {table.name: db.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables()}


def rows() -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of every table that a class fills, but for what each database makes for itself."""
    found = {}
    for table in tables():
        if table.name in {"bank", "item", "item_version", "role", "account_role"}:
            continue
        ours = [c for c in table.columns if table.name != "account" or c.name not in MADE_BY_DATABASE]
        found[table.name] = [tuple(row) for row in db.session.execute(select(*ours).order_by(*ours))]
    return found


def test_every_state_and_every_count_is_what_the_logs_say(demo: Flask) -> None:
    assert [card.differences for card in cards.check() if card.differences] == []
    assert [one.differences for one in counts.check() if one.differences] == []
    filled = row_counts()
    assert min(filled[name] for name in ("attempt", "response", "review_log", "card", "daily_tally")) > 5


def test_the_log_has_all_that_a_real_one_has(demo: Flask) -> None:
    reviews = db.session.scalars(select(ReviewRow)).all()
    assert {review.source for review in reviews} == {"card", "quiz"}
    assert {review.phase_before for review in reviews} == set(Phase)
    assert {response.kind for response in db.session.scalars(select(ResponseRow))} == {
        "save",
        "skip",
        "check",
    }
    assert all(review.duration_ms > 500 for review in reviews if review.source == "card")


def test_nothing_happened_today_or_later(demo: Flask) -> None:
    newest = db.session.scalar(select(func.max(ReviewRow.reviewed_at)))
    assert newest is not None
    assert newest < datetime(2026, 11, 21, tzinfo=UTC)
    assert max(db.session.scalars(select(LearnerRow.last_active_at))) < datetime(2026, 11, 21, tzinfo=UTC)


def test_everybody_in_it_is_marked_as_simulated(demo: Flask) -> None:
    assert set(db.session.scalars(select(AccountRow.simulated))) == {True}
    assert set(db.session.scalars(select(LearnerRow.simulated))) == {True}
    addresses = db.session.scalars(select(AccountRow.email)).all()
    assert len(addresses) == len(Role) + PLAN.students - 1
    assert all(one.startswith("simulated-") and one.endswith("@example.org") for one in addresses)


def test_the_learners_account_has_a_history_to_look_at(demo: Flask) -> None:
    address = service.address(Role.LEARNER)
    stmt = (
        select(LearnerRow).join(AccountRow, AccountRow.id == LearnerRow.account_id).filter_by(email=address)
    )
    learner = db.session.scalars(stmt).one()
    reviews = select(func.count()).select_from(ReviewRow).filter_by(learner_id=learner.id)
    assert (db.session.scalar(reviews) or 0) > 50


def test_nobody_can_log_in_as_a_student(demo: Flask) -> None:
    stmt = select(AccountRow).where(AccountRow.email.contains("student-"))
    assert {(account.password, account.active) for account in db.session.scalars(stmt)} == {(None, False)}


def test_passwords_are_never_stored_in_clear(demo: Flask) -> None:
    stored = db.session.scalars(select(AccountRow.password).where(AccountRow.password.is_not(None))).all()
    assert len(stored) == len(Role)
    assert all(password and password.startswith("$argon2") for password in stored)


def test_removing_it_leaves_every_table_as_it_was_and_real_guests_alone(app: Flask) -> None:
    with app.app_context():
        guest = LearnerRow(public_id=uuid4(), created_at=NOW, last_active_at=NOW)
        db.session.add(guest)
        db.session.flush()
        values = {"title": "Quiz", "behaviour": "deferred", "seed": 1, "blueprint": "{}", "started_at": NOW}
        db.session.add(AttemptRow(learner_id=guest.id, id=uuid4(), **values))
        db.session.commit()
        before = row_counts()
        make_demo(SMALL)
        service.remove()
        assert row_counts() == before


def test_what_is_stored_of_a_student_is_all_or_nothing(app: Flask) -> None:
    with app.app_context():
        rng = Random("1: student 2")
        draw_student(rng, days=SMALL.days)
        taken = UUID(int=rng.getrandbits(128), version=4)
        db.session.add(LearnerRow(public_id=taken, created_at=NOW, last_active_at=NOW))
        db.session.commit()
        service.make_accounts(PASSWORDS, now=NOW)
        students = service.make_class(SMALL)
        assert next(students) == 1
        before = Counter(row_counts())
        with pytest.raises(IntegrityError):
            next(students)
        assert Counter(row_counts()) == before


def test_the_same_plan_makes_the_same_class_in_any_database(
    demo: Flask, sqlite_databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> None:
    here = rows()
    with sqlite_databases.copy("banks") as url:
        other = create_app(make_settings(tmp_path_factory.mktemp("other"), url))
        with other.app_context():
            make_demo(PLAN)
            there = rows()
            db.engine.dispose()
    assert here == there


def test_another_seed_makes_another_class(app: Flask) -> None:
    with app.app_context():
        ids = []
        for seed in (1, 2):
            make_demo(replace(SMALL, seed=seed))
            ids.append(set(db.session.scalars(select(ReviewRow.id))))
            service.remove()
    assert ids[0]
    assert not ids[0] & ids[1]
