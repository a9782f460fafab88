"""Break things in a hall while answers pour in, and count what is lost; prints a table.

``python -m tests.bench.live_faults``: against the real server, with phones that change their minds without
pause and send each answer until it is said to be stored. ``--write`` puts the table into docs/performance.md.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from tests.bench import live_breaking as breaking
from tests.bench.guide import put_into_guide
from tests.bench.live import Place, embedded, grown, told
from tests.bench.live_breaking import Evening
from tests.live.small_disk import small_disk
from tests.services import redis
from tests.support.served import served

DISK_BYTES = 60_000_000


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Something that goes wrong; ``breaks`` does it, and returns what else is worth telling."""

    name: str
    breaks: Callable[[Evening], str]
    drops: float = 0.0
    has_one_apart: bool = False


def on_one(folder: Path) -> tuple[Place, list[Fault]]:
    """Return what is to go wrong with the default."""
    asleep = f"sleeps for {breaking.ASLEEP_SECONDS:.0f} s"
    return embedded(folder), [
        Fault(name="Nothing", breaks=breaking.nothing),
        Fault(name=f"The only process is killed, {breaking.KILLS} times", breaks=breaking.kill),
        Fault(name="A fifth of the phones drops each second", breaks=breaking.drop, drops=0.2),
        Fault(name="Two tabs lead at once", breaks=breaking.race),
        Fault(name=f"{breaking.SLOW_READERS} phones read nothing", breaks=breaking.read_nothing),
        Fault(name=f"The laptop {asleep}", breaks=breaking.let_laptop_sleep),
        Fault(name=f"A phone {asleep}", breaks=breaking.let_phone_sleep, has_one_apart=True),
    ]


def on_small_disk(folder: Path, stack: ExitStack) -> tuple[Place, list[Fault]]:
    """Return the default on a disk that is filled up, and emptied again."""
    disk = stack.enter_context(small_disk(folder / "disk", size=DISK_BYTES))
    place = embedded(disk.folder)
    fill = breaking.fill(disk, place.database_url.removeprefix("sqlite:///"))
    return place, [Fault(name=f"The disk is full for {breaking.FULL_SECONDS:.0f} s", breaks=fill)]


def on_two(folder: Path, stack: ExitStack) -> tuple[Place, list[Fault]]:
    """Return what is to go wrong with two processes."""
    wire, two = stack.enter_context(redis.running()), grown(folder, stack)
    shared = {"QUIZAPP_LIVE_WIRE": wire.url, "QUIZAPP_RATE_LIMIT_STORAGE": wire.url}
    return replace(two, settings=two.settings | shared), [
        Fault(name=f"One of two processes is killed, {breaking.KILLS} times", breaks=breaking.kill),
        Fault(name=f"Redis stops for {breaking.STOPPED_SECONDS:.0f} s", breaks=breaking.stop(wire)),
    ]


def table(folder: Path) -> Iterator[str]:
    """Return what came of each fault as a table in Markdown, line by line."""
    yield "| What goes wrong | Where | Phones | Stored | Sent again | Lost | Doubled | Longest wait, s | |\n"
    yield "|---|---|--:|--:|--:|--:|--:|--:|---|\n"
    with ExitStack() as stack:
        yield from rows(*on_one(folder))
        yield from rows(*on_small_disk(folder, stack))
        yield from rows(*on_two(folder, stack))


def rows(place: Place, faults: list[Fault]) -> Iterator[str]:
    """Let one thing after another go wrong, each in a session of its own; return what came of it."""
    with served(place.instance, *place.options, **place.settings) as server:
        for fault in faults:
            evening = Evening(server, place, drops=fault.drops, has_one_apart=fault.has_one_apart)
            with evening.phones as phones:
                told = fault.breaks(evening)
            assert phones.faults == []
            lost, doubled = len(phones.lost()), phones.doubled()
            evening.close()
            yield (
                f"| {fault.name} | {place.name} | {len(phones.phones)} | {phones.acknowledged:,} "
                f"| {phones.repeated:,} | {lost} | {doubled} | {phones.longest_wait():.1f} | {told} |\n"
            )


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
