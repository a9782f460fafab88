"""Measure many learners at once against the real server on SQLite; print a table.

``python -m tests.bench.crowd``: each takes a deck, takes a quiz and grades cards, request after request
without a pause, in a browser of their own. They run on the same machine, so they take their share of its
processors.

``--write`` puts the table into docs/performance.md.
"""

import argparse
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from random import Random

from tests.bench.guide import tell
from tests.bench.routes import expect
from tests.bench.timing import Times
from tests.support.html_forms import Form
from tests.support.served import run, served
from tests.support.visitor import HttpConnection, Reply, Visitor

QUIZ_LENGTH = 8
CARDS = 12


@dataclass(kw_only=True)
class Journey:
    """What one learner does, with how long each request took and what went wrong."""

    address: str
    seed: int
    pages: Times = field(default_factory=Times)
    forms: Times = field(default_factory=Times)
    errors: list[str] = field(default_factory=list)

    def go(self, start: threading.Barrier) -> None:
        """Wait for the others, then take a deck, a quiz and cards."""
        connection, chance = HttpConnection(self.address), Random(self.seed)
        visitor = Visitor(connection)
        start.wait()
        try:
            self._take_deck(visitor, chance)
            self._take_quiz(visitor, chance)
            self._grade_cards(visitor, chance)
        except (AssertionError, LookupError, OSError, HTTPException) as error:
            self.errors.append(f"{type(error).__name__}: {error}"[:300])
        finally:
            connection.close()

    def _take_deck(self, visitor: Visitor, chance: Random) -> None:
        decks = [form for form in self._get(visitor, "/cards/").forms if form.action.endswith("/decks")]
        deck = chance.choice(decks)
        self._send(visitor, deck, deck.as_it_stands())

    def _take_quiz(self, visitor: Visitor, chance: Random) -> None:
        start = self._get(visitor, "/").form("/quiz/quick")
        quiz, _, _ = self._send(visitor, start, start.as_it_stands()).location.rpartition("/")
        for position in range(1, QUIZ_LENGTH + 1):
            form = self._get(visitor, f"{quiz}/{position}").form(f"{quiz}/{position}")
            self._send(visitor, form, form.filled(chance, "check"))
        finish = self._get(visitor, f"{quiz}/check").form(f"{quiz}/finish")
        self._send(visitor, finish, finish.as_it_stands())
        self._get(visitor, f"{quiz}/result")

    def _grade_cards(self, visitor: Visitor, chance: Random) -> None:
        for _ in range(CARDS):
            form = self._get(visitor, "/cards/next").form("/reviews")
            self._send(visitor, form, form.as_it_stands(chance.choice("13")))

    def _get(self, visitor: Visitor, path: str) -> Reply:
        return expect(200, self.pages.measure(lambda: visitor.get(path)))

    def _send(self, visitor: Visitor, form: Form, pairs: list[tuple[str, str]]) -> Reply:
        return expect(303, self.forms.measure(lambda: visitor.send(form, pairs)))


@dataclass(frozen=True, kw_only=True)
class Crowd:
    """What many journeys at once came to."""

    journeys: list[Journey]
    seconds: float

    def rows(self) -> Iterator[str]:
        """Return the results as rows in Markdown."""
        kinds: dict[str, Callable[[Journey], Times]] = {
            "Pages": lambda journey: journey.pages,
            "Forms that save": lambda journey: journey.forms,
        }
        for what, times_of in kinds.items():
            times = Times(seconds=[one for journey in self.journeys for one in times_of(journey).seconds])
            number = len(times.seconds)
            yield (
                f"| {len(self.journeys)} | {what} | {number:,} | {number / self.seconds:.0f} "
                f"| {times.median * 1000:.0f} | {times.p95 * 1000:.0f} |\n"
            )

    @property
    def errors(self) -> list[str]:
        """What went wrong."""
        return [error for journey in self.journeys for error in journey.errors]


def gather(address: str, learners: int) -> Crowd:
    """Let so many learners begin at the same moment; return when the last has come to the end."""
    journeys = [Journey(address=address, seed=number) for number in range(learners)]
    start = threading.Barrier(learners + 1)
    threads = [threading.Thread(target=journey.go, args=[start]) for journey in journeys]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    return Crowd(journeys=journeys, seconds=time.perf_counter() - began)


def table(folder: Path, numbers: list[int]) -> Iterator[str]:
    """Return the results as a table in Markdown, line by line."""
    errors = []
    yield "| Learners at once | What | Requests | A second | ms | ms, p95 |\n"
    yield "|--:|---|--:|--:|--:|--:|\n"
    for learners in numbers:
        instance = folder / str(learners)
        run("init", instance=instance).check_returncode()
        with served(instance) as server:
            crowd = gather(server.address, learners)
        yield from crowd.rows()
        errors += crowd.errors
    yield f"\nErrors: {len(errors)}.\n"
    yield from (f"- {error}\n" for error in errors)


def main() -> None:
    """Measure, print, and write if asked to."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.crowd", description=__doc__)
    parser.add_argument("--learners", type=int, nargs="+", default=[1, 50])
    parser.add_argument("--write", action="store_true")
    wishes = parser.parse_args()
    tell("crowd", lambda folder: table(folder, wishes.learners), write=wishes.write)


if __name__ == "__main__":
    main()
