"""What goes wrong in a hall, small enough for every day: a full disk, a bad signal, two tabs that both lead.

What takes longer (processes that are killed, a Redis that stops, a laptop that sleeps) stands in
tests/cli/test_serve_live.py, and all of it as a table in docs/performance.md.
"""

import json
import sqlite3
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from quizapp import create_app
from quizapp.core.live import Command
from tests.live.animals import SLUGS, load_animals
from tests.live.recording import Listener, Recorder
from tests.live.served_hall import Leader, ServedHall
from tests.live.slow_reader import MORE_THAN_IS_KEPT, SlowReader
from tests.live.small_disk import SmallDisk, small_disk
from tests.live.stubborn import Pouring
from tests.services.databases import make_settings, migrate
from tests.support.served import Served, served

FIRST_ITEM = 2
SEQ_THERE = 3
OPENED = (Command.NEXT, Command.CLOSE, Command.NEXT)
DISK_BYTES = 12_000_000
NOTICED_SECONDS = 15.0
"""A blocked write counts as one after ten seconds, and is looked for each second."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="makes and breaks things as Linux does"),
]


class Evening:
    """A served session that is at its first item."""

    def __init__(self, server: Served, instance: Path, questions: Path) -> None:
        url = f"sqlite:///{instance / 'quizapp.sqlite'}"
        load_animals(create_app(make_settings(instance, url)), questions)
        self.server, self.database = server, instance / "quizapp.sqlite"
        self.hall = ServedHall(instance, url, slugs=SLUGS)
        self.leader = Leader(server.address, self.hall)
        for command in OPENED:
            self.leader.press(command)

    def pouring(self, *, phones: int = 8, drops: float = 0.0) -> Pouring:
        return Pouring(self.server.address, self.hall, phones=phones, position=FIRST_ITEM, drops=drops)

    def listener(self, phones: Pouring, number: int, recorder: Recorder | None = None) -> Listener:
        return Listener(*self.stream(phones, number), recorder=recorder or Recorder(), name=str(number))

    def slow_reader(self, phones: Pouring, number: int) -> SlowReader:
        return SlowReader(*self.stream(phones, number))

    def stream(self, phones: Pouring, number: int) -> tuple[str, str, str]:
        cookie = f"live-{self.hall.code}={phones.phones[number].ticket.value}"
        return self.server.address, f"/live/{self.hall.code}/events", cookie

    def close(self) -> None:
        self.leader.close()
        self.hall.close()


def held(instance: Path, questions: Path) -> Iterator[Evening]:
    instance.mkdir()
    migrate(make_settings(instance, f"sqlite:///{instance / 'quizapp.sqlite'}"))
    with served(instance) as server:
        evening = Evening(server, instance, questions)
        try:
            yield evening
        finally:
            evening.close()


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    folder = tmp_path_factory.mktemp("faults")
    yield from held(folder / "instance", folder / "questions")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk", size=DISK_BYTES) as disk:
        yield disk


@pytest.fixture
def cramped_evening(disk: SmallDisk, tmp_path: Path) -> Iterator[Evening]:
    yield from held(disk.folder / "instance", tmp_path / "questions")


def test_of_two_tabs_that_lead_at_the_same_moment_one_wins_and_the_other_sees_where_it_is(
    evening: Evening,
) -> None:
    tabs = [Leader(evening.server.address, evening.hall) for _ in range(2)]
    seqs = []
    for command in (Command.PAUSE, Command.RESUME) * 5:
        forms = [tab.form(command) for tab in tabs]
        with ThreadPoolExecutor() as pool:
            sent = [pool.submit(tab.visitor.send, *form) for tab, form in zip(tabs, forms, strict=True)]
        replies = [one.result() for one in sent]
        won, lost = sorted(replies, key=lambda reply: reply.status)
        assert (won.status, lost.status) == (303, 409)
        seqs.append(evening.hall.seq())
        assert f'name="seq" value="{seqs[-1]}"' in lost.text
    assert seqs == list(range(seqs[0], seqs[0] + len(seqs)))
    for tab in tabs:
        tab.close()


def test_phones_that_lose_their_signal_all_the_time_lose_no_answer_and_come_to_see_the_same(
    evening: Evening,
) -> None:
    with evening.pouring(drops=0.3) as phones:
        listeners = [evening.listener(phones, number) for number in range(8)]
        for round_ in range(6):
            phones.wait_for_more(20)
            for number in range(round_ % 2, 8, 2):
                listeners[number].close()
                listeners[number] = evening.listener(phones, number)
    assert phones.faults == []
    assert phones.repeated
    assert phones.lost() == []
    assert phones.doubled() == 0
    evening.leader.press(Command.PAUSE)
    evening.leader.press(Command.RESUME)
    for listener in listeners:
        listener.wait_for(evening.hall.seq())
        listener.close()


def test_a_phone_that_takes_nothing_is_dropped_keeps_nobody_waiting_and_comes_back_to_where_the_session_is(
    evening: Evening,
) -> None:
    phones, recorder = evening.pouring(phones=2), Recorder()
    other, slow = evening.listener(phones, 0, recorder), evening.slow_reader(phones, 1)
    while sum(len(one.data) for one in recorder.so_far()) < MORE_THAN_IS_KEPT:
        for command in (Command.PAUSE, Command.RESUME):
            evening.leader.press(command)
            other.wait_for(evening.hall.seq())
    end, pause = time.monotonic() + NOTICED_SECONDS, threading.Event()
    while slow.is_held():
        assert time.monotonic() < end, "it is still there"
        pause.wait(0.05)
    back = evening.listener(phones, 1)
    back.wait_for(evening.hall.seq())
    for one in (other, back):
        one.close()
    slow.close()


def test_on_a_full_disk_phones_are_told_to_come_again_and_nothing_is_half_stored(
    cramped_evening: Evening, disk: SmallDisk
) -> None:
    with cramped_evening.pouring() as phones:
        phones.wait_for_more(10)
        disk.fill()
        refused = threading.Event()
        while not any(phone.refusals for phone in phones.phones):
            assert phones.faults == []
            refused.wait(0.01)
        listener = cramped_evening.listener(phones, 0)
        listener.wait_for(SEQ_THERE)  # who comes back now is still shown where the session is
        disk.clear()
        phones.wait_for_more(20)
        listener.close()
    assert phones.faults == []
    assert phones.lost() == []
    assert phones.doubled() == 0
    for status, text in {refusal for phone in phones.phones for refusal in phone.refusals}:
        assert status == 503
        assert "Send the same request once more" in json.loads(text)["detail"]
    with closing(sqlite3.connect(cramped_evening.database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
