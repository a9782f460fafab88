"""Measure finding questions in a bank of 10,000, and what the editor finds after a pause; print two tables.

``python -m tests.bench.authoring``. Beside a page stands the bare statement behind it, beside what the editor
finds storing a row and no more. Both are measured in one process, in turn: the page through the whole
application but the network, the floor as one statement that reads what the page shows. Processor time is what
other work on the machine changes little.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median

from flask import Flask
from sqlalchemy import text

from quizapp import create_app, data_folder
from quizapp.banks.checking import check
from quizapp.core.people import Role
from quizapp.database import db
from quizapp.web.clock import utcnow
from tests.author import many_items
from tests.bench.__main__ import say
from tests.bench.exchange import Spent
from tests.bench.guide import run_bench
from tests.services.databases import load_banks, make_settings
from tests.support.people import log_in, make_account
from tests.support.visitor import AppConnection, Visitor

ITEMS = 10_000
WARM_UP = 3
MOST_MS = 50
BANK = f"/author/banks/{many_items.BANK}/"
ALL = "SELECT slug, stem FROM catalogue"
PLACE = "SELECT slug, stem FROM catalogue WHERE bank_id = (SELECT id FROM bank WHERE slug = 'very-many')"
FOUND = "SELECT rowid FROM catalogue_words WHERE catalogue_words MATCH"

PAGES = {
    "First page of the bank": (BANK, f"{PLACE} ORDER BY position LIMIT 50"),
    "Page 150 of 200": (f"{BANK}?page=150", f"{PLACE} ORDER BY position LIMIT 50 OFFSET 7450"),
    "One word, of one question": (
        f"{BANK}?words=word9876",
        f"{PLACE} AND id IN ({FOUND} 'word9876') ORDER BY position LIMIT 50",
    ),
    "A word of most questions": (
        f"{BANK}?words=tumour",
        f"{PLACE} AND id IN ({FOUND} 'tumor') ORDER BY position LIMIT 50",
    ),
    "The same, changed last first": (
        f"{BANK}?words=tumour&order=newest",
        f"{PLACE} AND id IN ({FOUND} 'tumor') ORDER BY changed_at DESC LIMIT 50",
    ),
    "Of all banks, by two words": (
        "/author/search?words=NET+liver",
        f"{ALL} WHERE id IN ({FOUND} '\"neurendocrine tumor\" liver') LIMIT 50",
    ),
    "A topic and readers": (
        f"{BANK}?topic=sites&audience=patient",
        f"{PLACE} AND topic = 'sites' AND for_patients ORDER BY position LIMIT 50",
    ),
}


def made_app(folder: Path) -> Flask:
    """Return the application with a bank of very many questions."""
    settings = make_settings(folder / "instance", f"sqlite:///{folder / 'bench.sqlite'}")
    load_banks(settings)
    app = create_app(settings)
    say(f"Making {ITEMS:,} questions …")
    with app.app_context():
        many_items.store_many(ITEMS)
    return app


def ask(app: Flask, statement: str) -> Callable[[], object]:
    """Return what runs a bare statement."""

    def run() -> object:
        with app.app_context():
            return db.session.execute(text(statement)).all()

    return run


def table(folder: Path, rounds: int) -> Iterator[str]:
    """Return the results as a table in Markdown, line by line."""
    app = made_app(folder)
    visitor = Visitor(AppConnection(app))
    log_in(visitor, make_account(app, "avery@example.org", roles=[Role.EDUCATOR]))
    yield "| Page, of 10,000 questions | Processor, ms | Bare statement, ms | ms |\n|---|--:|--:|--:|\n"
    for what, (path, statement) in PAGES.items():
        ours, floor = Spent(), Spent()
        get, run = partial(read, visitor, path), ask(app, statement)
        for _ in range(WARM_UP):
            get()
        for _ in range(rounds):
            ours.measure(get)
            floor.measure(run)
        yield (
            f"| {what} | {median(ours.processor) * 1000:.0f} | {median(floor.processor) * 1000:.1f}"
            f" | {median(ours.clock) * 1000:.0f} |\n"
        )
    yield from findings(app, visitor, rounds)


def findings(app: Flask, visitor: Visitor, rounds: int) -> Iterator[str]:
    """Return how long a question of each type takes to be kept and looked through, as a table in Markdown."""
    yield "\n| What the editor finds | Processor, ms | ms | At most, ms | One row stored, ms |\n"
    yield "|---|--:|--:|--:|--:|\n"
    with app.app_context():
        db.session.execute(text("CREATE TABLE bare (number INTEGER)"))
        db.session.commit()
    for item_type, slug in one_of_each_type().items():
        ours, floor = Spent(), Spent()
        change = visitor.get(f"/author/items/{slug}").form("/change")
        editor = visitor.submit(change, change.as_it_stands()).path
        for number in range(WARM_UP + rounds):
            form = next(one for one in visitor.get(editor).forms if "revision" in one.controls)
            pairs = form.with_values(stem=f"Which of these is number {number} of all?", action="keep")
            (ours if number >= WARM_UP else Spent()).measure(partial(visitor.send, form, pairs))
            (floor if number >= WARM_UP else Spent()).measure(partial(store, app))
        yield (
            f"| {item_type} | {median(ours.processor) * 1000:.0f} | {median(ours.clock) * 1000:.0f} "
            f"| {MOST_MS} | {median(floor.clock) * 1000:.1f} |\n"
        )


def one_of_each_type() -> dict[str, str]:
    """Return a question of each type of which there are some."""
    report = check(data_folder("questions"), today=utcnow().date())
    return {item.type: item.id for file in report.banks if file.bank for item in file.bank.items}


def store(app: Flask) -> None:
    """Store a row, and nothing else."""
    with app.app_context():
        db.session.execute(text("INSERT INTO bare VALUES (1)"))
        db.session.commit()


def read(visitor: Visitor, path: str) -> None:
    """Read a page.

    :raises RuntimeError: it is not there.
    """
    reply = visitor.get(path)
    if reply.status != 200:
        raise RuntimeError(f"{path}: {reply.status}")


if __name__ == "__main__":
    run_bench("authoring", table, prog="python -m tests.bench.authoring", rounds=30, about=__doc__)
