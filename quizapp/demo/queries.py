"""What the demonstration reads and takes away."""

from collections.abc import Sequence

from sqlalchemy import delete, func, or_, select, text

from quizapp.core.tallies import COUNTS, DayTopic, Tally
from quizapp.database import db
from quizapp.demo.figures import StudentDay
from quizapp.models import AccountRow, AttemptRow, BankRow, DailyTallyRow, ItemRow, LearnerRow, ReviewRow

SIMULATED = select(LearnerRow.id).where(LearnerRow.simulated)


def count_accounts(*, simulated: bool) -> int:
    """Return how many accounts are simulated, or how many are not."""
    stmt = select(func.count()).select_from(AccountRow).where(AccountRow.simulated.is_(simulated))
    return db.session.scalar(stmt) or 0


def account_at(address: str) -> AccountRow:
    """Return the simulated account with an e-mail address."""
    return db.session.scalars(select(AccountRow).filter_by(email=address, simulated=True)).one()


def offered_banks() -> Sequence[str]:
    """Return the banks that offer something, those with most items first."""
    stmt = select(BankRow.slug).join(ItemRow, ItemRow.bank_id == BankRow.id).where(ItemRow.offered)
    return db.session.scalars(stmt.group_by(BankRow.slug).order_by(func.count().desc(), BankRow.slug)).all()


def student_days() -> list[StudentDay]:
    """Return what the simulated learners did, by study day and topic."""
    tally = DailyTallyRow
    counts = (getattr(tally, name) for name in COUNTS)
    stmt = select(tally.learner_id, tally.study_day, tally.topic, *counts)
    return [
        StudentDay(
            learner_id=row[0],
            key=DayTopic(day=row[1], topic=row[2]),
            tally=Tally(**dict(zip(COUNTS, row[3:], strict=True))),
        )
        for row in db.session.execute(stmt.where(tally.learner_id.in_(SIMULATED)))
    ]


def count_attempts() -> tuple[int, int]:
    """Return how many attempts the simulated learners began, and how many they handed in."""
    stmt = select(func.count(), func.count(AttemptRow.finished_at))
    row = db.session.execute(stmt.where(AttemptRow.learner_id.in_(SIMULATED))).one()
    return row[0], row[1]


def card_milliseconds() -> Sequence[int]:
    """Return how long each answer of a simulated learner to a card took."""
    stmt = select(ReviewRow.duration_ms).where(ReviewRow.source == "card")
    return db.session.scalars(stmt.where(ReviewRow.learner_id.in_(SIMULATED))).all()


def tell_planner() -> None:
    """Let PostgreSQL see how the tables have grown, which it otherwise does only after a while.

    Until then it plans as if they were empty, and what takes a millisecond takes a hundred.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("ANALYZE card, card_state, review_log, response, daily_tally"))


def delete_simulated() -> None:
    """Take every simulated account and learner away, with all that hangs on them."""
    accounts = select(AccountRow.id).where(AccountRow.simulated)
    learners = or_(LearnerRow.simulated, LearnerRow.account_id.in_(accounts))
    options = {"synchronize_session": False}
    db.session.execute(delete(LearnerRow).where(learners), execution_options=options)
    db.session.execute(delete(AccountRow).where(AccountRow.simulated), execution_options=options)
