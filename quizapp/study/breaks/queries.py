"""When a learner studied last."""

from sqlalchemy import Integer, Select, bindparam, select

from quizapp.database import db
from quizapp.models import ReviewRow
from quizapp.study.queries import UNDONE
from quizapp.study.statements import made_once


def last_day(*, learner_id: int) -> int | None:
    """Return the study day of the learner's last answer that stands, or None without any.

    Practice is none, as it moves no card; neither is what else is done with a card, such as another day for
    it: to make order among what waits is not yet to study it.
    """
    return db.session.scalar(_last_day(), {"learner": learner_id})


@made_once
def _last_day() -> Select[int]:
    learner = bindparam("learner", type_=Integer)
    row = ReviewRow
    stmt = select(row.study_day).where(row.learner_id == learner, row.cram_id.is_(None), row.rating > 0)
    return stmt.where(~UNDONE).order_by(row.study_day.desc()).limit(1)
