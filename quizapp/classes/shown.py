"""What pages of other features show of classes: what is due, and for which class an attempt is."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from quizapp.classes import asking, queries
from quizapp.classes.due import queries as due_queries
from quizapp.classes.quizzes import queries as assigned_queries
from quizapp.classes.quizzes.review_words import waiting_words
from quizapp.classes.quizzes.words import attempt_words, standing_words
from quizapp.classes.tasks.words import KIND_NAMES
from quizapp.core.assignments import Standing
from quizapp.core.review_options import moment_of
from quizapp.formats.quiz_json import load_review
from quizapp.web import learners
from quizapp.web.clock import utcnow

NOT_IN_CLASS = (
    "This was a quiz of a class that you are not in any more. It stays yours: your answers are kept, you can"
    " go on with it, and nobody of the class sees it."
)


@dataclass(frozen=True, kw_only=True)
class DueWork:
    """Something that is open for a student of a class and not done; ``kind`` says what it is."""

    title: str
    kind: str
    class_title: str
    standing: str
    link: str


@dataclass(frozen=True, kw_only=True)
class Assigned:
    """The quiz of a class that an attempt is at, and what it means for the attempt now.

    Without ids for who is in that class no more.
    """

    cohort_id: UUID | None
    assignment_id: UUID | None
    words: str


def due_work() -> list[DueWork]:
    """Return what is due for whoever asks, what closes first before the others.

    One read, and none for guests.
    """
    account, now = learners.account(), utcnow()
    if account is None:
        return []
    zone = asking.zone()
    return [
        DueWork(
            title=one.title,
            kind=KIND_NAMES[one.kind],
            class_title=one.class_title,
            standing=standing_words(one.window, zone, now=now),
            link=asking.address(one.kind, one.cohort_id, one.id),
        )
        for one in due_queries.of_student(account.id, now=now)
        if one.window.standing(now) is Standing.OPEN
    ]


def classes_left_alone() -> Sequence[str]:
    """Return the titles of the classes that nobody leads once the account of whoever asks is gone."""
    account = learners.account()
    return queries.led_alone(account.id) if account else ()


def assigned_to(attempt_id: UUID) -> Assigned:
    """Return the quiz of a class that an attempt of whoever asks is at; one read, and none for guests."""
    learner = learners.current() if learners.account() else None
    found = assigned_queries.find_assigned(attempt_id, learner_id=learner.id) if learner else None
    if found is None:
        return Assigned(cohort_id=None, assignment_id=None, words=NOT_IN_CLASS)
    (row, finished_at, ran_out), now, zone = found, utcnow(), asking.zone()
    options = load_review(row.review)
    waiting = waiting_words(options, moment_of(finished_at, row.closes_at, now=now), row.closes_at, zone)
    words = attempt_words(row.terms, finished_at, zone, now=now, ran_out=ran_out)
    return Assigned(
        cohort_id=row.cohort_id,
        assignment_id=row.id,
        words=" ".join(filter(None, (words, waiting))),
    )
