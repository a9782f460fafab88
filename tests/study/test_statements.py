"""A statement that is made once is whole for every thread, also when several need it at once."""

import sys
import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Select, select, union_all
from sqlalchemy.orm import aliased

from quizapp.database import db, reading
from quizapp.models import CardStateRow
from quizapp.study.statements import made_once

THREADS = 6
TRIES = 30


@pytest.fixture(autouse=True)
def threads_take_turns_often() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def fresh_statement() -> Select[CardStateRow]:
    parts = (select(CardStateRow).order_by(CardStateRow.due_day).limit(1).subquery() for _ in range(2))
    return select(aliased(CardStateRow, union_all(*map(select, parts)).subquery()))


def faults_of_threads(app: Flask) -> list[str]:
    """Let all threads run one new statement at the same moment; return what went wrong."""
    statement, start = made_once(fresh_statement), threading.Barrier(THREADS)
    faults: list[str] = []

    def run() -> None:
        with app.app_context():
            reading.set(True)
            start.wait()
            try:
                db.session.scalars(statement()).all()
            except Exception as error:  # noqa: BLE001 - told to the test, which fails
                faults.append(repr(error))
            db.session.remove()

    threads = [threading.Thread(target=run) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def test_threads_that_need_a_statement_at_once_all_get_it_whole(app: Flask) -> None:
    with app.app_context():
        engine = db.engine
    for _ in range(TRIES):
        engine.clear_compiled_cache()
        assert faults_of_threads(app) == []
