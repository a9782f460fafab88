"""Logs of one card brought together: the union counts, in the order of time; nothing here commits."""

import heapq
from collections.abc import Iterator, Sequence

from quizapp.core.forgetting import Rating
from quizapp.core.scheduling import NEW_CARD, MemoryState, Phase, Plan, becomes_leech, replay, review
from quizapp.database import db
from quizapp.models import CardRow, CardStateRow, LearnerRow, ReviewRow
from quizapp.study.log import KIND, NO_REPLAY, change, last_review_at, past_of, versions_of
from quizapp.study.plans import Schedulers, plan_with
from quizapp.tallies import counting
from quizapp.tallies.counting import LoggedReview


def union(*logs: Sequence[ReviewRow]) -> list[ReviewRow]:
    """Return the rows of some logs by time; those of one log keep the order that they had there.

    Practice has no place among them, and comes after all others.
    """
    practice = [row for log in logs for row in log if row.cram_id]
    others = ([row for row in log if not row.cram_id] for log in logs)
    return [*heapq.merge(*others, key=lambda row: row.reviewed_at), *practice]


def store_union(
    learner: LearnerRow,
    state: CardStateRow,
    log: Sequence[ReviewRow],
    made_by: Schedulers,
    *,
    used: int = 0,
) -> None:
    """Number a card's rows anew, store them and what they say of it, and count them.

    No row is counted before; ``used`` is a version that pages may have shown besides those of state and log.
    """
    # Numbers that no row has had and no page was shown, so that the order is never in doubt.
    used = max([used, state.version, *versions_of(log)])
    numbered = (row for row in log if not row.cram_id)
    for number, row in enumerate(numbered, start=used + 1):
        row.card_version = number
    standing = _standing(log)
    state.memory = _retell(learner, standing, made_by, seed=state.seed)
    state.last_review_at = last_review_at(standing)
    state.version = used + len(log) + 1
    db.session.add_all([state, *log])
    db.session.flush()
    counting.count_reviews(_counted(log), learner_id=state.learner_id)


def state_of(card: CardRow, state: CardStateRow | None) -> CardStateRow:
    """Return the state of a card; a new one where it has none."""
    return state or CardStateRow(
        learner_id=card.learner_id, item_id=card.item_id, face=card.face, flag=0, version=0
    )


def uncount(log: Sequence[ReviewRow]) -> None:
    """Take the rows of a log out of the counts."""
    for counted in _counted(log):
        counting.uncount_review(counted)


def _retell(
    learner: LearnerRow, standing: Sequence[ReviewRow], made_by: Schedulers, *, seed: str
) -> MemoryState:
    """Let every row say what it does to the card that it now finds, and return where the card stands.

    When, how and how long somebody answered stays. What came of it does only up to the first row that now
    finds another card: two first answers on two devices are a first and a second one. A row that was brought
    from elsewhere says nothing yet. The last alone decides when the card comes, so days are made even for it.
    """
    before = NEW_CARD
    for row in standing:
        found = (row.phase_before, row.step_before, row.stability_before, row.difficulty_before)
        untold = row.phase_after == Phase.NEW  # no answer leaves a card new
        if row.rating and (
            untold or found != (before.phase, before.step, before.stability, before.difficulty)
        ):
            rating, scheduler = Rating(row.rating), made_by[row.parameters_id]
            plan = Plan(scheduler=scheduler)
            if row is standing[-1]:
                plan = plan_with(scheduler, learner, before, rating, day=row.study_day)
            after = review(before, rating, now=row.reviewed_at, day=row.study_day, seed=seed, plan=plan)
            for name, value in change(before, after).items():
                setattr(row, name, value)
            row.kind = KIND[before.phase]
            row.leech = row.rests or becomes_leech(before, after)
        before = replay([past_of(row, made_by)], start=before)
    return before


def _standing(log: Sequence[ReviewRow]) -> list[ReviewRow]:
    """Return the rows that were not undone."""
    undone = {row.undoes for row in log}
    return [row for row in log if row.kind not in NO_REPLAY and row.id not in undone]


def _counted(log: Sequence[ReviewRow]) -> Iterator[LoggedReview]:
    """Yield the standing answers, each with the study day of the latest before it."""
    last_day: int | None = None
    for row in _standing(log):
        if row.rating:
            yield LoggedReview(row=row, last_day=last_day)
            last_day = row.study_day if last_day is None else max(last_day, row.study_day)
