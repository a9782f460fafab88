"""Measure pages and forms beside the floor, with little and with much stored; print a table.

``--write`` puts the table into docs/performance.md, ``--rounds`` says how often each request is measured.
"""

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.bench import seeding
from tests.bench.guide import run_bench
from tests.bench.routes import ROUTES, Floor, Person, Route
from tests.bench.timing import Comparison, Times
from tests.support.served import environment, run, served, started

# As few as last for the rounds.
FEW_CARDS = 800
CARDS = 100_000
LOGS = (10_000, 100_000, 1_000_000)
WARM_UP = 20


@contextmanager
def floor_server(folder: Path) -> Iterator[Floor]:
    """Serve the floor on a database of its own, on the same disk as the other."""
    database = folder / f"floor-{os.urandom(4).hex()}.sqlite"
    env = environment(folder) | {"FLOOR_DATABASE_URL": f"sqlite:///{database}"}
    with started([sys.executable, "-m", "tests.bench.floor"], env) as server:
        yield Floor(server.address)


@contextmanager
def person_at(instance: Path, cookies: dict[str, str] | None = None) -> Iterator[Person]:
    """Serve an instance and open it in the browser of somebody, who may have been there before."""
    with served(instance) as server:
        person = Person(server.address)
        person.visitor.cookies = dict(cookies or {})
        yield person


def measure(folder: Path, rounds: int) -> dict[str, list[Comparison]]:
    """Return what was measured, by how much was stored."""
    instance, smaller = folder / "instance", folder / "smaller"
    run("init", instance=instance).check_returncode()
    with person_at(instance) as person:
        person.make_cards()
        cookies = person.visitor.cookies
    seeding.add_cards(instance, FEW_CARDS)
    with floor_server(folder) as floor, person_at(instance, cookies) as person:
        results = {"little": [compare(route, floor, person, None, rounds) for route in ROUTES]}
    shutil.copytree(instance, smaller)
    say(f"Making {CARDS:,} cards …")
    seeding.add_cards(instance, CARDS)
    for rows in LOGS:
        say(f"Making {rows:,} reviews …")
        seeding.grow_log(instance, rows)
        with (
            floor_server(folder) as floor,
            person_at(instance, cookies) as person,
            person_at(smaller, cookies) as other,
        ):
            stored = f"{CARDS:,} cards, {rows:,} reviews"
            results[stored] = [compare(route, floor, person, other, rounds) for route in ROUTES]
        if rows == LOGS[0]:
            shutil.rmtree(smaller)
            shutil.copytree(instance, smaller)
    return results


def compare(route: Route, floor: Floor, person: Person, other: Person | None, rounds: int) -> Comparison:
    """Measure one kind of request: ours, the same where little is stored, and the floor, in turn."""
    result = Comparison(what=route.what, most=route.most, with_less=Times() if other else None)
    ours, less = route.prepare(person), route.prepare(other) if other else None
    for number in range(WARM_UP + rounds):
        if number == WARM_UP:
            result.ours, result.floor = Times(), Times()
            result.with_less = Times() if other else None
        reply = ours(result.ours)
        if less and result.with_less:
            less(result.with_less)
        if reply.status == 303:
            result.floor.measure(floor.save)
        else:
            size = len(reply.text.encode())
            result.floor.measure(partial(floor.page, size))
    return result


def table(folder: Path, rounds: int) -> Iterator[str]:
    """Return the results as a table in Markdown, line by line."""
    results = measure(folder, rounds)
    yield f"Python {platform.python_version()}, {os.cpu_count()} processors, {platform.system()}.\n\n"
    yield "| What | Stored | ms | Floor, ms | Ratio | Ratio, p95 | At most | Growth |\n"
    yield "|---|---|--:|--:|--:|--:|--:|--:|\n"
    for kinds in zip(*results.values(), strict=True):
        for stored, one in zip(results, kinds, strict=True):
            growth = "" if one.growth is None else f"{one.growth:.2f}"
            yield (
                f"| {one.what} | {stored} | {one.ours.median * 1000:.1f} | {one.floor.median * 1000:.1f} "
                f"| {one.median_ratio:.1f} | {one.p95_ratio:.1f} | {one.most:g} | {growth} |\n"
            )


def say(words: str) -> None:
    """Tell how far it is."""
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    run_bench("table", table, prog="make bench", rounds=400, about=__doc__)
