"""What a class is given: assigning a quiz, changing its terms, and beginning an attempt at it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from quizapp.classes import queries
from quizapp.classes.quizzes import queries as assigned_queries
from quizapp.core.assembly import AssessmentBlueprint
from quizapp.core.assignments import Counts, Terms
from quizapp.core.behaviour import Behaviour
from quizapp.core.errors import (
    ClassOverError,
    EditedElsewhereError,
    EmptyQuizError,
    IdInUseError,
    QuizBegunError,
)
from quizapp.core.review_options import SHOW_ALL, ReviewOptions
from quizapp.database import committed, db
from quizapp.formats.quiz_json import dump_blueprint, dump_review, load_blueprint
from quizapp.models import AssignmentRow, LearnerRow
from quizapp.quiz import beginning
from quizapp.quiz.beginning import Assignment, Started
from quizapp.quiz.ready import queries as ready_queries
from quizapp.quiz.ready import service as ready


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What a quiz is made of: the ready-made set of a lasting id, or what an assessment blueprint draws.

    ``review`` is what is shown of the answers to the latter; a set shows them all, as it was made to teach.
    """

    set_id: str = ""
    blueprint: AssessmentBlueprint | None = None
    behaviour: Behaviour = Behaviour.IMMEDIATE
    review: ReviewOptions = SHOW_ALL


def assign(
    assignment_id: UUID,
    cohort_id: UUID,
    chosen: Chosen,
    *,
    title: str,
    terms: Terms,
    counts: Counts,
    now: datetime,
) -> int:
    """Give a class a quiz, and return how many questions fewer there are than asked for.

    Sent twice with one id, it is given once.

    :raises ClassOverError: the class has ended.
    :raises EmptyQuizError: the set is not offered, or no item fits the blueprint.
    :raises IdInUseError: the id is another class's assignment.
    """
    if assigned_queries.find(assignment_id, cohort_id=cohort_id):
        return 0
    if not queries.hold_open(cohort_id):
        raise ClassOverError
    missing = _missing(chosen.blueprint) if chosen.blueprint else 0
    row = AssignmentRow(
        id=assignment_id,
        cohort_id=cohort_id,
        title=title,
        ready_id=_ready_id(chosen.set_id) if chosen.set_id else None,
        blueprint=dump_blueprint(chosen.blueprint) if chosen.blueprint else None,
        behaviour=chosen.behaviour,
        review=dump_review(chosen.review),
        counts=counts,
        revision=1,
        created_at=now,
    )
    _set_terms(row, terms)
    db.session.add(row)
    if not committed() and not assigned_queries.find(assignment_id, cohort_id=cohort_id):
        raise IdInUseError
    return missing


def change(
    assignment_id: UUID,
    *,
    cohort_id: UUID,
    title: str,
    terms: Terms,
    counts: Counts,
    review: ReviewOptions,
    seen: int,
) -> None:
    """Change when an assignment is open, how often it may be taken, what counts, and what is shown.

    ``seen`` is the revision that whoever changes it looked at. The same sent twice is stored once.

    :raises EditedElsewhereError: it was taken back, or changed to something else since.
    """
    row = assigned_queries.find_to_change(assignment_id, cohort_id=cohort_id)
    if row is None:
        raise EditedElsewhereError
    shown = dump_review(review)
    if (row.title, row.terms, row.counts, row.review) == (title, terms, counts, shown):
        return
    if row.revision != seen:
        raise EditedElsewhereError
    row.title, row.counts, row.review, row.revision = title, counts, shown, seen + 1
    _set_terms(row, terms)
    db.session.commit()


def take_back(assignment_id: UUID, *, cohort_id: UUID) -> None:
    """Take back an assignment of which nothing came yet; one that is gone already stays gone.

    :raises QuizBegunError: somebody has begun it, or was given a mark for it by hand.
    """
    row = assigned_queries.find_to_change(assignment_id, cohort_id=cohort_id)
    if row is None:
        return
    if assigned_queries.has_results(assignment_id):
        raise QuizBegunError
    db.session.delete(row)
    db.session.commit()


def begin(
    learner: LearnerRow,
    row: AssignmentRow,
    *,
    attempt_id: UUID,
    seed: int,
    share: int | None,
    now: datetime,
) -> Started | None:
    """Begin an attempt at an assignment, or return one that waits to be handed in.

    ``share`` is how much time it has, in percent of the time limit if there is one; None: any time.

    None: it is not open yet, or was begun as often as it may be. ``row`` was found to begin, so that two
    requests at once begin one.

    :raises EmptyQuizError: none of its items is offered any more.
    """
    tried = assigned_queries.tried(row.id, learner_id=learner.id)
    if attempt_id in tried.ids:
        return Started(attempt_id=attempt_id)
    if tried.unfinished:
        return Started(attempt_id=tried.unfinished)
    if not row.terms.may_begin(len(tried.ids), now):
        return None
    assignment = Assignment(id=row.id, minutes=row.minutes, share=share)
    if row.ready_id:
        offered = ready.find_set(ready_queries.get(row.ready_id).slug)
        if offered is None:
            raise EmptyQuizError
        started = beginning.begin_set(
            learner,
            offered,
            attempt_id=attempt_id,
            title=row.title,
            seed=seed,
            assignment=assignment,
            now=now,
        )
    else:
        started = beginning.begin(
            learner,
            load_blueprint(row.blueprint or ""),
            attempt_id=attempt_id,
            title=row.title,
            behaviour=Behaviour(row.behaviour),
            seed=seed,
            assignment=assignment,
            now=now,
        )
    db.session.commit()
    return started


def _set_terms(row: AssignmentRow, terms: Terms) -> None:
    row.opens_at, row.closes_at = terms.opens_at, terms.closes_at
    row.attempts, row.late, row.minutes = terms.attempts, terms.late, terms.minutes


def _ready_id(set_id: str) -> int:
    offered = ready.find_set(set_id)
    if offered is None or not offered.versions:
        raise EmptyQuizError
    return offered.id


def _missing(blueprint: AssessmentBlueprint) -> int:
    """Return how many items fewer fit a blueprint now than it asks for, if some fit."""
    assembly = beginning.drawn(blueprint, seed=1).assembly
    if not assembly.chosen:
        raise EmptyQuizError
    return assembly.missing
