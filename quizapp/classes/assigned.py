"""What a class is given: assigning a quiz, changing its terms, and beginning an attempt at it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from quizapp.classes import assigned_queries
from quizapp.core.assembly import AssessmentBlueprint
from quizapp.core.assignments import Counts, Terms
from quizapp.core.behaviour import Behaviour
from quizapp.core.errors import EmptyQuizError, IdInUseError
from quizapp.core.review_options import SHOW_ALL, ReviewOptions
from quizapp.database import db
from quizapp.formats.quiz_json import dump_blueprint, dump_review, load_blueprint
from quizapp.models import AssignmentRow, LearnerRow
from quizapp.quiz import beginning, ready, ready_queries


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
) -> None:
    """Give a class a quiz; sent twice with one id, it is given once.

    :raises EmptyQuizError: the set is not offered, or no item fits the blueprint.
    :raises IdInUseError: the id is another class's assignment.
    """
    if assigned_queries.find(assignment_id, cohort_id=cohort_id):
        return
    row = AssignmentRow(
        id=assignment_id,
        cohort_id=cohort_id,
        title=title,
        ready_id=_ready_id(chosen.set_id) if chosen.set_id else None,
        blueprint=_sound(chosen.blueprint) if chosen.blueprint else None,
        behaviour=chosen.behaviour,
        review=dump_review(chosen.review),
        counts=counts,
        created_at=now,
    )
    _set_terms(row, terms)
    db.session.add(row)
    try:
        db.session.commit()
    except IntegrityError as error:
        db.session.rollback()
        if not assigned_queries.find(assignment_id, cohort_id=cohort_id):
            raise IdInUseError from error


def change(row: AssignmentRow, *, title: str, terms: Terms, counts: Counts, review: ReviewOptions) -> None:
    """Change when an assignment is open, how often it may be taken, what counts, and what is shown."""
    row.title, row.counts, row.review = title, counts, dump_review(review)
    _set_terms(row, terms)
    db.session.commit()


def begin(
    learner: LearnerRow, row: AssignmentRow, *, attempt_id: UUID, seed: int, now: datetime
) -> UUID | None:
    """Begin an attempt at an assignment, or return one that waits to be handed in.

    None: it is not open yet, or was begun as often as it may be. ``row`` was found to begin, so that two
    requests at once begin one.

    :raises EmptyQuizError: none of its items is offered any more.
    """
    tried = assigned_queries.tried(row.id, learner_id=learner.id)
    if attempt_id in tried.ids:
        return attempt_id
    if tried.unfinished:
        return tried.unfinished
    if not row.terms.may_begin(len(tried.ids), now):
        return None
    if row.ready_id:
        offered = ready.find_set(ready_queries.get(row.ready_id).slug)
        if offered is None:
            raise EmptyQuizError
        beginning.begin_set(
            learner,
            offered,
            attempt_id=attempt_id,
            title=row.title,
            seed=seed,
            assignment_id=row.id,
            now=now,
        )
    else:
        beginning.begin(
            learner,
            load_blueprint(row.blueprint or ""),
            attempt_id=attempt_id,
            title=row.title,
            behaviour=Behaviour(row.behaviour),
            seed=seed,
            assignment_id=row.id,
            now=now,
        )
    db.session.commit()
    return attempt_id


def _set_terms(row: AssignmentRow, terms: Terms) -> None:
    row.opens_at, row.closes_at, row.attempts = terms.opens_at, terms.closes_at, terms.attempts


def _ready_id(set_id: str) -> int:
    offered = ready.find_set(set_id)
    if offered is None or not offered.versions:
        raise EmptyQuizError
    return offered.id


def _sound(blueprint: AssessmentBlueprint) -> str:
    """Return a blueprint to be stored, if some item fits it now."""
    if not beginning.fits(blueprint):
        raise EmptyQuizError
    return dump_blueprint(blueprint)
