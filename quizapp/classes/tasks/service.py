"""Cards and steps that a class is given: giving them, changing them, and what students say of them."""

from datetime import datetime
from uuid import UUID

from quizapp.classes import queries
from quizapp.classes.tasks import queries as task_queries
from quizapp.core.class_tasks import Met, Task
from quizapp.core.errors import (
    ClassOverError,
    EditedElsewhereError,
    IdInUseError,
    TaskBegunError,
    TaskNotOpenError,
    TaskUnfinishedError,
)
from quizapp.core.items import Topic
from quizapp.core.study_queue import Scope, parse_scope
from quizapp.database import committed, db
from quizapp.models import ClassTaskRow, LearnerRow, TaskStateRow
from quizapp.study.decks import queries as deck_queries
from quizapp.study.decks import service as decks

NOTHING_MET = Met(offered=0, added=0, answered=0)


def task_of(row: ClassTaskRow) -> Task:
    """Return what a class is asked to do."""
    return Task(
        title=row.title,
        window=row.window,
        words=row.words,
        deck=scope_of(row),
        asked=row.asked,
        course_step=row.ready_id,
        topic=Topic(row.topic) if row.topic else None,
        link=row.link or "",
    )


def scope_of(row: ClassTaskRow) -> Scope | None:
    """Return which cards are to be studied; None where a step is to be read."""
    return parse_scope(row.deck) if row.deck else None


def give(task_id: UUID, cohort_id: UUID, task: Task, *, now: datetime) -> None:
    """Give a class cards or a step. Sent twice with one id, it is given once.

    :raises ClassOverError: the class has ended.
    :raises IdInUseError: the id is another class's task.
    """
    if task_queries.find(task_id, cohort_id=cohort_id):
        return
    if not queries.hold_open(cohort_id):
        raise ClassOverError
    row = ClassTaskRow(id=task_id, cohort_id=cohort_id, kind=task.kind, revision=1, created_at=now)
    _store(row, task)
    db.session.add(row)
    if not committed() and not task_queries.find(task_id, cohort_id=cohort_id):
        raise IdInUseError


def change(task_id: UUID, task: Task, *, cohort_id: UUID, seen: int) -> None:
    """Change what a class is asked to do, or when; ``seen`` is the revision that was looked at.

    The same sent twice is stored once.

    :raises EditedElsewhereError: it was taken back, or changed to something else since.
    """
    row = task_queries.find_to_change(task_id, cohort_id=cohort_id)
    if row is None:
        raise EditedElsewhereError
    if task_of(row) == task:
        return
    if row.revision != seen:
        raise EditedElsewhereError
    row.revision = seen + 1
    _store(row, task)
    db.session.commit()


def take_back(task_id: UUID, *, cohort_id: UUID) -> None:
    """Take back a task that nobody has begun; one that is gone already stays gone.

    :raises TaskBegunError: somebody has begun it.
    """
    row = task_queries.find_to_change(task_id, cohort_id=cohort_id)
    if row is None:
        return
    if task_queries.is_begun(task_id):
        raise TaskBegunError
    db.session.delete(row)
    db.session.commit()


def begin(task_id: UUID, learner: LearnerRow, *, cohort_id: UUID, account_id: int, now: datetime) -> int:
    """Make the cards of a deck somebody's own, as they ask, note that they began it, and count the new cards.

    :raises ClassOverError: the class is over, or they are not in it any more.
    :raises TaskNotOpenError: it is not open yet.
    """
    row, state = _to_do(task_id, cohort_id=cohort_id, account_id=account_id, now=now)
    scope = scope_of(row)
    added = decks.bring_deck(learner, scope, now=now) if scope else 0
    if state is None:
        db.session.add(TaskStateRow(account_id=account_id, task_id=task_id, begun_at=now))
    db.session.commit()
    return added


def finish(task_id: UUID, learner: LearnerRow, *, cohort_id: UUID, account_id: int, now: datetime) -> None:
    """Note that somebody says that a task is done; said twice, the first time holds.

    :raises ClassOverError: the class is over, or they are not in it any more.
    :raises TaskNotOpenError: it is not open yet.
    :raises TaskUnfinishedError: fewer questions of the deck were answered than are asked for.
    """
    row, state = _to_do(task_id, cohort_id=cohort_id, account_id=account_id, now=now)
    if state and state.done_at:
        return
    if row.is_deck and not met(row, learner).suffices(row.asked):
        raise TaskUnfinishedError
    if state is None:
        state = TaskStateRow(account_id=account_id, task_id=task_id, begun_at=now)
        db.session.add(state)
    state.done_at = now
    db.session.commit()


def reopen(task_id: UUID, *, cohort_id: UUID, account_id: int, now: datetime) -> None:
    """Note that somebody says that a task is not done after all.

    :raises ClassOverError: they are not in the class any more.
    :raises TaskNotOpenError: it is not open yet.
    """
    _, state = _to_do(task_id, cohort_id=cohort_id, account_id=account_id, now=now)
    if state:
        state.done_at = None
    db.session.commit()


def met(row: ClassTaskRow, learner: LearnerRow | None) -> Met:
    """Return how far somebody has come with a deck; for a step, nothing; one read."""
    scope = scope_of(row)
    return deck_queries.met(scope, learner_id=learner.id if learner else 0) if scope else NOTHING_MET


def _to_do(
    task_id: UUID, *, cohort_id: UUID, account_id: int, now: datetime
) -> tuple[ClassTaskRow, TaskStateRow | None]:
    """Return a task and what somebody said of it, who may say more; what was begun can be gone on with."""
    found = task_queries.find_to_do(task_id, cohort_id=cohort_id, account_id=account_id)
    if found is None:
        raise ClassOverError
    row, goes_on = found
    state = task_queries.find_state(task_id, account_id=account_id)
    if state is None and not goes_on:
        raise ClassOverError
    if state is None and now < row.opens_at:
        raise TaskNotOpenError
    return row, state


def _store(row: ClassTaskRow, task: Task) -> None:
    row.title, row.words = task.title, task.words
    row.opens_at, row.closes_at = task.window.opens_at, task.window.closes_at
    row.deck, row.asked = (str(task.deck) if task.deck else None), task.asked
    row.ready_id, row.topic, row.link = task.course_step, task.topic, task.link or None
