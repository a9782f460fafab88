"""Break things in a hall while answers pour in, and count what is lost; prints a table.

``python -m tests.bench.live_faults``: against the real server, with phones that change their minds without
pause and send each answer until it is said to be stored. ``--write`` puts the table into docs/performance.md.
"""

import argparse
import os
import signal
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from quizapp.core.live import Command
from tests.bench.guide import put_into_guide
from tests.bench.live import Place, embedded, grown, told
from tests.live.recording import Listener, Recorder
from tests.live.served_hall import Leader, ServedHall
from tests.live.small_disk import small_disk
from tests.live.stubborn import Pouring
from tests.services import redis
from tests.support.served import Served, served

PHONES = 40
KILLS = 5
BETWEEN_KILLS = 200
STOPPED_SECONDS = 10.0
ASLEEP_SECONDS = 60.0
DROPPING_SECONDS = 15
TABS_ROUNDS = 50
DISK_BYTES = 60_000_000
FIRST_ITEM = 2
SMALLEST_BUFFER = 2048
UNREAD_EVENTS = 300
UNREAD_PATIENCE = 60.0


class Evening:
    """A session at its first item, with phones that pour answers in."""

    def __init__(self, server: Served, place: Place, *, drops: float = 0.0) -> None:
        self.server = server
        self.hall = ServedHall(place.instance, place.database_url)
        self.leader = Leader(server.address, self.hall)
        for command in (Command.NEXT, Command.CLOSE, Command.NEXT):
            self.leader.press(command)
        self.phones = Pouring(server.address, self.hall, phones=PHONES, position=FIRST_ITEM, drops=drops)

    def cookie(self, number: int) -> str:
        """Return what a phone is known by."""
        return f"live-{self.hall.code}={self.phones.phones[number].ticket.value}"

    def listener(self, number: int) -> Listener:
        """Let a phone listen."""
        path = f"/live/{self.hall.code}/events"
        return Listener(self.server.address, path, self.cookie(number), recorder=Recorder(), name=str(number))


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Something that goes wrong; ``breaks`` does it, and returns what else is worth telling."""

    name: str
    breaks: Callable[[Evening], str]
    drops: float = 0.0


def wait(seconds: float) -> None:
    """Let time pass while answers pour in."""
    threading.Event().wait(seconds)


def nothing(evening: Evening) -> str:
    """Break nothing."""
    evening.phones.wait_for_more(BETWEEN_KILLS * KILLS)
    return ""


def kill(evening: Evening) -> str:
    """Kill a server process again and again, as a crash would."""
    for _ in range(KILLS):
        evening.phones.wait_for_more(BETWEEN_KILLS)
        while not has_reserve(evening.server):
            wait(0.1)
        assert evening.server.kill_child()
        evening.server.wait_for("started again")
    evening.phones.wait_for_more(BETWEEN_KILLS)
    return ""


def has_reserve(server: Served) -> bool:
    """Tell whether a process is loaded and waits for its parent to say where to answer."""
    waiting = set(server.server_pids()) - set(server.answering_pids())
    return any("pipe_read" in Path(f"/proc/{pid}/wchan").read_text(encoding="ascii") for pid in waiting)


def sleep(evening: Evening) -> str:
    """Let the laptop sleep: every process stands still, and goes on."""
    evening.phones.wait_for_more(BETWEEN_KILLS)
    processes = [evening.server.parent.pid, *evening.server.answering_pids()]
    for pid in processes:
        os.kill(pid, signal.SIGSTOP)
    wait(ASLEEP_SECONDS)
    for pid in processes:
        os.kill(pid, signal.SIGCONT)
    evening.phones.wait_for_more(BETWEEN_KILLS)
    return ""


def drop(evening: Evening) -> str:
    """Cut a fifth of the phones off each second; they come back."""
    listeners = [evening.listener(number) for number in range(PHONES)]
    for second in range(DROPPING_SECONDS):
        for number in range(second % 5, PHONES, 5):
            listeners[number].close()
            listeners[number] = evening.listener(number)
        wait(1)
    seconds = _seconds_until_all_see(evening, listeners, Command.PAUSE)
    for listener in listeners:
        listener.close()
    return f"all saw the next command after {seconds * 1000:.0f} ms"


def _seconds_until_all_see(evening: Evening, listeners: list[Listener], command: Command) -> float:
    began = time.monotonic()
    evening.leader.press(command)
    seq = evening.hall.seq()
    for listener in listeners:
        listener.wait_for(seq)
    return time.monotonic() - began


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
    """Let one phone take nothing of what it is sent."""
    others = [evening.listener(number) for number in range(1, 11)]
    address = evening.server.address.removeprefix("http://")
    host, _, port = address.partition(":")
    with socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALLEST_BUFFER)
        slow.connect((host, int(port)))
        slow.sendall(
            f"GET /live/{evening.hall.code}/events HTTP/1.1\r\nHost: {address}\r\n"
            f"Cookie: {evening.cookie(0)}\r\n\r\n".encode()
        )
        worst, began, cut = 0.0, time.monotonic(), False
        for number in range(UNREAD_EVENTS):
            command = Command.RESUME if number % 2 else Command.PAUSE
            worst = max(worst, _seconds_until_all_see(evening, others, command))
            cut = cut or _is_cut(slow)
        while not cut and time.monotonic() - began < UNREAD_PATIENCE:
            wait(0.2)
            cut = _is_cut(slow)
    for listener in others:
        listener.close()
    how = "was dropped" if cut else "was not dropped"
    return f"the slow one {how}; the others saw each of {UNREAD_EVENTS} commands within {worst * 1000:.0f} ms"


def _is_cut(slow: socket.socket) -> bool:
    """Tell whether the other end hung up, without taking what it sent."""
    return bool(slow.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))


def faults(folder: Path, stack: ExitStack) -> Iterator[tuple[Place, Fault]]:
    """Return everything that is to go wrong, and where."""
    one = embedded(folder)
    yield one, Fault(name="Nothing", breaks=nothing)
    yield one, Fault(name=f"The only process is killed, {KILLS} times", breaks=kill)
    yield one, Fault(name="A fifth of the phones drops each second", breaks=drop, drops=0.2)
    yield one, Fault(name="Two tabs lead at once", breaks=race)
    yield one, Fault(name="A phone reads nothing", breaks=read_nothing)
    yield one, Fault(name=f"The laptop sleeps for {ASLEEP_SECONDS:.0f} s", breaks=sleep)
    yield from on_small_disk(folder, stack)
    wire = stack.enter_context(redis.running())
    two = grown(folder, stack)
    shared = {"QUIZAPP_LIVE_WIRE": wire.url, "QUIZAPP_RATE_LIMIT_STORAGE": wire.url}
    two = replace(two, settings=two.settings | shared)
    yield two, Fault(name=f"One of two processes is killed, {KILLS} times", breaks=kill)

    def stop_redis(evening: Evening) -> str:
        listeners = [evening.listener(number) for number in range(10)]
        evening.phones.wait_for_more(BETWEEN_KILLS)
        wire.stop()
        seconds = _seconds_until_all_see(evening, listeners, Command.PAUSE)
        wait(STOPPED_SECONDS)
        wire.start()
        evening.phones.wait_for_more(BETWEEN_KILLS)
        for listener in listeners:
            listener.close()
        return f"a command without it reached all after {seconds * 1000:.0f} ms"

    yield two, Fault(name=f"Redis stops for {STOPPED_SECONDS:.0f} s", breaks=stop_redis)


def on_small_disk(folder: Path, stack: ExitStack) -> Iterator[tuple[Place, Fault]]:
    """Return the default on a disk that is filled up, and emptied again."""
    disk = stack.enter_context(small_disk(folder / "disk", size=DISK_BYTES))
    place = embedded(disk.folder)

    def fill(evening: Evening) -> str:
        evening.phones.wait_for_more(BETWEEN_KILLS)
        disk.fill()
        wait(5)
        statuses = {status for phone in evening.phones.phones for status, _ in phone.refusals}
        disk.clear()
        evening.phones.wait_for_more(BETWEEN_KILLS)
        return f"phones were told {', '.join(map(str, statuses))} for 5 s"

    yield place, Fault(name="The disk is full", breaks=fill)


def table(folder: Path) -> Iterator[str]:
    """Return what came of each fault as a table in Markdown, line by line."""
    yield "| What goes wrong | Where | Phones | Stored | Sent again | Lost | Doubled | Silence, s | |\n"
    yield "|---|---|--:|--:|--:|--:|--:|--:|---|\n"
    with ExitStack() as stack:
        for place, fault in faults(folder, stack):
            with served(place.instance, *place.options, **place.settings) as server:
                evening = Evening(server, place, drops=fault.drops)
                with evening.phones as phones:
                    told = fault.breaks(evening)
                assert phones.faults == []
                yield (
                    f"| {fault.name} | {place.name} | {PHONES} | {phones.acknowledged:,} "
                    f"| {phones.repeated:,} | {len(phones.lost())} | {phones.doubled()} "
                    f"| {phones.longest_silence():.1f} | {told} |\n"
                )
                evening.leader.close()
                evening.hall.close()


def main() -> None:
    """Break, print, and write if asked to."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.live_faults", description=__doc__)
    parser.add_argument("--write", action="store_true")
    wishes = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        text = "".join(told(table(Path(folder))))
    if wishes.write:
        put_into_guide("live-faults", text)


if __name__ == "__main__":
    main()
