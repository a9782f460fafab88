"""Measure reading, writing and storing 5,000 questions in the formats of other systems; print a table.

``python -m tests.bench.exchange``; ``--write`` puts the table into docs/performance.md. Storing is what an
educator waits for who brings all of them into a new bank, in one transaction, on SQLite; the file was looked
through before. The floor decodes the same bytes and splits them into lines, in turn with it. Ratios are of
processor time, which other work on the machine changes little.
"""

import gc
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from uuid import UUID, uuid4

from quizapp import create_app
from quizapp.author.importing import service as import_service
from quizapp.author.importing.service import NewBank, Unsaid
from quizapp.config import Settings
from quizapp.core.banks import Bank
from quizapp.core.facts import Knowledge
from quizapp.core.items import Item
from quizapp.core.people import Role
from quizapp.formats.exchange.files import READERS, Format
from quizapp.formats.exchange.prepared import PreparedFile, prepare
from quizapp.formats.exchange.writing_files import WRITERS
from quizapp.formats.toml_bank import parse_bank
from quizapp.web.clock import utcnow
from tests.bench.__main__ import say
from tests.bench.guide import run_bench
from tests.bench.made_banks import write_questions
from tests.support.people import make_account
from tests.support.served import run

QUESTIONS = 5_000
MADE = 6_000
"""As some are of types that a format does not carry."""

MOST = {"read": 0.6, "written": 3, "stored": 5}
"""Seconds."""

FORMATS = (Format.GIFT,)
NOTHING_KNOWN = Knowledge(facts={}, sources={}, terms={})


@dataclass(kw_only=True)
class Spent:
    """Seconds of the clock and of the processor that something took, each time."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def measure(self, work: Callable[[], object]) -> None:
        """Do the work once, with no garbage of what came before."""
        gc.collect()
        clock, processor = time.perf_counter(), time.process_time()
        work()
        self.processor.append(time.process_time() - processor)
        self.clock.append(time.perf_counter() - clock)


def made_items(folder: Path) -> Iterator[Item]:
    """Yield made items of six types, no two alike."""
    say(f"Making {MADE:,} questions …")
    write_questions(folder / "questions", MADE)
    for path in sorted((folder / "questions" / "banks").glob("*.toml")):
        bank = parse_bank(path.read_text(encoding="utf-8"), name=path.stem).bank
        yield from bank.items if bank else ()


def bank_of(format_: Format, items: list[Item]) -> Bank:
    """Return a bank of the first items that a format carries, as many as are measured.

    :raises RuntimeError: there are not so many.
    """
    whole = Bank(id="made", title="Made", description="", language="en-GB", items=tuple(items))
    left_out = {
        one.item for one in WRITERS[format_](whole, NOTHING_KNOWN).findings if one.rule == "no-such-type"
    }
    kept = tuple(islice((item for item in items if item.id not in left_out), QUESTIONS))
    if len(kept) < QUESTIONS:
        raise RuntimeError(f"{format_} carries {len(kept)} of {len(items)} items")
    return Bank(id="made", title="Made", description="", language="en-GB", items=kept)


class Desk:
    """An educator with a database of their own."""

    def __init__(self, folder: Path) -> None:
        """Make the database."""
        run("db", "upgrade", instance=folder).check_returncode()
        url = f"sqlite:///{folder / 'quizapp.sqlite'}"
        self.app = create_app(Settings(instance_dir=folder, database_url=url, secret_key="x" * 40))
        self._account_id = make_account(self.app, roles=[Role.EDUCATOR]).account_id

    def look(self, file: PreparedFile) -> UUID:
        """Keep what a file holds, all of it ticked, for a bank of its own."""
        import_id = uuid4()
        with self.app.app_context():
            import_service.look(
                file,
                NewBank(slug=f"made-{import_id}", title="Made", language="en-GB"),
                Unsaid(),
                import_id=import_id,
                name="made",
                account_id=self._account_id,
                now=utcnow(),
            )
        return import_id

    def bring_in(self, import_id: UUID) -> None:
        """Bring all of it in.

        :raises RuntimeError: not all was stored.
        """
        with self.app.app_context():
            done = import_service.bring_in(import_id, account_id=self._account_id, now=utcnow())
        if done is None or done.drafts != QUESTIONS:
            raise RuntimeError(f"of {QUESTIONS} questions there were stored: {done}")


def measure(format_: Format, items: list[Item], desk: Desk, rounds: int) -> tuple[int, dict[str, Spent]]:
    """Return how many bytes a file has, and what reading, writing and storing it and the floor took, in turn.

    :raises RuntimeError: not all questions were read.
    """
    bank = bank_of(format_, items)
    data = WRITERS[format_](bank, NOTHING_KNOWN).data
    read = READERS[format_](data)
    if len(read.items) != QUESTIONS or any(item.type is None for item in read.items):
        raise RuntimeError(f"{len(read.items)} questions were read of {format_}")
    del read
    prepared = prepare(data, name="", format_=format_)
    spent = {"read": Spent(), "written": Spent(), "stored": Spent(), "floor": Spent()}
    for _ in range(rounds):
        spent["read"].measure(partial(READERS[format_], data))
        spent["written"].measure(partial(WRITERS[format_], bank, NOTHING_KNOWN))
        spent["stored"].measure(partial(desk.bring_in, desk.look(prepared)))
        spent["floor"].measure(lambda: data.decode().splitlines())
    return len(data), spent


def table(folder: Path, rounds: int) -> Iterator[str]:
    """Return the results as a table in Markdown, line by line."""
    yield "| Format | 5,000 questions | MB | s | Processor, s | At most, s | Floor, ms | Ratio |\n"
    yield "|---|---|--:|--:|--:|--:|--:|--:|\n"
    items, desk = list(made_items(folder)), Desk(folder / "instance")
    for format_ in FORMATS:
        size, spent = measure(format_, items, desk, rounds)
        floor = median(spent["floor"].processor)
        for what, most in MOST.items():
            clock, processor = median(spent[what].clock), median(spent[what].processor)
            yield (
                f"| {format_} | {what} | {size / 1e6:.1f} | {clock:.2f} | {processor:.2f} | {most} "
                f"| {floor * 1000:.1f} | {processor / floor:.0f} |\n"
            )


if __name__ == "__main__":
    run_bench("exchange", table, prog="python -m tests.bench.exchange", rounds=7, about=__doc__)
