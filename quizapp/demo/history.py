"""A simulated student at work: through the services that pages call, at moments that have passed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from quizapp.core.assembly import AssessmentBlueprint, spread
from quizapp.core.behaviour import Behaviour, StepKind
from quizapp.core.cards import asked_faces
from quizapp.core.items import Audience, Item, Topic
from quizapp.core.study_day import StudyClock
from quizapp.core.study_queue import ALL_CARDS, Scope, ScopeKind
from quizapp.demo import answering
from quizapp.demo.memory import Memory
from quizapp.demo.students import Student, draw_moment
from quizapp.models import LearnerRow
from quizapp.quiz import attempts
from quizapp.quiz import service as quizzes
from quizapp.study import service as cards
from quizapp.study.decks import service as decks
from quizapp.study.log import clock_of

QUIZ_SHARE, ABANDONED, IMMEDIATE, ON_TOPICS = 0.45, 0.04, 0.7, 0.4
"""How often a day has a quiz, a quiz is left half way, has feedback at once, and is on chosen topics."""

LENGTHS = (6, 8, 8, 10, 12)

READING_SECONDS = 3
"""What passes between an answer and the next card."""


@dataclass(frozen=True, kw_only=True)
class Term:
    """What the class does: how long it lasts, and which banks it takes up one after the other."""

    first_date: date
    days: int
    banks: Sequence[str]
    topics: Sequence[Topic]

    def bank_on(self, number: int) -> str:
        """Return the bank that the class works on, on the day of that number."""
        return self.banks[number * len(self.banks) // self.days]


@dataclass(kw_only=True)
class Desk:
    """A student with their row, their memory, their chance and the moment their clock shows."""

    student: Student
    learner: LearnerRow
    rng: Random
    memory: Memory
    now: datetime
    decks: set[str] = field(default_factory=set)

    @property
    def clock(self) -> StudyClock:
        """Return when the student's days begin."""
        return clock_of(self.learner)

    def new_id(self) -> UUID:
        """Return the id that a page would make."""
        return UUID(int=self.rng.getrandbits(128), version=4)

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(milliseconds=int(seconds * 1000))


def live_through(desk: Desk, term: Term) -> Iterator[int]:
    """Let a student study through the term; yields the number of each day on which they did, at its end."""
    for number in range(term.days):
        day = term.first_date + timedelta(days=number)
        if desk.student.studies_on(number, day.weekday(), desk.rng):
            desk.now = draw_moment(day, desk.clock.zone, desk.rng)
            desk.learner.last_active_at = desk.now
            if desk.rng.random() < QUIZ_SHARE:
                take_quiz(desk, term)
            study_cards(desk, term.bank_on(number))
            yield number


def take_quiz(desk: Desk, term: Term) -> None:
    """Take a quiz, mixed or on two topics; now and then it is left half way."""
    rng = desk.rng
    topics = rng.sample(term.topics, 2) if rng.random() < ON_TOPICS and len(term.topics) > 1 else []
    behaviour = Behaviour.IMMEDIATE if rng.random() < IMMEDIATE else Behaviour.DEFERRED
    started = quizzes.start(
        desk.learner,
        AssessmentBlueprint(cells=spread(topics, None, rng.choice(LENGTHS)), audience=Audience.STUDENT),
        attempt_id=desk.new_id(),
        title="Quiz",
        behaviour=behaviour,
        seed=rng.randint(1, 999_999),
        now=desk.now,
    )
    end = rng.randint(1, started.items) if rng.random() < ABANDONED else started.items + 1
    met = [_answer_item(desk, started.attempt_id, position) for position in range(1, end)]
    finished = end > started.items
    if finished:
        quizzes.finish(desk.learner, _attempt(desk, started.attempt_id), now=desk.now)
    if finished or behaviour is Behaviour.IMMEDIATE:  # only then they have read the right answers
        day = desk.clock.day(desk.now)
        for item, known in met:
            for face, right in known.items():
                desk.memory.practise(item, face, right=right, day=day)


def study_cards(desk: Desk, bank: str) -> None:
    """Take up a bank, then answer cards until none is left for today or patience ends."""
    if bank not in desk.decks:
        decks.add_deck(desk.learner, Scope(kind=ScopeKind.BANK, name=bank), now=desk.now)
        desk.decks.add(bank)
    for _ in range(desk.student.patience):
        shown = cards.next_up(desk.learner, ALL_CARDS, now=desk.now).card
        if shown is None:
            return
        _answer_card(desk, shown)


def _answer_item(desk: Desk, attempt_id: UUID, position: int) -> tuple[Item, dict[str, bool]]:
    """Answer an item of a quiz; return it with what the student knew of it."""
    attempt = _attempt(desk, attempt_id)
    place = attempt.places[position - 1]
    item, rng, day = place.content.item, desk.rng, desk.clock.day(desk.now)
    recall = {face: desk.memory.recall(item, face, day=day) for face in asked_faces(item)}
    known = {face: rng.random() < chance for face, chance in recall.items()}
    response = answering.respond(item, known, rng)
    desk.wait(5 + 2 * answering.take_seconds(desk.student, rng, unsure=not all(known.values())))
    if response.is_empty:
        kind, sure = StepKind.SKIP, None
    else:
        kind = StepKind.CHECK if attempt.behaviour is Behaviour.IMMEDIATE else StepKind.SAVE
        chance = sum(recall.values()) / len(recall)
        sure = answering.feel(desk.student, chance, known=all(known.values()), rng=rng)
    quizzes.record(
        desk.learner,
        attempt,
        place,
        kind=kind,
        response=response,
        confidence=sure,
        client_id=desk.new_id(),
        now=desk.now,
    )
    return item, known


def _answer_card(desk: Desk, shown: cards.ShownCard) -> None:
    item, face, rng = shown.content.content.item, shown.state.face, desk.rng
    day = desk.clock.day(desk.now)
    recall = desk.memory.recall(item, face, day=day)
    recalled = rng.random() < recall
    seconds = answering.take_seconds(desk.student, rng, unsure=not recalled)
    desk.wait(seconds)
    answer = cards.Answer(
        version=shown.state.version,
        rating=answering.rate(desk.student, recall, recalled=recalled, rng=rng),
        review_id=desk.new_id(),
        duration_ms=int(seconds * 1000),
    )
    cards.rate(desk.learner, shown.state, answer, now=desk.now)
    desk.memory.practise(item, face, right=recalled, day=day)
    desk.wait(READING_SECONDS)


def _attempt(desk: Desk, attempt_id: UUID) -> attempts.Attempt:
    found = attempts.find(attempt_id, learner_id=desk.learner.id, now=desk.now)
    if found is None:
        raise LookupError("an attempt vanished while it was worked on")
    return found
