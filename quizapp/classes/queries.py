"""Everything classes read. Who asks is part of every question, so what is not theirs is not there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased

from quizapp.core.cohorts import CohortRole
from quizapp.core.people import Role
from quizapp.database import db
from quizapp.models import AccountRow, AssignmentRow, AttemptRow, CohortMemberRow, CohortRow, RoleRow

EVERY_ROLE = frozenset(CohortRole)

TEACHERS = frozenset({Role.EDUCATOR, Role.ADMIN})
"""The roles of accounts that may make classes and manage their own."""


def _teaches(account: type[AccountRow]) -> ColumnElement[bool]:
    """Tell of an account in a statement whether classes are managed with it."""
    return account.active & account.roles.any(RoleRow.name.in_(TEACHERS))


def _leaders(*, but: int | None = None) -> Select[int]:
    """Return a statement for the accounts that can manage a class: its educators whose account may teach.

    ``but`` leaves one account out.
    """
    leader, account = aliased(CohortMemberRow), aliased(AccountRow)
    stmt = select(leader.account_id).join(account, account.id == leader.account_id)
    stmt = stmt.where(leader.cohort_id == CohortRow.id, leader.role == CohortRole.EDUCATOR, _teaches(account))
    return stmt if but is None else stmt.where(leader.account_id != but)


IS_LED = _leaders().correlate(CohortRow).exists()
"""Tells of a class in a statement whether it has an educator whose account may teach."""

IS_OPEN = CohortRow.ended_at.is_(None) & IS_LED
"""Tells of a class in a statement whether it goes on: people may join, and quizzes be taken."""


class Membership(NamedTuple):
    """A class, what somebody is in it, whether some educator can manage it, and whether a clock runs in it.

    A clock runs while an attempt with a time limit was not handed in, also once that time is over.
    """

    cohort: CohortRow
    member: CohortMemberRow
    is_led: bool
    is_timing: bool

    @property
    def is_over(self) -> bool:
        """Tell whether it can only be read and left."""
        return self.cohort.ended_at is not None or not self.is_led

    @property
    def role(self) -> CohortRole:
        """Return what they are in it."""
        return CohortRole(self.member.role)


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody in a class as its staff sees them."""

    id: UUID
    name: str
    email: str
    role: CohortRole


IS_TIMING = (
    select(AssignmentRow.id)
    .where(
        AssignmentRow.cohort_id == CohortRow.id,
        # Those that go on are few in all; joined, every attempt of the class would be read.
        AssignmentRow.id.in_(
            select(AttemptRow.assignment_id).where(
                AttemptRow.ends_at.is_not(None), AttemptRow.finished_at.is_(None)
            )
        ),
    )
    .correlate(CohortRow)
    .exists()
)

MEMBERSHIPS = select(CohortRow, CohortMemberRow, IS_LED, IS_TIMING).join(
    CohortMemberRow, CohortMemberRow.cohort_id == CohortRow.id
)


def memberships(account_id: int) -> list[Membership]:
    """Return the classes that an account is in, by title."""
    stmt = MEMBERSHIPS.where(CohortMemberRow.account_id == account_id).order_by(CohortRow.title, CohortRow.id)
    return [Membership(*row) for row in db.session.execute(stmt)]


def staffed(account_id: int, *, roles: Collection[CohortRole]) -> dict[UUID, str]:
    """Return what the classes are called in which an account is one of some roles, by title.

    Of those in which it assists, only where an educator leads.
    """
    stmt = select(CohortRow.id, CohortRow.title).join(
        CohortMemberRow, CohortMemberRow.cohort_id == CohortRow.id
    )
    stmt = stmt.where(CohortMemberRow.account_id == account_id, CohortMemberRow.role.in_(roles))
    stmt = stmt.where(or_(CohortMemberRow.role != CohortRole.ASSISTANT, IS_LED))
    return {row.id: row.title for row in db.session.execute(stmt.order_by(CohortRow.title, CohortRow.id))}


def find_class(
    cohort_id: UUID, *, account_id: int, roles: Collection[CohortRole] = EVERY_ROLE
) -> Membership | None:
    """Return a class if the account is in it as one of some roles."""
    stmt = MEMBERSHIPS.where(
        CohortRow.id == cohort_id,
        CohortMemberRow.account_id == account_id,
        CohortMemberRow.role.in_(roles),
    )
    row = db.session.execute(stmt).one_or_none()
    return Membership(*row) if row else None


def find_by_invitation(invitation: str) -> CohortRow | None:
    """Return the class that a link leads to."""
    return db.session.scalars(select(CohortRow).filter_by(invitation=invitation)).one_or_none()


def find_by_code(code: str) -> CohortRow | None:
    """Return the class of a code."""
    return db.session.scalars(select(CohortRow).filter_by(code=code)).one_or_none()


