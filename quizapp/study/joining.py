"""The cards of a guest joined with those of the learner they turn out to be; nothing here commits.

Of a card that both have, the union of both logs counts, in the order of time, and the state is made again
from it.
"""

import heapq
from collections.abc import Callable, Iterator, Sequence
from uuid import UUID

from sqlalchemy import inspect

from quizapp.core.forgetting import Rating
from quizapp.core.scheduling import NEW_CARD, MemoryState, becomes_leech, replay, review
from quizapp.database import db
from quizapp.models import CardStateRow, ReviewRow
from quizapp.study import join_queries
from quizapp.study.join_queries import StoredCard
from quizapp.study.log import KIND, change
from quizapp.tallies import counting
from quizapp.tallies.counting import LoggedReview

NO_ROWS: Sequence[ReviewRow] = ()


def join_cards(guest_id: int, *, learner_id: int, new_id: Callable[[], UUID]) -> None:
    """Give a learner the cards of a guest; the counts of both follow, and the guest's rows stay behind."""
    same = join_queries.review_ids_of_both(guest_id, other_id=learner_id)
    renamed = {review_id: new_id() for review_id in same}
    cards = join_queries.shared_cards(learner_id, other_id=guest_id)
    brought = join_queries.shared_cards(guest_id, other_id=learner_id)
    logs = join_queries.shared_logs(learner_id, other_id=guest_id)
    brought_logs = join_queries.shared_logs(guest_id, other_id=learner_id)
    join_queries.copy_cards(guest_id, learner_id=learner_id, but=cards, renamed=renamed)
    for face, card in cards.items():
        old, new = logs.get(face, NO_ROWS), brought_logs.get(face, NO_ROWS)
        for counted in [*_counted(old), *_counted(new)]:
            counting.uncount_review(counted)
        copies = [_copy(row, learner_id, renamed) for row in new]
        _join(card, brought[face], [*heapq.merge(old, copies, key=lambda row: row.reviewed_at)])


def _join(card: StoredCard, brought: StoredCard, log: Sequence[ReviewRow]) -> None:
    """Number the log's rows anew, and store what it says."""
    state = card.state or CardStateRow(
        learner_id=card.card.learner_id, item_id=card.card.item_id, face=card.card.face, flag=0, version=0
    )
    # Numbers that no row has had and no page was shown, so that the order is never in doubt.
    used = max([row.card_version for row in log] + [one.version for one in (state, brought.state) if one])
    for number, row in enumerate(log, start=used + 1):
        row.card_version = number
    standing = _standing(log)
    state.memory = _retell(standing, seed=state.seed)
    state.last_review_at = standing[-1].reviewed_at if standing else None
    state.version = used + len(log) + 1
    if brought.state:
        state.flag = max(state.flag, brought.state.flag)
    if brought.card.origin == "chosen":
        card.card.origin = "chosen"
    card.card.added_at = min(card.card.added_at, brought.card.added_at)
    db.session.add_all([state, *log])
    db.session.flush()
    counting.count_reviews(_counted(log), learner_id=card.card.learner_id)


def _retell(standing: Sequence[ReviewRow], *, seed: str) -> MemoryState:
    """Let every row say what it does to the card that it now finds, and return where the card stands.

    When, how and how long somebody answered stays. What came of it does only up to the first row that now
    finds another card: two first answers on two devices are a first and a second one.
    """
    before = NEW_CARD
    for row in standing:
        found = (row.phase_before, row.step_before, row.stability_before, row.difficulty_before)
        if found != (before.phase, before.step, before.stability, before.difficulty):
            after = review(before, Rating(row.rating), now=row.reviewed_at, day=row.study_day, seed=seed)
            for name, value in change(before, after).items():
                setattr(row, name, value)
            row.kind = KIND[before.phase]
            row.leech = row.rests or becomes_leech(before, after)
        before = replay([row.past], start=before)
    return before


def _standing(log: Sequence[ReviewRow]) -> list[ReviewRow]:
    """Return the rows that were not undone."""
    undone = {row.undoes for row in log}
    return [row for row in log if row.kind != "undo" and row.id not in undone]


def _counted(log: Sequence[ReviewRow]) -> Iterator[LoggedReview]:
    """Yield the standing rows, each with the study day of the latest before it."""
    last_day: int | None = None
    for row in _standing(log):
        yield LoggedReview(row=row, last_day=last_day)
        last_day = row.study_day if last_day is None else max(last_day, row.study_day)


def _copy(row: ReviewRow, learner_id: int, renamed: dict[UUID, UUID]) -> ReviewRow:
    values = {column.key: getattr(row, column.key) for column in inspect(ReviewRow).column_attrs}
    values |= {name: renamed.get(values[name], values[name]) for name in ("id", "undoes")}
    return ReviewRow(**values | {"learner_id": learner_id})
