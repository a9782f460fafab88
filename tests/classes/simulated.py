"""Thirty students who take a quiz at once: the more they know, the more of it they get right."""

import re
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from flask import Flask

from quizapp import data_folder
from quizapp.banks import service
from quizapp.core.items import Choices, Item
from quizapp.web.clock import utcnow
from tests.quiz.taking import Pairs, answer_pairs, fixed, item_at, item_form
from tests.support.people import Person, log_in, make_account
from tests.support.visitor import HttpConnection, Visitor

STUDENTS = 30

WRONG_KEY, RIGHT, KEYED = "reading-n1-m0", "To lymph nodes close by", "To other parts of the body"
"""The question whose key is wrong, what is right, and what its key says."""

TWO_GOOD, MISLEADING = "start-not-found", "The primary tumour has moved into the liver"
"""The question of which one option draws those who know, and that option."""

SLIPS = 0.04
"""How often somebody answers against what they know."""

PATIENCE_SECONDS = 120


def plant(app: Flask, folder: Path) -> None:
    """Load the questions with one key that is wrong."""
    shutil.copytree(data_folder("questions"), folder)
    bank = folder / "banks" / "spread-staging.toml"
    before, head, rest = bank.read_text(encoding="utf-8").partition(f'id = "{WRONG_KEY}"')
    right, wrong = (f'text = "{text}"\n' for text in (RIGHT, KEYED))
    rest = rest.replace(f"{right}key = true\n", right, 1).replace(wrong, f"{wrong}key = true\n", 1)
    bank.write_text(before + head + rest, encoding="utf-8")
    with app.app_context():
        service.load_all(folder, now=utcnow())


def answer(item: Item, student: int) -> Pairs:
    """Return what a student answers; the first knows least, the last most."""
    chance = Random(f"{item.id} {student}")
    hard = Random(item.id).randrange(STUDENTS // 6, STUDENTS * 2 // 3)
    knows = (student >= hard) is (chance.random() >= SLIPS)
    if not isinstance(item.body, Choices):
        return answer_pairs(item, right=knows)
    options = item.body.options
    (right,) = (one.id for one in options if (one.text == RIGHT if item.id == WRONG_KEY else one.is_key))
    misleading = [one.id for one in options if one.text == MISLEADING]
    if knows:
        return [("chosen", misleading[0] if misleading and student % 2 else right)]
    return [("chosen", chance.choice([one.id for one in options if one.id not in {right, *misleading}]))]


@dataclass(frozen=True, kw_only=True)
class Cohort:
    """Students with accounts, who go to the served address as their browsers would."""

    app: Flask
    address: str
    name: str

    def take(self, invitation: str, quiz: str) -> None:
        """Let all of them join a class and take its quiz of that title at the same time.

        :raises AssertionError: something went wrong for somebody.
        """
        people = [make_account(self.app, f"{self.name}{student}@example.org") for student in range(STUDENTS)]
        together(lambda student: self._go(people[student], student, invitation, quiz))

    def _go(self, person: Person, student: int, invitation: str, quiz: str) -> None:
        connection = HttpConnection(self.address)
        visitor = Visitor(connection)
        try:
            log_in(visitor, person)
            join = visitor.get(invitation).form("/classes/invitation/")
            home = visitor.submit(join, join.with_values(name=f"Student {student}"))
            link = re.search(rf'href="([^"]+)"><b>{quiz}</b>', home.text)
            assert link, home.text
            begin = visitor.get(link[1]).form("/quizzes/")
            page = visitor.submit(begin, begin.as_it_stands())
            while "/check" not in page.path:
                form = item_form(page)
                pairs = answer(item_at(self.app, page.path), student)
                page = visitor.submit(form, [*fixed(form), *pairs, ("action", "save")])
            finish = page.form("/finish")
            assert visitor.submit(finish, finish.as_it_stands()).path.endswith("/result")
        finally:
            connection.close()


def together(go: Callable[[int], None]) -> None:
    """Let every student go at the same moment, and wait for the last.

    :raises AssertionError: something went wrong for somebody.
    """
    start, wrong = threading.Barrier(STUDENTS), dict[int, str]()

    def one(student: int) -> None:
        start.wait(PATIENCE_SECONDS)
        try:
            go(student)
        except Exception as error:  # noqa: BLE001 - told below, by the thread that asserts
            wrong[student] = f"{type(error).__name__}: {error}"

    threads = [threading.Thread(target=one, args=[student]) for student in range(STUDENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    assert wrong == {}
