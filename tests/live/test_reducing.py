"""After a session counts remain, and nothing of anybody who was there."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.config import Settings
from quizapp.core.errors import NotNowError
from quizapp.core.items import Response
from quizapp.core.live import Command
from quizapp.core.live_plan import SessionKind
from quizapp.database import db
from quizapp.live import answers, queries, reducing
from quizapp.live.service import LIFE, hashed
from quizapp.models import (
    CardRow,
    LearnerRow,
    LiveAnswerRow,
    LiveEventRow,
    LiveParticipantRow,
    LiveSessionRow,
    LiveStepRow,
    LiveTallyRow,
)
from quizapp.web.clock import utcnow
from tests.live.hall import NOW, Hall, Phone
from tests.services.databases import SECRET_KEY
from tests.support.served import environment

ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
TYPED = 4
"""The step that is answered by typing."""

TO_TYPED = (Command.NEXT, Command.CLOSE, Command.NEXT, Command.SKIP, Command.SKIP)
LATER = NOW + reducing.LINGER


@pytest.fixture
def content() -> str:
    return "banks"


def held(session_id: int) -> dict[str, int]:
    """Return how many rows there are of a session's people, answers and counts."""
    tables = (LiveParticipantRow, LiveAnswerRow, LiveTallyRow)
    return {
        table.__tablename__: db.session.scalar(
            select(func.count()).select_from(table).filter_by(session_id=session_id)
        )
        or 0
        for table in tables
    }


def let_type(hall: Hall, count: int) -> list[Phone]:
    """Let so many people join and type an answer of their own."""
    phones = [hall.phone() for _ in range(count)]
    typed = [
        phone.answers(TYPED, Response(text=f"zq {phone.secret}"), revision=number % 3)
        for number, phone in enumerate(phones)
    ]
    assert answers.store(typed, now=NOW) == [one.revision for one in typed]
    return phones


def reduce_due(*, now: datetime) -> Sequence[int]:
    due = reducing.due(now=now)
    for session_id in due:
        reducing.reduce(session_id, now=now)
    return due


@pytest.mark.parametrize("kind", SessionKind)
def test_what_remains_of_a_session_is_what_the_room_was_shown(app: Flask, kind: SessionKind) -> None:
    with app.app_context():
        hall = Hall(kind=kind)
        hall.does(*TO_TYPED)
        let_type(hall, 6)
        right = hall.phone().answers(TYPED, Response(text="endocrine system"))
        skipped = hall.phone().answers(TYPED, Response())
        answers.store([right, skipped], now=NOW)
        hall.does(Command.CLOSE, Command.REVEAL, Command.END)
        before = hall.shown()
        assert before.score == (0, 1)
        assert reduce_due(now=LATER - timedelta(milliseconds=1)) == []
        assert reduce_due(now=LATER) == [hall.id]
        assert hall.shown() == before
        assert held(hall.id) == {"live_participant": 0, "live_answer": 0, "live_tally": 5}
        step = db.session.get_one(LiveStepRow, (hall.id, TYPED))
        assert (step.item_id, step.item_version) != (None, None)


def test_a_session_that_nobody_ended_is_ended_and_reduced_when_it_expires(app: Flask) -> None:
    with app.app_context():
        hall = Hall()
        hall.does(*TO_TYPED, Command.PAUSE)
        let_type(hall, 2)
        assert reduce_due(now=NOW + LIFE - timedelta(milliseconds=1)) == []
        assert reduce_due(now=NOW + LIFE) == [hall.id]
        row = db.session.get_one(LiveSessionRow, hall.id)
        assert (row.code, row.ended_at, row.reduced_at) == (None, NOW + LIFE, NOW + LIFE)
        last = db.session.get_one(LiveEventRow, (hall.id, row.seq))
        assert (last.command, last.happened_at) == (Command.END, NOW + LIFE)
        assert held(hall.id) == {"live_participant": 0, "live_answer": 0, "live_tally": 5}


def test_code_and_secret_lead_to_the_recap_until_the_session_expires_and_nowhere_after(app: Flask) -> None:
    with app.app_context():
        hall = Hall()
        hall.does(Command.END)
        assert reduce_due(now=LATER) == [hall.id]
        for found in (queries.find_by_code(hall.code), queries.find_by_host(hashed(hall.secret))):
            assert found is not None
        assert reduce_due(now=NOW + LIFE) == [hall.id]
        assert queries.find_by_code(hall.code) is None
        assert queries.find_by_host(hashed(hall.secret)) is None
        assert reduce_due(now=NOW + 2 * LIFE) == []


def test_reduced_twice_it_is_reduced_once(app: Flask) -> None:
    with app.app_context():
        hall = Hall()
        hall.does(*TO_TYPED)
        let_type(hall, 6)
        hall.does(Command.END)
        for _ in range(2):
            reducing.reduce(hall.id, now=LATER)
        assert held(hall.id)["live_tally"] == 5
        assert hall.shown().steps[TYPED - 1].tally.answered == 6


