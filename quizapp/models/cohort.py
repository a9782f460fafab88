"""Cohorts, who is in them, and what they are given to do."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.core.assignments import Late, Terms
from quizapp.database import Model, Utc, UtcOrNone, UuidKey


class CohortRow(Model):
    """A class. ``id`` is made by the page, so that a class that is made twice by accident is made once.

    ``code`` and ``invitation`` are the two ways in: letters to type, and the secret of a link. Both are
    replaced together, and what was replaced leads nowhere. From ``ended_at`` on it can be read and left, and
    nothing else.
    """

    __tablename__ = "cohort"
    __table_args__ = (UniqueConstraint("code"), UniqueConstraint("invitation"))

    id: Mapped[UuidKey]
    title: Mapped[str] = mapped_column(String(100))
    code: Mapped[str] = mapped_column(String(8))
    invitation: Mapped[str] = mapped_column(String(43))
    created_at: Mapped[Utc]
    ended_at: Mapped[UtcOrNone]


class CohortMemberRow(Model):
    """Somebody in a class, by the name that they gave there; the row goes when they leave.

    ``role`` is one of `core.cohorts.CohortRole`; ``seen_version`` numbers what they were last told that staff
    sees of them (`classes.seen`).
    """

    __tablename__ = "cohort_member"
    __table_args__ = (
        UniqueConstraint("cohort_id", "account_id"),
        CheckConstraint("role IN ('student', 'assistant', 'educator')", name="role"),
        Index(None, "account_id"),
    )

    id: Mapped[UuidKey]
    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(10))
    joined_at: Mapped[Utc]
    seen_version: Mapped[int]


class CohortRemovalRow(Model):
    """An educator took somebody out of a class, so no way in that everybody has lets them back.

    The row goes when they are let in again, come back by an invitation of their own, or the class ends.
    ``member_id`` was the id of their membership and ``name`` what they were called in it; None where they
    were taken out before that was remembered.
    """

    __tablename__ = "cohort_removal"

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    removed_at: Mapped[Utc]
    member_id: Mapped[UUID | None]
    name: Mapped[str | None] = mapped_column(String(80))


class AssignmentRow(Model):
    """A quiz that a class is given: a ready-made set, or what an assessment blueprint (as JSON) draws.

    ``attempts`` is how many somebody may begin, None any number; ``counts`` which of them counts, one of
    `core.assignments.Counts`, ``late`` what lateness does, one of `core.assignments.Late`. Without
    ``closes_at`` it stays open. ``revision`` counts how often its terms were changed. ``review`` says as JSON
    what is shown of the answers and when (`core.review_options`); None shows everything. ``minutes`` is how
    long an attempt that begins now may take, None any time.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        CheckConstraint("(ready_id IS NULL) <> (blueprint IS NULL)", name="made_of"),
        CheckConstraint(
            "behaviour IN ('immediate', 'deferred', 'interactive', 'adaptive', 'certainty')", name="behaviour"
        ),
        CheckConstraint("attempts BETWEEN 1 AND 10", name="attempts"),
        CheckConstraint("counts IN ('best', 'last', 'first', 'mean')", name="counts"),
        CheckConstraint("late IN ('counts', 'if-nothing', 'never')", name="late"),
        CheckConstraint("closes_at > opens_at", name="closes_at"),
        CheckConstraint("minutes BETWEEN 5 AND 300", name="minutes"),
        Index(None, "cohort_id"),
    )

    id: Mapped[UuidKey]
    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(100))
    ready_id: Mapped[int | None] = mapped_column(ForeignKey("ready_set.id"))
    blueprint: Mapped[str | None] = mapped_column(Text)
    behaviour: Mapped[str] = mapped_column(String(20))
    opens_at: Mapped[Utc]
    closes_at: Mapped[UtcOrNone]
    attempts: Mapped[int | None]
    counts: Mapped[str] = mapped_column(String(10))
    late: Mapped[str] = mapped_column(String(10))
    revision: Mapped[int]
    review: Mapped[str | None] = mapped_column(Text)
    minutes: Mapped[int | None]
    created_at: Mapped[Utc]

    @property
    def terms(self) -> Terms:
        """Return when it is open, and how many attempts it allows."""
        return Terms(
            opens_at=self.opens_at,
            closes_at=self.closes_at,
            attempts=self.attempts,
            late=Late(self.late),
            minutes=self.minutes,
        )


class MarkOverrideRow(Model):
    """An educator set a student's mark for an assignment by hand, or took that back; append-only.

    ``number`` counts the entries about one mark from 1; the newest holds. Shares are in hundredths of a
    percent: ``from_share`` is what counted before, None where nothing did; ``to_share`` what was set, None
    where it was taken back. ``account_id`` is the student's, ``by_account_id`` of whoever did it, as long as
    it is there.
    """

    __tablename__ = "mark_override"
    __table_args__ = (
        CheckConstraint("from_share BETWEEN 0 AND 10000", name="from_share"),
        CheckConstraint("to_share BETWEEN 0 AND 10000", name="to_share"),
    )

    assignment_id: Mapped[UUID] = mapped_column(
        ForeignKey("assignment.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    by_account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    from_share: Mapped[int | None]
    to_share: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(500))
    set_at: Mapped[Utc]


class ExtraTimeRow(Model):
    """An educator gave a student time for the quizzes of a class that have a time limit; append-only.

    ``number`` counts the entries about one member from 1; the newest holds. ``share`` is in percent of the
    limit, None where there is none for them. It goes when they leave the class. ``account_id`` is the
    student's, ``by_account_id`` of whoever did it, as long as it is there.
    """

    __tablename__ = "extra_time"
    __table_args__ = (CheckConstraint("share IN (100, 125, 150, 200, 300, 500, 1000)", name="share"),)

    member_id: Mapped[UUID] = mapped_column(
        ForeignKey("cohort_member.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    by_account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    share: Mapped[int | None]
    given_at: Mapped[Utc]
