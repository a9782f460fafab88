"""What a deck or a step of a class holds, and how far somebody has come with it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from quizapp.classes.tasks import queries as task_queries
from quizapp.classes.tasks import reading
from quizapp.classes.tasks import service as tasks
from quizapp.core.class_tasks import Met, Progress, Task, progress
from quizapp.core.study_queue import Scope, ScopeKind
from quizapp.models import LearnerRow
from quizapp.quiz.ready import service as ready
from quizapp.quiz.ready.service import OfferedStep
from quizapp.study.decks import queries as deck_queries
from quizapp.study.slipping import FactInFull


@dataclass(frozen=True, kw_only=True)
class Held:
    """A task as somebody in the class meets it; ``bank_title`` is that of its deck, where it is a bank.

    ``step`` is the step of the course that it leads to, while that is offered.
    """

    task: Task
    progress: Progress
    done_at: datetime | None
    met: Met
    bank_title: str
    step: OfferedStep | None
    facts: list[FactInFull]


@dataclass(frozen=True, kw_only=True)
class OfferedDeck:
    """A deck that a class can be given; a topic has no title of its own."""

    scope: Scope
    title: str
    questions: int


def of_task(task_id: UUID, *, cohort_id: UUID, account_id: int, learner: LearnerRow | None) -> Held | None:
    """Return a task of a class with what it holds; four reads at most."""
    row = task_queries.find(task_id, cohort_id=cohort_id)
    if row is None:
        return None
    task, state = tasks.task_of(row), task_queries.find_state(task_id, account_id=account_id)
    done_at = state.done_at if state else None
    is_bank = task.deck is not None and task.deck.kind is ScopeKind.BANK
    return Held(
        task=task,
        progress=progress(task.window, begun=state is not None, done_at=done_at),
        done_at=done_at,
        met=tasks.met(row, learner),
        bank_title=deck_queries.title_of_bank(task.deck.name) if task.deck and is_bank else "",
        step=step_of(task),
        facts=reading.facts_on(task.topic) if task.topic else [],
    )


def step_of(task: Task) -> OfferedStep | None:
    """Return the step of the course that a step leads to, while it is offered; one read."""
    if task.course_step is None:
        return None
    return next((one for one in ready.course(None) if one.id == task.course_step), None)


def offered_decks() -> list[OfferedDeck]:
    """Return the decks that a class can be given, banks first; two reads."""
    kinds = {ScopeKind.BANK: deck_queries.banks, ScopeKind.TOPIC: deck_queries.topics}
    return [
        OfferedDeck(scope=Scope(kind=kind, name=row.name), title=row.title, questions=row.offered)
        for kind, read in kinds.items()
        for row in read(learner_id=0)
        if row.offered
    ]
