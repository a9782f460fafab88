"""Measure a hall of phones against the real server: ``make bench-live`` prints the table.

The server runs on one core and the phones on the other. For each number of phones: how long they take to
join, how long a question takes from the leader's press to the last phone, how long it takes until the answers
of all, given at the same moment, are committed and acknowledged, and how much memory the server needs for
each phone. What is stored is then counted in the database. Beside it, in the same run, stands a loop that
does nothing but call send() on as many sockets, with as many bytes.

``--write`` puts the table into docs/performance.md.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import uvloop

from quizapp.core.items import Response
from quizapp.core.live import Command
from tests.bench.guide import put_into_guide
from tests.bench.live_phones import Crowd, Phone
from tests.live.served_hall import Leader, ServedHall
from tests.services import postgresql, redis
from tests.support.served import Served, run, served

SERVERS_CORE, PHONES_CORE = {0}, {1}
NUMBERS = (200, 1_000, 3_000)
ITEMS = (
    "neuro-part-meaning",
    "nets-in-common",
    "functioning-net-meaning",
    "non-functioning-net-meaning",
    "nets-named-after",
)
CHOICES = "abc"
WARM_UP = 20
MOST_FILES = 20_000


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a hall is served, and what it needs."""

    name: str
    instance: Path
    database_url: str
    options: tuple[str, ...] = ()
    settings: dict[str, str] = field(default_factory=dict)


@dataclass(kw_only=True)
class Figures:
    """What was measured with one number of phones; times in seconds."""

    place: str
    phones: int
    joining: float = 0.0
    questions: list[float] = field(default_factory=list)
    floor: float = 0.0
    answers: list[float] = field(default_factory=list)
    kilobytes: float = 0.0
    lost: int = 0
    doubled: int = 0
    event_bytes: int = 0


def embedded(folder: Path) -> Place:
    """Return the default: one process and SQLite."""
    instance = folder / "embedded"
    run("init", instance=instance).check_returncode()
    url = f"sqlite:///{instance / 'quizapp.sqlite'}"
    return Place(name="One process, SQLite", instance=instance, database_url=url)


def grown(folder: Path, services: ExitStack) -> Place:
    """Return two processes with PostgreSQL and Redis, all of them on the server's core."""
    with on_cores(SERVERS_CORE):
        cluster = services.enter_context(postgresql.cluster())
        wire = services.enter_context(redis.server())
    cluster.create("quizapp")
    url, instance = cluster.url("quizapp"), folder / "grown"
    settings = {
        "QUIZAPP_DATABASE_URL": url,
        "QUIZAPP_LIVE_WIRE": wire,
        "QUIZAPP_RATE_LIMIT_STORAGE": wire,
    }
    run("init", instance=instance, **settings).check_returncode()
    return Place(
        name="Two processes, PostgreSQL, Redis",
        instance=instance,
        database_url=url,
        options=("--workers", "2"),
        settings=settings,
    )


@contextmanager
def on_cores(cores: set[int]) -> Iterator[None]:
    """Run on these cores, and let whatever is started meanwhile stay on them."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def measure(place: Place, number: int) -> Figures:
    """Hold a session with so many phones; return what it took."""
    figures = Figures(place=place.name, phones=number)
    with ExitStack() as stack:
        with on_cores(SERVERS_CORE):
            server = stack.enter_context(served(place.instance, *place.options, **place.settings))
        hall = ServedHall(place.instance, place.database_url, slugs=ITEMS)
        stack.callback(hall.close)
        stack.enter_context(on_cores(PHONES_CORE))
        uvloop.run(Evening(server, hall, figures).go())
    figures.floor = floor(number, figures.event_bytes)
    return figures


class Evening:
    """A session from the first phone to the last question."""

    def __init__(self, server: Served, hall: ServedHall, figures: Figures) -> None:
        self._server, self._hall, self._figures = server, hall, figures
        self._crowd = Crowd(server.address, hall.code)
        self._leader = Leader(server.address, hall)
        self._seq = 0

    async def go(self) -> None:
        """Let everybody join and listen, then ask and answer."""
        await self._crowd.join(WARM_UP)
        await self._crowd.listen()
        before = memory(self._server)
        self._figures.joining = await self._crowd.join(self._figures.phones - WARM_UP)
        await self._crowd.listen()
        self._figures.kilobytes = (memory(self._server) - before) / (self._figures.phones - WARM_UP)
        await self._press(Command.NEXT)
        await self._press(Command.CLOSE)
        for position in range(2, len(ITEMS) + 2):
            self._figures.questions.append(await self._press(Command.NEXT))
            await self._answer(position)
            for command in (Command.CLOSE, Command.CHART, Command.REVEAL):
                await self._press(command)
        self._figures.event_bytes = self._crowd.phones[0].event_bytes
        self._crowd.hang_up()

    async def _press(self, command: Command) -> float:
        form, pairs = self._leader.form(command)
        self._seq += 1

        def press() -> float:
            began = time.perf_counter()
            reply = self._leader.visitor.send(form, pairs)
            assert reply.status == 303, reply.text
            return began

        return await self._crowd.until_all_saw(press, self._seq)

    async def _answer(self, position: int) -> None:
        answered = await self._crowd.answer(position, 1, CHOICES)
        self._figures.answers.append(answered.seconds)
        wanted = {
            phone.participant_id: Response(chosen=frozenset({CHOICES[place % len(CHOICES)]}))
            for place, phone in enumerate(self._crowd.phones)
        }
        stored = self._hall.stored(position)
        self._figures.lost += sum(stored.get(id_) != response for id_, response in wanted.items())
        self._figures.doubled += len(stored.keys() - wanted.keys())


def memory(server: Served) -> float:
    """Return how much memory the server's processes take, in KB."""
    return sum(
        int(line.split()[1])
        for pid in server.answering_pids()
        for line in Path(f"/proc/{pid}/status").read_text().splitlines()
        if line.startswith("VmRSS:")
    )


