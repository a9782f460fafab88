"""What pages of other features show of classes: what is due, and for which class an attempt is."""

from dataclasses import dataclass
from uuid import UUID

from quizapp.classes import asking, assigned_queries
from quizapp.classes.assigned_words import attempt_words, standing_words
from quizapp.web import learners
from quizapp.web.clock import utcnow


@dataclass(frozen=True, kw_only=True)
class DueQuiz:
    """A quiz that is open for a student of a class and was not handed in."""

    cohort_id: UUID
    assignment_id: UUID
    title: str
    class_title: str
    standing: str


@dataclass(frozen=True, kw_only=True)
class Assigned:
    """The quiz of a class that an attempt is at, and what it means for the attempt now."""

    cohort_id: UUID
    assignment_id: UUID
    words: str


def class_quizzes() -> list[DueQuiz]:
    """Return what is due for whoever asks; one read, and none for guests."""
    account, learner, now = learners.account(), learners.current(), utcnow()
    if account is None:
        return []
    zone = asking.zone()
    return [
        DueQuiz(
            cohort_id=one.assignment.cohort_id,
            assignment_id=one.assignment.id,
            title=one.assignment.title,
            class_title=one.class_title,
            standing=standing_words(one.assignment.terms, zone, now=now),
        )
        for one in assigned_queries.due(account.id, learner_id=learner.id if learner else 0, now=now)
    ]


def assigned_to(attempt_id: UUID) -> Assigned | None:
    """Return the quiz of a class that an attempt of whoever asks is at; one read, and none for guests."""
    learner = learners.current() if learners.account() else None
    found = assigned_queries.find_assigned(attempt_id, learner_id=learner.id) if learner else None
    if found is None:
        return None
    row, finished_at = found
    return Assigned(
        cohort_id=row.cohort_id,
        assignment_id=row.id,
        words=attempt_words(row.terms, finished_at, asking.zone(), now=utcnow()),
    )
