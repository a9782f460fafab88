"""Taking back what was done with a card."""

from datetime import datetime
from uuid import UUID

from quizapp.core.errors import NothingToUndoError
from quizapp.core.scheduling import replay
from quizapp.database import db
from quizapp.models import LearnerRow, ReviewRow
from quizapp.study import queries
from quizapp.study.log import clock_of, past_of, undo_row
from quizapp.study.plans import schedulers
from quizapp.study.service import show
from quizapp.tallies import counting
from quizapp.tallies.counting import LoggedReview


def undo(learner: LearnerRow, review_id: UUID, *, undo_id: UUID, now: datetime) -> ReviewRow:
    """Undo an answer to a card, the last one that the card has; the same ``undo_id`` again changes nothing.

    Restored are the card's state before, the days' counts, the siblings that the answer hid, and the card's
    place among the others if the answer took it out as a leech. Returns the undone row.

    :raises NothingToUndoError: there is no such answer, it was undone before, or the card was answered since.
    """
    row = queries.find_review(review_id, learner_id=learner.id)
    if row is None or row.kind == "undo" or row.source != "card":
        raise NothingToUndoError
    before = queries.find_review(undo_id, learner_id=learner.id)
    if before is not None and before.undoes == review_id:
        return row
    card = queries.state_of(row.item_id, row.face, learner_id=learner.id)
    standing = queries.standing_reviews(row.item_id, row.face, learner_id=learner.id)
    if before is not None or standing[-1:] != [row]:
        raise NothingToUndoError
    earlier = standing[:-1]
    made_by = schedulers([learner.id])
    restored = replay(past_of(other, made_by) for other in earlier)
    last_review_at = earlier[-1].reviewed_at if earlier else None
    put_back = {"suspended": show(card) is None} if row.rests else {}
    if not queries.change_state(
        card, restored, version=card.version, last_review_at=last_review_at, **put_back
    ):
        raise NothingToUndoError
    queries.unbury_siblings(card, by=review_id)
    at = clock_of(learner).moment(now)
    db.session.add(undo_row(learner, card, restored, undo_id=undo_id, undoes=row, at=at))
    counting.uncount_review(LoggedReview(row=row, last_day=restored.last_day))
    db.session.commit()
    return row