def floor(number: int, size: int) -> float:
    """Return how long plain send() calls take to the last of as many sockets: the middle of some rounds."""
    with on_cores(SERVERS_CORE):
        sender = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.live_floor", str(number)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
    assert sender.stdout
    with sender, on_cores(PHONES_CORE):
        return uvloop.run(send_alone(sender, sender.stdout.readline().strip(), number, size))


async def send_alone(sender: subprocess.Popen[str], address: str, number: int, size: int) -> float:
    """Let a plain loop send to so many phones."""
    crowd = Crowd(address, "FLOOR")
    crowd.phones = [Phone() for _ in range(number)]
    await crowd.listen()

    def press() -> float:
        began = time.perf_counter()
        print(size, file=sender.stdin, flush=True)
        return began

    times = [await crowd.until_all_saw(press, seq) for seq in range(1, len(ITEMS) + 1)]
    crowd.hang_up()
    if sender.stdin:
        sender.stdin.close()
    return median(times)


def table(places: list[Place], numbers: Sequence[int]) -> Iterator[str]:
    """Return the results as a table in Markdown, line by line."""
    yield (
        "| Where | Phones | All have joined, s | Question at the last phone, ms | Worst, ms "
        "| send() alone, ms | All answers committed, ms | Worst, ms | KB a phone | Lost | Doubled |\n"
    )
    yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n"
    for place in places:
        for number in numbers:
            one = measure(place, number)
            yield (
                f"| {one.place} | {one.phones:,} | {one.joining:.1f} "
                f"| {ms(median(one.questions))} | {ms(max(one.questions))} | {ms(one.floor)} "
                f"| {ms(median(one.answers))} | {ms(max(one.answers))} "
                f"| {one.kilobytes:.0f} | {one.lost} | {one.doubled} |\n"
            )


def told(lines: Iterable[str]) -> Iterator[str]:
    """Print each line as soon as it is there, and hand it on."""
    for line in lines:
        print(line, end="", flush=True)
        yield line


def ms(seconds: float) -> str:
    """Return seconds as milliseconds."""
    return f"{seconds * 1000:.0f}"


def main() -> None:
    """Measure, print, and write if asked to."""
    parser = argparse.ArgumentParser(prog="make bench-live", description=__doc__)
    parser.add_argument("--phones", type=int, nargs="+", default=NUMBERS)
    parser.add_argument("--only", choices=["embedded", "grown"], help="Leave the other place out.")
    parser.add_argument("--write", action="store_true")
    wishes = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_NOFILE, (MOST_FILES, MOST_FILES))
    with tempfile.TemporaryDirectory() as folder, ExitStack() as services:
        places = [embedded(Path(folder))] if wishes.only != "grown" else []
        if wishes.only != "embedded":
            places.append(grown(Path(folder), services))
        text = "".join(told(table(places, wishes.phones)))
    if wishes.write:
        put_into_guide("live", text)


if __name__ == "__main__":
    main()
