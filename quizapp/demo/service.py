"""Making the demonstration and taking it away: one function, one use case."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from quizapp.accounts import queries as account_queries
from quizapp.accounts import service as accounts
from quizapp.core.items import Topic
from quizapp.core.people import Role
from quizapp.core.study_day import EPOCH
from quizapp.database import db
from quizapp.demo import queries
from quizapp.demo.figures import Figures, describe
from quizapp.demo.history import Desk, Term, live_through
from quizapp.demo.memory import Memory
from quizapp.demo.students import draw_student, made_steady
from quizapp.models import AccountRow, LearnerRow
from quizapp.quiz import queries as quiz_queries

ENOUGH_FOR_A_TOPIC = 4
"""How many items a topic offers at least that students choose for a quiz."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What class to simulate; the same plan makes the same class. It ends on the day before ``today``."""

    students: int
    weeks: int
    seed: int
    today: date
    time_zone: str

    @property
    def days(self) -> int:
        """Return how many days the class lasts."""
        return 7 * self.weeks

    @property
    def first_date(self) -> date:
        """Return the day on which the class begins."""
        return self.today - timedelta(days=self.days)


def address(name: str) -> str:
    """Return the e-mail address of a simulated account; nobody can have a mailbox there (RFC 2606)."""
    return f"simulated-{name}@example.org"


def make_accounts(passwords: Mapping[Role, str], *, now: datetime) -> None:
    """Store an account to look around with for each role; the learner's belongs to the first student."""
    for role, password in passwords.items():
        accounts.create_account(address(role), password, roles={role}, simulated=True, now=now)


def make_class(plan: Plan) -> Iterator[int]:
    """Make the students one after the other with all they did; yields the number of each that is stored.

    The first one is whoever logs in with the learner's account; nobody can log in as any of the others.
    """
    term = Term(
        first_date=plan.first_date,
        days=plan.days,
        banks=queries.offered_banks(),
        topics=[
            Topic(topic)
            for topic, count in quiz_queries.topic_counts().items()
            if count >= ENOUGH_FOR_A_TOPIC
        ],
    )
    studied = 0
    for number in range(1, plan.students + 1):
        with stored_at_once():
            for _day in live_through(_sit_down(plan, number), term):
                studied += 1
                if studied.bit_count() == 1:  # the tables have doubled
                    queries.tell_planner()
        yield number


def figures(plan: Plan) -> Figures:
    """Return what came of the class that was made by a plan."""
    attempts, finished = queries.count_attempts()
    return describe(
        queries.student_days(),
        students=plan.students,
        first_day=plan.first_date.toordinal() - EPOCH,
        days=plan.days,
        attempts=attempts,
        attempts_finished=finished,
        milliseconds=queries.card_milliseconds(),
    )


def remove() -> None:
    """Take away everything simulated; nothing else is touched."""
    queries.delete_simulated()
    db.session.commit()


@contextmanager
def stored_at_once() -> Iterator[None]:
    """Let everything that services commit inside the block be stored at its end, all of it or nothing.

    With a commit of its own for each answer, the disk would be waited for thousands of times.
    """
    db.session.remove()
    with db.engine.begin() as connection:
        session = Session(bind=connection, join_transaction_mode="rollback_only")
        # Flask-SQLAlchemy's own kind of session would take another connection.
        db.session.registry.set(session)  # type: ignore[arg-type]
        try:
            yield
            session.flush()
        finally:
            db.session.remove()


def _sit_down(plan: Plan, number: int) -> Desk:
    """Store a student without any work yet, and give them a desk to work at."""
    rng = Random(f"{plan.seed}: student {number}")  # noqa: S311 - the same plan makes the same class
    student = draw_student(rng, days=plan.days)
    if number == 1:
        student = made_steady(student)
    begin = datetime.combine(plan.first_date, time(12), tzinfo=UTC)
    learner = LearnerRow(
        public_id=UUID(int=rng.getrandbits(128), version=4),
        account_id=_account_of_student(number, now=begin).id,
        simulated=True,
        created_at=begin,
        last_active_at=begin,
        time_zone=plan.time_zone,
        new_per_day=student.new_per_day,
        buttons=student.buttons,
        asks_confidence=student.states_confidence,
    )
    db.session.add(learner)
    db.session.flush()
    return Desk(student=student, learner=learner, rng=rng, memory=Memory(student=student), now=begin)


def _account_of_student(number: int, *, now: datetime) -> AccountRow:
    if number == 1:
        return queries.account_at(address(Role.LEARNER))
    account = AccountRow(
        email=address(f"student-{number:02}"),
        fs_uniquifier=uuid4().hex,
        active=False,
        simulated=True,
        create_datetime=now,
        roles=list(account_queries.roles({Role.LEARNER})),
    )
    db.session.add(account)
    db.session.flush()
    return account
