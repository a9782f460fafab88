"""What can be done with a card beside answering it."""

from datetime import datetime
from enum import StrEnum

from quizapp.database import db
from quizapp.models import CardStateRow, LearnerRow
from quizapp.study.log import clock_of


class Move(StrEnum):
    """What a learner can do with a card beside answering it."""

    TOMORROW = "tomorrow"
    REST = "rest"
    BACK = "back"
    FLAG = "flag"
    UNFLAG = "unflag"


def move(learner: LearnerRow, card: CardStateRow, how: Move, *, now: datetime) -> None:
    """Hide a card until tomorrow, take it out, take it back in, mark it or unmark it; twice is once."""
    match how:
        case Move.TOMORROW:
            card.buried_until_day, card.buried_by = clock_of(learner).day(now) + 1, None
        case Move.REST:
            card.suspended = True
        case Move.BACK:
            card.suspended, card.buried_until_day, card.buried_by = False, None, None
        case Move.FLAG | Move.UNFLAG:
            card.flag = int(how is Move.FLAG)
    db.session.commit()
