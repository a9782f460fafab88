"""What is measured: pages and forms of the real application, each beside the floor of the same size."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from random import Random
from uuid import uuid4

from tests.bench.timing import Times
from tests.support.html_forms import Form
from tests.support.visitor import HttpConnection, Reply, Visitor

QUIZ_LENGTH = 8

Step = Callable[[Times], Reply]
"""Does what leads to one request, then that request, and notes how long it took."""


class Floor:
    """The bare application."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._visitor = Visitor(HttpConnection(address))
        self._form = Form(action="/", method="post")

    def page(self, size: int) -> Reply:
        """Fetch a page of so many bytes."""
        return expect(200, self._visitor.get(f"/?bytes={size}"))

    def save(self) -> Reply:
        """Have one row stored."""
        return expect(303, self._visitor.send(self._form, [("text", uuid4().hex)]))


class Person:
    """Somebody who takes quizzes and studies cards."""

    def __init__(self, address: str) -> None:
        self.visitor = Visitor(HttpConnection(address))

    def get(self, path: str) -> Reply:
        """Fetch a page."""
        return expect(200, self.visitor.get(path))

    def send(self, form: Form, pairs: list[tuple[str, str]]) -> Reply:
        """Send a form."""
        return expect(303, self.visitor.send(form, pairs))

    def start_quiz(self, behaviour: str) -> str:
        """Start a quiz and return its address."""
        setup = next(form for form in self.get("/quiz/").forms if "length" in form.controls)
        pairs = setup.with_values(length=str(QUIZ_LENGTH), behaviour=behaviour, topics="terminology")
        return self.send(setup, pairs).location.removesuffix("/1")

    def make_cards(self) -> None:
        """Take all decks."""
        for deck in [form for form in self.get("/cards/").forms if form.action.endswith("/decks")]:
            self.send(deck, deck.as_it_stands())

    def set_limits(self, *, new: int, reviews: int) -> None:
        """Choose how many cards a day there may be."""
        form = self.get("/settings").form("/settings")
        self.send(form, form.with_values(new_per_day=str(new), reviews_per_day=str(reviews), buttons="4"))


def expect(status: int, reply: Reply) -> Reply:
    """Return the reply if it has this status."""
    if reply.status != status:
        raise AssertionError(f"{reply.status} instead of {status} for {reply.path}: {reply.text}")
    return reply


def quiz_page(person: Person) -> Step:
    """Fetch the page of one question."""
    path = f"{person.start_quiz('immediate')}/1"
    return lambda times: times.measure(lambda: person.get(path))


def saving(person: Person) -> Step:
    """Save the answer to one question of a quiz that tells at the end."""
    return _answering(person, "deferred", "save")


def checking(person: Person) -> Step:
    """Check the answer to one question of a quiz that tells at once."""
    return _answering(person, "immediate", "check")


def _answering(person: Person, behaviour: str, action: str) -> Step:
    chance, quiz, numbers = Random(3), "", count()

    def step(times: Times) -> Reply:
        nonlocal quiz
        position = next(numbers) % QUIZ_LENGTH + 1
        if position == 1:
            quiz = person.start_quiz(behaviour)
        form = person.get(f"{quiz}/{position}").form(f"{quiz}/{position}")
        pairs = form.filled(chance, action)
        return times.measure(lambda: person.send(form, pairs))

    return step


def card_page(person: Person) -> Step:
    """Fetch the next card, within the limits that a learner has at first."""
    person.set_limits(new=20, reviews=200)
    return lambda times: times.measure(lambda: person.get("/cards/next"))


def grading(person: Person) -> Step:
    """Grade card after card."""
    person.set_limits(new=9999, reviews=9999)
    numbers = count()

    def step(times: Times) -> Reply:
        form = person.get("/cards/next").form("/reviews")
        # Mostly with difficulty, so that cards in learning stay there and do not run out.
        pairs = form.as_it_stands("3" if next(numbers) % 4 == 0 else "2")
        return times.measure(lambda: person.send(form, pairs))

    return step


@dataclass(frozen=True, kw_only=True)
class Route:
    """One kind of request; it may take at most so many times as long as the floor."""

    what: str
    most: float
    prepare: Callable[[Person], Step]


ROUTES = (
    Route(what="Quiz page", most=4, prepare=quiz_page),
    Route(what="Saving an answer", most=3, prepare=saving),
    Route(what="Checking an answer, which feeds the cards", most=3, prepare=checking),
    Route(what="Next-card page", most=4, prepare=card_page),
    Route(what="Grading a card", most=3, prepare=grading),
)
