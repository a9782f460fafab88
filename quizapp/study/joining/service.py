"""The cards of a guest joined with those of the learner they turn out to be; nothing here commits.

Of a card that both have, the union of both logs counts, in the order of time, and the state is made again
from it.
"""

from collections.abc import Callable, Sequence
from uuid import UUID

from sqlalchemy import inspect

from quizapp.database import db
from quizapp.models import CardStateRow, LearnerRow, ReviewRow
from quizapp.study.joining import merging
from quizapp.study.joining import queries as join_queries
from quizapp.study.joining.queries import StoredCard
from quizapp.study.log import versions_of
from quizapp.study.plans import schedulers

NO_ROWS: Sequence[ReviewRow] = ()


def join_cards(guest_id: int, *, learner_id: int, new_id: Callable[[], UUID]) -> None:
    """Give a learner the cards of a guest; the counts of both follow, and the guest's rows stay behind."""
    same = join_queries.review_ids_of_both(guest_id, other_id=learner_id)
    renamed = {review_id: new_id() for review_id in same}
    same_moves = join_queries.move_ids_of_both(guest_id, other_id=learner_id)
    renamed_moves = {move_id: new_id() for move_id in same_moves}
    renamed |= {cram_id: new_id() for cram_id in join_queries.cram_ids_of_both(guest_id, other_id=learner_id)}
    join_queries.copy_crams(guest_id, learner_id=learner_id, renamed=renamed)
    cards = join_queries.shared_cards(learner_id, other_id=guest_id)
    brought = join_queries.shared_cards(guest_id, other_id=learner_id)
    made_by = schedulers([learner_id, guest_id])
    logs = join_queries.shared_logs(learner_id, other_id=guest_id)
    brought_logs = join_queries.shared_logs(guest_id, other_id=learner_id)
    join_queries.copy_cards(guest_id, learner_id=learner_id, but=cards, renamed=renamed | renamed_moves)
    learner = db.session.get_one(LearnerRow, learner_id)
    for face, card in cards.items():
        old, new = logs.get(face, NO_ROWS), brought_logs.get(face, NO_ROWS)
        for log in (old, new):
            merging.uncount(log)
        # What both brought from elsewhere is one review, and has one id.
        copies = [_copy(row, learner_id, renamed) for row in new if not _is_brought_twice(row, renamed)]
        log = merging.union(old, copies)
        state, used = _joined(card, brought[face]), _highest(new, brought[face])
        merging.store_union(learner, state, log, made_by, used=used)


def _joined(card: StoredCard, brought: StoredCard) -> CardStateRow:
    """Return the state of the learner's card, with what the guest chose for it."""
    mine, state = card.card, merging.state_of(card.card, card.state)
    if brought.state:
        state.flag = max(state.flag, brought.state.flag)
    if brought.card.origin == "chosen":
        mine.origin = "chosen"
    mine.added_at = min(mine.added_at, brought.card.added_at)
    return state


def _highest(log: Sequence[ReviewRow], brought: StoredCard) -> int:
    """Return the highest version that a page may have shown of the guest's card."""
    return max([brought.state.version if brought.state else 0, *versions_of(log)])


def _is_brought_twice(row: ReviewRow, renamed: dict[UUID, UUID]) -> bool:
    return row.source == "import" and row.id in renamed


def _copy(row: ReviewRow, learner_id: int, renamed: dict[UUID, UUID]) -> ReviewRow:
    values = {column.key: getattr(row, column.key) for column in inspect(ReviewRow).column_attrs}
    values |= {name: renamed.get(values[name], values[name]) for name in ("id", "undoes", "cram_id")}
    return ReviewRow(**values | {"learner_id": learner_id})
