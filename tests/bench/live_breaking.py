"""An evening in a hall, and what can be broken there while answers pour in."""

import os
import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from statistics import median

from quizapp.core.live import Command
from tests.bench.live import Place, memory
from tests.bench.phone_apart import PhoneApart
from tests.live.recording import Listener, Recorder
from tests.live.served_hall import Leader, ServedHall
from tests.live.slow_reader import MORE_THAN_IS_KEPT, SlowReader
from tests.live.small_disk import SmallDisk
from tests.live.stubborn import Phone, Pouring
from tests.services import redis
from tests.support.served import Served

PHONES = 40
KILLS = 3
BETWEEN = 200
STOPPED_SECONDS = 10.0
ASLEEP_SECONDS = 60.0
FULL_SECONDS = 5.0
DROPPING_SECONDS = 10
TABS_ROUNDS = 20
SLOW_READERS = 30
LISTENERS = 10
WARM_UP = 20
FIRST_ITEM = 2
PATIENCE = 60.0
MUCH_MORE_THAN_IS_KEPT = 1_000_000


class Evening:
    """A session at its first item, with phones that pour answers in."""

    def __init__(
        self, server: Served, place: Place, *, drops: float = 0.0, has_one_apart: bool = False
    ) -> None:
        self.server = server
        self.hall = ServedHall(place.instance, place.database_url)
        self.leader = Leader(server.address, self.hall)
        for command in (Command.NEXT, Command.CLOSE, Command.NEXT):
            self.leader.press(command)
        self.phones = Pouring(server.address, self.hall, phones=PHONES, position=FIRST_ITEM, drops=drops)
        self.apart = PhoneApart(server.address, self.hall, position=FIRST_ITEM)
        if has_one_apart:
            self.phones.phones[0] = self.apart
        self._form, _ = self.leader.form(Command.PAUSE)

    @property
    def path(self) -> str:
        """Where phones hear what is new."""
        return f"/live/{self.hall.code}/events"

    def cookie(self, number: int) -> str:
        """Return what a phone is known by."""
        return f"live-{self.hall.code}={self.phones.phones[number].ticket.value}"

    def listener(self, number: int) -> Listener:
        """Let a phone listen."""
        cookie, name = self.cookie(number), str(number)
        return Listener(self.server.address, self.path, cookie, recorder=Recorder(), name=name)

    @contextmanager
    def outage(self, phone: Phone | None = None) -> Iterator[None]:
        """Count as nobody's fault what a phone, or every phone, waits meanwhile."""
        since = time.monotonic()
        yield
        self.phones.excuse(since=since, until=time.monotonic(), phone=phone)

    def seconds_until_all_see(self, listeners: Iterable[Listener], command: Command) -> float:
        """Give a command; return how long it takes until all see what it does."""
        form, seq = self._form, self.hall.seq()
        pairs = form.with_values(seq=str(seq), command=command)
        self.leader.close()  # the server may have hung up meanwhile
        began = time.monotonic()
        reply = self.leader.visitor.send(form, pairs)
        assert reply.status == 303, f"{reply.status}: {reply.text[:500]}"
        for listener in listeners:
            listener.wait_for(seq + 1)
        return time.monotonic() - began

    def close(self) -> None:
        """Hang up, and let go of the database."""
        self.leader.close()
        self.hall.close()


def wait(seconds: float) -> None:
    """Let time pass while answers pour in."""
    threading.Event().wait(seconds)


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it never came to hold"
        wait(0.02)


def nothing(evening: Evening) -> str:
    """Break nothing."""
    evening.phones.wait_for_more(5 * BETWEEN)
    return ""


def kill(evening: Evening) -> str:
    """Kill a server process again and again, as a crash would."""
    for _ in range(KILLS):
        evening.phones.wait_for_more(BETWEEN)
        until(evening.server.has_reserve)
        os.kill(evening.server.answering_pids()[0], signal.SIGKILL)
        evening.phones.look_for_lost()
        evening.server.wait_for("started again")
    evening.phones.wait_for_more(BETWEEN)
    return ""


def let_laptop_sleep(evening: Evening) -> str:
    """Let every process of the server stand still, and go on."""
    evening.phones.wait_for_more(BETWEEN)
    server = evening.server
    processes = [server.parent.pid, *server.server_pids(), server.worker_pid()]
    with evening.outage():
        _signal(processes, signal.SIGSTOP)
        wait(ASLEEP_SECONDS)
        _signal(processes, signal.SIGCONT)
    evening.phones.wait_for_more(BETWEEN)
    return ""


def _signal(processes: Iterable[int | None], which: signal.Signals) -> None:
    for pid in processes:
        if pid is not None:
            os.kill(pid, which)


