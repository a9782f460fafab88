"""Inviting single people from a list: what would come of it, and making, using and forgetting invitations."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID, uuid5

from quizapp.classes import queries
from quizapp.classes.invitations import queries as invite_queries
from quizapp.classes.joining import members
from quizapp.classes.joining import queries as removal_queries
from quizapp.core.errors import IdInUseError
from quizapp.database import committed, db
from quizapp.formats.people_list import ListedPerson
from quizapp.models import CohortInvitationRow, CohortRow

KEPT_FOR = timedelta(days=30)
"""How long an invitation works, and how long anything of it is kept."""


class Listed(StrEnum):
    """What somebody on a list is to a class already."""

    NEW = "new"
    MEMBER = "member"
    INVITED = "invited"


@dataclass(frozen=True, kw_only=True)
class Sorted:
    """Somebody on a list, and what they are to the class already."""

    person: ListedPerson
    listed: Listed


class WayIn(NamedTuple):
    """The class that a link leads to, and the invitation of one person where the link is their own."""

    cohort: CohortRow
    own: CohortInvitationRow | None


def waiting(cohort_id: UUID, *, now: datetime) -> Sequence[CohortInvitationRow]:
    """Return the invitations of a class that still work, by address."""
    return invite_queries.waiting(cohort_id, after=now - KEPT_FOR)


def sort(cohort_id: UUID, people: Iterable[ListedPerson], *, now: datetime) -> list[Sorted]:
    """Return who on a list would be invited, and who is in the class or invited already; two reads."""
    members = invite_queries.addresses_in(cohort_id)
    invited = {row.address for row in waiting(cohort_id, now=now) if row.address}
    return [Sorted(person=one, listed=_listed(one.address, members, invited)) for one in people]


def invite(cohort_id: UUID, people: Iterable[ListedPerson], *, draw: Callable[[], str], now: datetime) -> int:
    """Invite each who is new on a list to a class that goes on, and return how many; sent twice, once."""
    cohort = queries.lock(cohort_id)
    if cohort is None or cohort.ended_at:
        return 0
    new = [one.person for one in sort(cohort_id, people, now=now) if one.listed is Listed.NEW]
    secrets = [draw() for _ in new]
    db.session.add_all(
        CohortInvitationRow(
            id=uuid5(cohort_id, secret),
            cohort_id=cohort_id,
            secret=secret,
            address=person.address,
            name=person.name,
            created_at=now,
        )
        for person, secret in zip(new, secrets, strict=True)
    )
    db.session.commit()
    return len(new)


def find_way_in(invitation: str, *, now: datetime) -> WayIn | None:
    """Return where a link leads, if it leads anywhere."""
    if cohort := queries.find_by_invitation(invitation):
        return WayIn(cohort, None)
    own = invite_queries.find(invitation, after=now - KEPT_FOR)
    return WayIn(own.cohort, own.row) if own else None


def withdraw(invitation_id: UUID, *, cohort_id: UUID) -> None:
    """Delete an invitation that nobody has used; one that is gone already stays gone."""
    row = invite_queries.find_waiting(invitation_id, cohort_id=cohort_id)
    if row:
        db.session.delete(row)
        db.session.commit()


def use(secret: str, *, account_id: int, member_id: UUID, name: str, now: datetime) -> bool:
    """Let somebody into a class by their own invitation, and tell whether that worked.

    An invitation lets one account in, once: used again by them it changes nothing, and by others neither.
    Whom an educator took out of the class it lets in only if it was made out to their own address.

    :raises IdInUseError: the id is another member's.
    """
    cohort_id = invite_queries.cohort_of(secret)
    # The class before its invitation, in the order in which ending it locks them.
    row = invite_queries.hold(secret) if cohort_id and queries.hold_open(cohort_id) else None
    if row is None or row.used_at or row.created_at <= now - KEPT_FOR:
        return row is not None and queries.find_member(row.cohort_id, account_id=account_id) is not None
    if removal_queries.keeps_out(row.cohort_id, account_id=account_id, invited=row.address):
        return False
    if not queries.find_member(row.cohort_id, account_id=account_id):
        db.session.add(
            members.student(row.cohort_id, member_id=member_id, account_id=account_id, name=name, now=now)
        )
    row.used_at, row.account_id = now, account_id
    row.address = row.name = None
    invite_queries.forget_of(row.cohort_id, account_id=account_id)
    removal_queries.forget(row.cohort_id, account_id=account_id)
    if not committed():
        raise IdInUseError
    return True


def forget_old(*, now: datetime) -> int:
    """Delete invitations after thirty days, and classes that nobody is in any more; return how many."""
    count = invite_queries.forget(before=now - KEPT_FOR)
    db.session.commit()
    return count


def _listed(address: str, members: set[str], invited: set[str]) -> Listed:
    if address.casefold() in members:
        return Listed.MEMBER
    return Listed.INVITED if address in invited else Listed.NEW