def is_code_used(code: str) -> bool:
    """Tell whether a code leads to some class."""
    return find_by_code(code) is not None


def find_member(cohort_id: UUID, *, account_id: int) -> CohortMemberRow | None:
    """Return what an account is in a class."""
    stmt = select(CohortMemberRow).filter_by(cohort_id=cohort_id, account_id=account_id)
    return db.session.scalars(stmt).one_or_none()


def find_row(member_id: UUID, *, cohort_id: UUID) -> CohortMemberRow | None:
    """Return the row of somebody in a class, to be changed."""
    stmt = select(CohortMemberRow).filter_by(id=member_id, cohort_id=cohort_id)
    return db.session.scalars(stmt).one_or_none()


PEOPLE = select(CohortMemberRow.id, CohortMemberRow.name, AccountRow.email, CohortMemberRow.role).join(
    AccountRow, AccountRow.id == CohortMemberRow.account_id
)


def find_person(member_id: UUID, *, cohort_id: UUID) -> Person | None:
    """Return somebody in a class, for whom it is known that who asks may see them."""
    stmt = PEOPLE.where(CohortMemberRow.id == member_id, CohortMemberRow.cohort_id == cohort_id)
    row = db.session.execute(stmt).one_or_none()
    return Person(id=row.id, name=row.name, email=row.email, role=CohortRole(row.role)) if row else None


def people(cohort_id: UUID) -> list[Person]:
    """Return everybody in a class by name, its staff first."""
    found = [
        Person(id=row.id, name=row.name, email=row.email, role=CohortRole(row.role))
        for row in db.session.execute(PEOPLE.where(CohortMemberRow.cohort_id == cohort_id))
    ]
    order = list(reversed(CohortRole))
    return sorted(found, key=lambda one: (order.index(one.role), one.name.casefold(), one.email))


def educator_names(cohort_id: UUID) -> Sequence[str]:
    """Return how the educators of a class are called there."""
    stmt = select(CohortMemberRow.name).filter_by(cohort_id=cohort_id, role=CohortRole.EDUCATOR)
    return db.session.scalars(stmt.order_by(CohortMemberRow.name)).all()


def lock(cohort_id: UUID) -> CohortRow | None:
    """Return a class; nobody else changes who is in it until the transaction ends."""
    stmt = select(CohortRow).filter_by(id=cohort_id).with_for_update()
    return db.session.scalars(stmt, execution_options={"populate_existing": True}).one_or_none()


def is_open(cohort_id: UUID) -> bool:
    """Tell whether a class goes on."""
    return db.session.scalar(select(CohortRow.id).where(CohortRow.id == cohort_id, IS_OPEN)) is not None


def hold_open(cohort_id: UUID) -> bool:
    """Tell whether a class goes on, and let nobody end it until the transaction ends."""
    stmt = select(CohortRow.id).where(CohortRow.id == cohort_id, IS_OPEN)
    return db.session.scalar(stmt.with_for_update(of=CohortRow, read=True)) is not None


def hold_member(cohort_id: UUID, *, account_id: int) -> bool:
    """Tell whether an account is in a class, and let it do one thing at a time there until this is done."""
    stmt = select(CohortMemberRow.id).filter_by(cohort_id=cohort_id, account_id=account_id)
    return db.session.scalar(stmt.with_for_update()) is not None


def count_people(cohort_id: UUID) -> int:
    """Return how many people are in a class, its staff with them."""
    stmt = select(func.count()).select_from(CohortMemberRow).filter_by(cohort_id=cohort_id)
    return db.session.scalar(stmt) or 0


def led_alone(account_id: int) -> Sequence[str]:
    """Return the titles of the classes that go on and that nobody but an account leads."""
    mine = CohortMemberRow
    stmt = select(CohortRow.title).join(mine, mine.cohort_id == CohortRow.id)
    stmt = stmt.where(mine.account_id == account_id, mine.role == CohortRole.EDUCATOR)
    stmt = stmt.where(CohortRow.ended_at.is_(None), ~_leaders(but=account_id).correlate(CohortRow).exists())
    return db.session.scalars(stmt.order_by(CohortRow.title)).all()


def leaders(cohort_id: UUID) -> set[int]:
    """Return the accounts that can manage a class."""
    stmt = _leaders().join(CohortRow, CohortRow.id == cohort_id)
    return set(db.session.scalars(stmt))


def may_teach(account_id: int) -> bool:
    """Tell whether classes are managed with an account."""
    stmt = select(AccountRow.id).where(AccountRow.id == account_id, _teaches(AccountRow))
    return db.session.scalar(stmt) is not None


def titles(cohort_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return what some classes are called."""
    stmt = select(CohortRow.id, CohortRow.title).where(CohortRow.id.in_(cohort_ids))
    return {row.id: row.title for row in db.session.execute(stmt)}