def test_nobody_joins_a_session_that_has_ended(app: Flask) -> None:
    with app.app_context():
        hall = Hall()
        hall.does(Command.END)
        with pytest.raises(NotNowError):
            hall.phone()


def test_what_people_answer_in_a_session_reaches_no_learner_and_no_card(app: Flask) -> None:
    with app.app_context():
        hall = Hall(kind=SessionKind.CLASS)
        hall.does(*TO_TYPED)
        let_type(hall, 2)
        hall.does(Command.END)
        reduce_due(now=LATER)
        for table in (LearnerRow, CardRow):
            assert db.session.scalar(select(func.count()).select_from(table)) == 0


@ON_SQLITE
def test_no_byte_of_anybody_who_was_there_lies_in_the_files(app: Flask) -> None:
    with app.app_context():
        file = Path(str(db.engine.url.database))
        hall, other = Hall(), Hall()
        for one in (hall, other):
            one.does(*TO_TYPED)
        # So many, and in turns, that the database moves rows between pages.
        people, neighbours = [], []
        for _ in range(40):
            people += let_type(hall, 10)
            neighbours += let_type(other, 10)
        hall.does(Command.END)
        before = file_bytes(file)
        assert all(mark in before for mark in marks(people))
        reduce_due(now=LATER)
        assert reducing.wipe()
        after = file_bytes(file)
        assert [mark for mark in marks(people) if mark in after] == []
        assert all(mark in after for mark in marks(neighbours))


def file_bytes(file: Path) -> bytes:
    """Return what lies in the file of the database and in its log."""
    return b"".join(path.read_bytes() for path in sorted(file.parent.glob(f"{file.name}*")))


def marks(phones: Sequence[Phone]) -> list[bytes]:
    """Return what tells of somebody: their id, what is made of their secret, and what they typed."""
    return [
        mark.encode()
        for phone in phones
        for mark in (phone.id.hex, hashed(phone.secret), f"zq {phone.secret}")
    ]


@ON_SQLITE
def test_a_worker_killed_in_the_middle_loses_nothing_and_the_next_one_finishes(
    app: Flask, settings: Settings
) -> None:
    with app.app_context():
        file = Path(str(db.engine.url.database))
        hall = Hall()
        hall.does(*TO_TYPED)
        people = let_type(hall, 20)
        db.session.get_one(LiveSessionRow, hall.id).expires_at = datetime(2020, 1, 1, tzinfo=UTC)
        db.session.commit()
        shown = hall.shown()
        db.session.rollback()
        never_ends = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        change(file, f"CREATE TRIGGER slow BEFORE DELETE ON live_participant BEGIN {never_ends}; END")
        with worker(settings) as killed:
            wait_for_a_long_write(file)
            killed.kill()
        assert held(hall.id) == {"live_participant": 20, "live_answer": 20, "live_tally": 0}
        assert hall.shown() == shown
        db.session.rollback()
        change(file, "DROP TRIGGER slow")
        with worker(settings) as finishing:
            assert finishing.stdin
            assert finishing.stderr
            assert any("reduced to counts" in line for line in finishing.stderr)
            finishing.stdin.close()
        assert held(hall.id) == {"live_participant": 0, "live_answer": 0, "live_tally": 5}
        left = file_bytes(file)
        assert [mark for mark in marks(people) if mark in left] == []


@ON_SQLITE
def test_a_session_that_has_just_ended_is_reduced_when_the_program_stops(
    app: Flask, settings: Settings
) -> None:
    with app.app_context():
        file = Path(str(db.engine.url.database))
        hall = Hall(now=utcnow())
        hall.does(*TO_TYPED, now=utcnow())
        people = let_type(hall, 5)
        hall.does(Command.END, now=utcnow())
        with worker(settings) as stopping:
            assert stopping.stdin
            stopping.stdin.close()
        assert held(hall.id) == {"live_participant": 0, "live_answer": 0, "live_tally": 5}
        left = file_bytes(file)
        assert [mark for mark in marks(people) if mark in left] == []


@contextmanager
def worker(settings: Settings) -> Iterator[subprocess.Popen[str]]:
    """Let a job worker run until it is killed, or its input is closed."""
    env = environment(
        settings.instance_dir,
        QUIZAPP_DATABASE_URL=settings.database_url,
        QUIZAPP_SECRET_KEY=SECRET_KEY,
        QUIZAPP_LOG_LEVEL="info",
    )
    command = [sys.executable, "-m", "quizapp.worker"]
    with subprocess.Popen(
        command, env=env, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
            process.wait(timeout=60)
        finally:
            process.kill()


def change(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(statement)


def wait_for_a_long_write(file: Path) -> None:
    """Wait until somebody holds the lock for writing and does not give it back."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with closing(sqlite3.connect(file, timeout=2)) as connection:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return
    pytest.fail("nobody writes for long")
