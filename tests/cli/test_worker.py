"""The worker beside the server does what waits, comes back after a crash, and is not left behind."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from quizapp import create_app, worker
from quizapp.config import Settings
from quizapp.database import db
from quizapp.study.fitting import requests as fit_requests
from tests.quiz.taking import Taker
from tests.study.desk import make_learner
from tests.study.long_log import store_log
from tests.support.served import Served, environment, served
from tests.support.visitor import AppConnection, Visitor
from tests.support.waiting import until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="looks at processes as Unix shows them")


@pytest.fixture
def served_app(instance: Path) -> Iterator[Flask]:
    """The application on the database that is served."""
    app = create_app(Settings(instance_dir=instance))
    yield app
    with app.app_context():
        db.engine.dispose()


def worker_of(server: Served) -> int:
    assert until(lambda: server.worker_pid() is not None)
    return server.worker_pid() or 0


def ask(app: Flask) -> None:
    """Store a learner with a long log who wishes for a fit."""
    with app.app_context():
        learner = make_learner()
        store_log(learner, cards=90)
        fit_requests.ask(learner, now=datetime.now(UTC))


def is_fitted(instance: Path) -> bool:
    with closing(sqlite3.connect(instance / "quizapp.sqlite")) as connection:
        return bool(connection.execute("SELECT 1 FROM memory_parameters").fetchall())


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_wish_is_fulfilled_beside_the_server(instance: Path, served_app: Flask) -> None:
    with served(instance) as server:
        ask(served_app)
        assert worker_of(server) != server.child_pid()
        assert until(lambda: is_fitted(instance)), server.output


def test_a_killed_worker_is_replaced_and_nothing_is_lost(instance: Path, served_app: Flask) -> None:
    with served(instance) as server:
        before = worker_of(server)
        os.kill(before, signal.SIGKILL)
        killed_at = time.monotonic()
        assert until(lambda: server.worker_pid() not in {None, before})
        assert time.monotonic() - killed_at < 5  # half a second, were the machine not busy with other tests
        ask(served_app)
        assert until(lambda: is_fitted(instance)), server.output


def test_no_worker_outlives_the_parent(instance: Path) -> None:
    with served(instance) as server:
        worker = worker_of(server)
        server.parent.kill()
        assert until(lambda: not is_running(worker), seconds=30)


RATING = (sys.executable, "-m", "quizapp.rating_process")


@pytest.fixture
def answered(instance: Path, served_app: Flask) -> Path:
    """An installation where a student answered a question."""
    taker = Taker(served_app, Visitor(AppConnection(served_app)))
    practice = taker.visitor.get("/quiz/practice/").form("/quiz/practice/")
    taker.answer(taker.visitor.submit(practice, practice.as_it_stands()), "check")
    return instance


def known_difficulties(instance: Path) -> int:
    with closing(sqlite3.connect(instance / "quizapp.sqlite")) as connection:
        found: int = connection.execute("SELECT count(*) FROM item_difficulty").fetchone()[0]
    return found


def test_how_hard_items_are_is_learned_beside_the_server(answered: Path) -> None:
    with served(answered) as server:
        assert until(lambda: known_difficulties(answered) == 1), server.output


def test_who_learns_how_hard_items_are_ends_when_nobody_waits_for_it(answered: Path) -> None:
    env = environment(answered)
    assert subprocess.run(RATING, env=env, stdin=subprocess.DEVNULL, check=False).returncode == 0
    assert known_difficulties(answered) == 0
    with subprocess.Popen(RATING, env=env, stdin=subprocess.PIPE) as process:
        assert process.wait() == 0
    assert known_difficulties(answered) == 1


def test_nothing_is_begun_to_learn_how_hard_items_are_where_nobody_took_a_quiz(
    served_app: Flask, tmp_path: Path
) -> None:
    begun = tmp_path / "begun"
    beside = worker.Beside(sys.executable, "-c", f"open({str(begun)!r}, 'a').write('x')")
    worker.rate_beside(beside, served_app)
    assert beside.stop() == 0
    assert not begun.exists()
    taker = Taker(served_app, Visitor(AppConnection(served_app)))
    practice = taker.visitor.get("/quiz/practice/").form("/quiz/practice/")
    taker.visitor.submit(practice, practice.as_it_stands())
    worker.rate_beside(beside, served_app)
    assert beside.stop() == 0
    assert begun.read_text() == "x"


def test_a_program_beside_the_worker_is_not_begun_twice_at_once_and_told_of_when_it_failed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    begun = tmp_path / "begun"
    program = f"open({str(begun)!r}, 'a').write('x'); import sys; sys.stdin.read(); sys.exit(3)"
    beside = worker.Beside(sys.executable, "-c", program)
    beside()
    assert until(begun.exists)
    beside()
    assert beside.stop() == 3
    assert caplog.messages == []
    beside()
    assert beside.stop() == 3
    assert begun.read_text() == "xx"
    assert caplog.messages == ["a program beside the worker failed"]


def test_one_wish_is_fulfilled_at_a_time_so_that_what_is_due_meanwhile_is_done(app: Flask) -> None:
    with app.app_context():
        for _ in range(2):
            fit_requests.ask(make_learner(), now=datetime.now(UTC))
    assert [worker.work(app) for _ in range(3)] == [True, True, False]