def let_phone_sleep(evening: Evening) -> str:
    """Let one phone stand still while the session goes on, and wake up."""
    evening.phones.wait_for_more(BETWEEN)
    with evening.outage(evening.apart):
        evening.apart.sleep()
        evening.leader.press(Command.PAUSE)
        wait(ASLEEP_SECONDS)
        evening.leader.press(Command.RESUME)
        awake = time.monotonic()
        evening.apart.wake()
    seconds = evening.apart.saw(evening.hall.seq()) - awake
    evening.phones.wait_for_more(BETWEEN)
    return f"it saw where the session was after {ms(seconds)}"


def drop(evening: Evening) -> str:
    """Cut a fifth of the phones off each second; they come back."""
    listeners = [evening.listener(number) for number in range(PHONES)]
    for second in range(DROPPING_SECONDS):
        for number in range(second % 5, PHONES, 5):
            listeners[number].close()
            listeners[number] = evening.listener(number)
        wait(1)
    seconds = evening.seconds_until_all_see(listeners, Command.PAUSE)
    for listener in listeners:
        listener.close()
    return f"all saw the next command after {ms(seconds)}"


def race(evening: Evening) -> str:
    """Press the same in two tabs at the same moment, again and again."""
    tabs = [Leader(evening.server.address, evening.hall) for _ in range(2)]
    before, outcomes = evening.hall.seq(), []
    for number in range(TABS_ROUNDS):
        command = Command.RESUME if number % 2 else Command.PAUSE
        forms = [tab.form(command) for tab in tabs]
        with ThreadPoolExecutor() as pool:
            sent = [pool.submit(tab.visitor.send, *form) for tab, form in zip(tabs, forms, strict=True)]
        outcomes.append(sorted(one.result().status for one in sent))
    for tab in tabs:
        tab.close()
    assert evening.hall.seq() - before == TABS_ROUNDS
    won_once = outcomes.count([303, 409])
    return f"one tab won, the other was told, {won_once} of {TABS_ROUNDS} times"


def read_nothing(evening: Evening) -> str:
    """Let some phones take nothing of what they are sent, until the server has hung up on them."""
    recorder = Recorder()
    first = Listener(evening.server.address, evening.path, evening.cookie(0), recorder=recorder, name="first")
    others = [first, *(evening.listener(number) for number in range(1, LISTENERS))]

    def seconds() -> float:
        times.append(evening.seconds_until_all_see(others, (Command.PAUSE, Command.RESUME)[len(times) % 2]))
        return times[-1]

    times: list[float] = []
    usual = [seconds() for _ in range(WARM_UP)]
    recorder.taken()
    before = memory(evening.server)
    slow = [
        SlowReader(evening.server.address, evening.path, evening.cookie(LISTENERS + number))
        for number in range(SLOW_READERS)
    ]
    unusual, sent, most, full_at = list[float](), 0, before, float("inf")
    while sent < MORE_THAN_IS_KEPT or any(reader.is_held() for reader in slow):
        assert sent < MUCH_MORE_THAN_IS_KEPT, "the server keeps what nobody takes"
        unusual.append(seconds())
        sent += sum(len(one.data) for one in recorder.taken())
        if sent > MORE_THAN_IS_KEPT:
            full_at, most = min(full_at, time.monotonic()), max(most, memory(evening.server))
    lasted = time.monotonic() - full_at
    for one in slow:
        one.close()
    for listener in others:
        listener.close()
    return (
        f"all were dropped {lasted:.0f} s after {MORE_THAN_IS_KEPT // 1000} KB; the server took at most "
        f"{(most - before) / SLOW_READERS:.0f} KB for each; others saw a command in {ms(median(unusual))}, "
        f"without them in {ms(median(usual))}"
    )


def fill(disk: SmallDisk, database: str) -> Callable[[Evening], str]:
    """Return what fills a disk, and empties it again."""

    def fill_and_clear(evening: Evening) -> str:
        evening.phones.wait_for_more(BETWEEN)
        with evening.outage():
            disk.fill()
            wait(FULL_SECONDS)
            evening.phones.look_for_lost()
            disk.clear()
        statuses = {status for phone in evening.phones.phones for status, _ in phone.refusals}
        evening.phones.wait_for_more(BETWEEN)
        with closing(sqlite3.connect(database)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return f"phones were told {', '.join(map(str, statuses))} for {FULL_SECONDS:.0f} s; the file is whole"

    return fill_and_clear


def stop(wire: redis.Server) -> Callable[[Evening], str]:
    """Return what stops Redis, and starts it again."""

    def stop_and_start(evening: Evening) -> str:
        listeners = [evening.listener(number) for number in range(LISTENERS)]
        evening.phones.wait_for_more(BETWEEN)
        wire.stop()
        without = evening.seconds_until_all_see(listeners, Command.PAUSE)
        wait(STOPPED_SECONDS - without)
        wire.start()
        after = evening.seconds_until_all_see(listeners, Command.RESUME)
        evening.phones.wait_for_more(BETWEEN)
        for listener in listeners:
            listener.close()
        return f"a command reached all after {ms(without)} without it, {ms(after)} once it was back"

    return stop_and_start


def ms(seconds: float) -> str:
    """Return seconds as milliseconds."""
    return f"{seconds * 1000:.0f} ms"
