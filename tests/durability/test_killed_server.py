"""A killed server loses nothing that it had said it kept, and keeps nothing twice."""

import sqlite3
import sys
import threading
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from tests.durability.learners import Learner
from tests.support.served import Served, run, served

KILLS = 20
LEARNERS = 6

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="kills a process as Unix does"),
]


def kept(learners: list[Learner]) -> int:
    return sum(len(learner.answers) + len(learner.reviews) for learner in learners)


def wait_for_more(server: Served, learners: list[Learner], count: int) -> None:
    """Wait until ``count`` more answers were kept."""
    enough, end = kept(learners) + count, time.monotonic() + 30
    pause = threading.Event()
    while kept(learners) < enough:
        pause.wait(0.002)
        assert time.monotonic() < end, "nothing is kept any more"
        for learner in learners:
            for fault in learner.faults:
                pytest.fail(f"{fault}\n{server.output}", pytrace=False)


def kill_now_and_then(server: Served, learners: list[Learner], chance: Random) -> None:
    """Kill the server process again and again, each time after a few more answers were kept."""
    for _ in range(KILLS):
        wait_for_more(server, learners, chance.randint(1, 12))
        assert server.kill_child()
        server.wait_for("started again")


@dataclass(frozen=True, kw_only=True)
class Stored:
    """What the database holds in the end."""

    answers: Counter[UUID]
    reviews: Counter[UUID]
    is_sound: bool


def read_database(instance: Path) -> Stored:
    with closing(sqlite3.connect(instance / "quizapp.sqlite")) as connection:
        answers = connection.execute("SELECT client_id FROM response")
        reviews = connection.execute("SELECT id FROM review_log WHERE source = 'card'")
        return Stored(
            answers=Counter(UUID(client_id) for (client_id,) in answers),
            reviews=Counter(UUID(review_id) for (review_id,) in reviews),
            is_sound=connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            and not connection.execute("PRAGMA foreign_key_check").fetchall(),
        )


def test_twenty_kills_under_load_lose_no_answer_and_double_none(instance: Path) -> None:
    end = threading.Event()
    with served(instance) as server:
        learners = [Learner(server.address, seed=seed, end=end) for seed in range(LEARNERS)]
        for learner in learners:
            learner.start()
        try:
            kill_now_and_then(server, learners, Random(7))
        finally:
            end.set()
            for learner in learners:
                learner.join(timeout=30)
    assert [fault for learner in learners for fault in learner.faults] == []
    assert sum(learner.repeated for learner in learners) >= KILLS, "no request met a dead server"

    stored = read_database(instance)
    answers = {answer for learner in learners for answer in learner.answers}
    reviews = {review for learner in learners for review in learner.reviews}
    assert len(answers) > KILLS
    assert len(reviews) > KILLS
    assert answers <= stored.answers.keys()
    assert reviews <= stored.reviews.keys()
    # What is stored beyond that was on its way when the test ended: one request of each learner at most.
    assert stored.answers.total() + stored.reviews.total() <= len(answers) + len(reviews) + LEARNERS
    assert stored.is_sound
    rebuilt = run("study", "rebuild", "--check", instance=instance)
    assert rebuilt.returncode == 0, rebuilt.stdout
