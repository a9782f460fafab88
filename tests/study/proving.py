"""The log, and what is kept beside it, proven against it."""

from sqlalchemy import select

from quizapp.database import db
from quizapp.models import ReviewRow
from quizapp.progress import rebuild as counts
from quizapp.study import rebuild
from tests.study.desk import Desk


def log(desk: Desk) -> list[ReviewRow]:
    """Return the learner's log, card by card, in the order in which it counts."""
    db.session.expire_all()
    mine = select(ReviewRow).filter_by(learner_id=desk.learner.id)
    order = (ReviewRow.item_id, ReviewRow.face, ReviewRow.card_version)
    return list(db.session.scalars(mine.order_by(*order)))


def faults() -> list[str]:
    """Return where the states of cards and the counts part from the log."""
    states = [str(one) for card in rebuild.check() for one in card.differences]
    return states + [str(one) for learner in counts.check() for one in learner.differences]
