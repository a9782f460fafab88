"""Learners who answer without pause, and who remember what the server said it had kept."""

import threading
from collections.abc import Callable
from http.client import HTTPException
from random import Random
from uuid import UUID

from tests.support.html_forms import Form
from tests.support.visitor import HttpConnection, Reply, Visitor

QUIZ_LENGTH = 8
CARDS_BETWEEN_QUIZZES = 8


class EndOfTestError(Exception):
    """The test is over; what is still unanswered stays so."""


class Learner(threading.Thread):
    """One browser that takes quizzes and studies cards in turn until the test ends.

    A request that the server did not live to answer is sent again, exactly as it was, until it is answered.
    """

    def __init__(self, address: str, *, seed: int, end: threading.Event) -> None:
        super().__init__(daemon=True)
        self.answers: set[UUID] = set()
        self.reviews: set[UUID] = set()
        self.faults: list[str] = []
        self.repeated = 0
        self._end = end
        self._chance = Random(seed)
        self._connection = HttpConnection(address)
        self._visitor = Visitor(self._connection)

    def run(self) -> None:
        try:
            self._make_cards()
            while True:
                self._take_a_quiz()
                self._study_cards()
        except EndOfTestError:
            pass
        except Exception as error:  # noqa: BLE001 - told to the test, which fails
            self.faults.append(f"{type(error).__name__}: {error}")
        finally:
            self._connection.close()

    def _take_a_quiz(self) -> None:
        start = self._get("/").form("/quiz/quick")
        quiz, _, _ = self._send(start, start.as_it_stands()).location.rpartition("/")
        for position in range(1, QUIZ_LENGTH + 1):
            form = self._get(f"{quiz}/{position}").form(f"{quiz}/{position}")
            pairs = form.filled(self._chance, "check")
            self._send(form, pairs)
            self.answers.add(UUID(dict(pairs)["client_id"]))
        finish = self._get(f"{quiz}/check").form(f"{quiz}/finish")
        self._send(finish, finish.as_it_stands())

    def _make_cards(self) -> None:
        settings = self._get("/settings").form("/settings")
        self._send(settings, settings.with_values(new_per_day="9999", buttons="4"))
        for deck in [form for form in self._get("/cards/").forms if form.action.endswith("/decks")]:
            self._send(deck, deck.as_it_stands())

    def _study_cards(self) -> None:
        for _ in range(CARDS_BETWEEN_QUIZZES):
            form = self._get("/cards/next").form("/reviews")
            pairs = form.as_it_stands(self._chance.choice("1234"))
            self._send(form, pairs)
            self.reviews.add(UUID(dict(pairs)["client_id"]))

    def _get(self, path: str) -> Reply:
        reply = self._until_answered(lambda: self._visitor.get(path))
        if reply.status != 200:
            raise AssertionError(f"{reply.status} for {path}: {reply.text}")
        return reply

    def _send(self, form: Form, pairs: list[tuple[str, str]]) -> Reply:
        """Send a form until the server says that it kept it."""
        reply = self._until_answered(lambda: self._visitor.send(form, pairs))
        if reply.status != 303:
            raise AssertionError(f"{reply.status} for {form.action} with {pairs}: {reply.text}")
        return reply

    def _until_answered(self, request: Callable[[], Reply]) -> Reply:
        while not self._end.is_set():
            try:
                return request()
            except (OSError, HTTPException):
                self.repeated += 1
                self._end.wait(0.02)
        raise EndOfTestError
