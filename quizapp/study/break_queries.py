"""When a learner studied last."""

from sqlalchemy import Integer, Select, bindparam, func, select

from quizapp.database import db
from quizapp.models import ReviewRow
from quizapp.study.statements import made_once


def last_day(*, learner_id: int) -> int | None:
    """Return the study day of the learner's last row in the log, or None while there is none."""
    return db.session.scalar(_last_day(), {"learner": learner_id})


@made_once
def _last_day() -> Select[int]:
    learner = bindparam("learner", type_=Integer)
    return select(func.max(ReviewRow.study_day)).where(ReviewRow.learner_id == learner)
