"""All that a class is given, quizzes, cards and steps in one list, and what somebody did about each."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from quizapp.classes import asking
from quizapp.classes.quizzes import queries as assigned_queries
from quizapp.classes.quizzes.queries import NOTHING_TRIED
from quizapp.classes.quizzes.words import done_words, standing_words
from quizapp.classes.tasks import queries as task_queries
from quizapp.classes.tasks.words import KIND_NAMES, PROGRESS_NAMES, task_standing
from quizapp.core.assignments import Window
from quizapp.core.class_tasks import WorkKind, progress
from quizapp.web import learners


@dataclass(frozen=True, kw_only=True)
class Work:
    """Something that a class is given; ``done`` says what whoever asks did about it."""

    kind: str
    title: str
    window: Window
    standing: str
    done: str
    link: str


def of_class(cohort_id: UUID, *, now: datetime) -> list[Work]:
    """Return what a class is given, what opened last first; four reads."""
    found = [*_quizzes(cohort_id, now), *_tasks(cohort_id, now)]
    return sorted(found, key=lambda one: one.window.opens_at, reverse=True)


def _quizzes(cohort_id: UUID, now: datetime) -> list[Work]:
    learner, zone = learners.current(), asking.zone()
    tried = assigned_queries.tried_in(cohort_id, learner_id=learner.id) if learner else {}
    return [
        Work(
            kind=KIND_NAMES[WorkKind.QUIZ],
            title=row.title,
            window=row.terms,
            standing=standing_words(row.terms, zone, now=now),
            done=done_words(
                handed_in=tried.get(row.id, NOTHING_TRIED).is_handed_in,
                begun=row.id in tried,
            ),
            link=asking.address(WorkKind.QUIZ, cohort_id, row.id),
        )
        for row in assigned_queries.of_class(cohort_id)
    ]


def _tasks(cohort_id: UUID, now: datetime) -> list[Work]:
    states, zone = task_queries.states_in(cohort_id, account_id=asking.account_id()), asking.zone()
    found = []
    for row in task_queries.of_class(cohort_id):
        state = states.get(row.id)
        come = progress(row.window, begun=state is not None, done_at=state.done_at if state else None)
        found.append(
            Work(
                kind=KIND_NAMES[WorkKind(row.kind)],
                title=row.title,
                window=row.window,
                standing=task_standing(row.window, zone, now=now, is_done=come.is_done),
                done=PROGRESS_NAMES[come].capitalize(),
                link=asking.address(WorkKind(row.kind), cohort_id, row.id),
            )
        )
    return found
