"""What can be done with a class: one function, one use case, one commit."""

from collections.abc import Callable
from datetime import datetime
from enum import Enum, auto
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from quizapp.classes import queries, seen
from quizapp.classes.invitations import queries as invite_queries
from quizapp.classes.joining import members
from quizapp.classes.joining import queries as removal_queries
from quizapp.core.cohorts import CohortRole
from quizapp.core.errors import IdInUseError
from quizapp.database import committed, db
from quizapp.models import CohortMemberRow, CohortRemovalRow, CohortRow


class Changed(Enum):
    """What came of changing a class, or who is in it."""

    DONE = auto()
    LAST_EDUCATOR = auto()
    """Nobody would be left who can manage it, so all stays as it is."""
    NO_TEACHER = auto()
    """Their account lacks the role that an educator of a class needs."""
    NOT_ALONE = auto()
    """Somebody else is in the class, so it is not deleted."""


def make(
    cohort_id: UUID,
    *,
    title: str,
    name: str,
    account_id: int,
    member_id: UUID,
    draw_code: Callable[[], str],
    invitation: str,
    now: datetime,
) -> None:
    """Make a class whose educator is called ``name``; made twice with one id, it is made once.

    :raises IdInUseError: the id is another class's.
    """
    if queries.find_class(cohort_id, account_id=account_id):
        return
    row = CohortRow(
        id=cohort_id, title=title, code=_free_code(draw_code), invitation=invitation, created_at=now
    )
    db.session.add(row)
    try:
        db.session.flush()
    except IntegrityError as error:
        db.session.rollback()
        if queries.find_class(cohort_id, account_id=account_id):  # sent twice at once
            return
        raise IdInUseError from error
    db.session.add(
        CohortMemberRow(
            id=member_id,
            cohort_id=cohort_id,
            account_id=account_id,
            name=name,
            role=CohortRole.EDUCATOR,
            joined_at=now,
            seen_version=seen.NEWEST,
        )
    )
    db.session.commit()


def rename(cohort: CohortRow, title: str) -> None:
    """Give a class another title."""
    cohort.title = title
    db.session.commit()


def replace_invitation(
    cohort: CohortRow, *, replaced: str, draw_code: Callable[[], str], invitation: str
) -> None:
    """Draw another code and another link in the place of the code ``replaced``; sent twice, once."""
    if cohort.code == replaced:
        cohort.code, cohort.invitation = _free_code(draw_code), invitation
        db.session.commit()


def end(cohort_id: UUID, *, now: datetime) -> None:
    """End a class for everybody in it; ended twice, it is ended once."""
    row = queries.lock(cohort_id)
    if row is None:
        return
    row.ended_at = row.ended_at or now
    invite_queries.forget_all(cohort_id)
    removal_queries.forget_all(cohort_id)
    db.session.commit()


def delete(cohort_id: UUID) -> Changed:
    """Delete a class that nobody else is in, with all that it holds; one that is gone stays gone."""
    row = queries.lock(cohort_id)
    if row is None:
        return Changed.DONE
    if queries.count_people(cohort_id) > 1:
        return Changed.NOT_ALONE
    db.session.delete(row)
    db.session.commit()
    return Changed.DONE


def note_seen(member: CohortMemberRow, version: int) -> None:
    """Note that somebody was told what staff sees of them, up to a version of it."""
    member.seen_version = max(member.seen_version, min(version, seen.NEWEST))
    db.session.commit()


def join(cohort_id: UUID, *, account_id: int, member_id: UUID, name: str, now: datetime) -> bool:
    """Let somebody in as a student, and tell whether that worked.

    It does where the class goes on and no educator took them out of it. Who is in it stays what they are.

    :raises IdInUseError: the id is another member's.
    """
    if queries.find_member(cohort_id, account_id=account_id):
        return True
    if not queries.hold_open(cohort_id) or removal_queries.keeps_out(cohort_id, account_id=account_id):
        return False
    db.session.add(members.student(cohort_id, member_id=member_id, account_id=account_id, name=name, now=now))
    invite_queries.forget_of(cohort_id, account_id=account_id)
    if not committed() and not queries.find_member(cohort_id, account_id=account_id):
        raise IdInUseError
    return True


def leave(cohort_id: UUID, *, account_id: int) -> Changed:
    """Let somebody go, of whom the class then knows nothing; who is not in it has left already."""
    row = queries.lock(cohort_id)
    member = queries.find_member(cohort_id, account_id=account_id)
    return _take_out(member, from_=row) if row and member else Changed.DONE


def remove(cohort_id: UUID, member_id: UUID, *, by: int, now: datetime) -> Changed:
    """Let an educator take somebody out of a class, whom its link and its code then let in no more.

    Who is not in it was taken out already; who takes themselves out leaves.
    """
    row = queries.lock(cohort_id)
    member = queries.find_row(member_id, cohort_id=cohort_id)
    if row is None or member is None:
        return Changed.DONE
    return _take_out(member, from_=row, kept_out_since=None if member.account_id == by else now)


def let_in_again(cohort_id: UUID, member_id: UUID) -> None:
    """Let the link and the code of a class work again for somebody who was taken out of it.

    They are not in it by that: they join as anybody does, having read what is seen of them. ``member_id`` was
    theirs; done twice, or after they came back by themselves, it changes nothing.
    """
    removal_queries.let_in(cohort_id, member_id=member_id)
    db.session.commit()


def set_role(cohort_id: UUID, member_id: UUID, role: CohortRole) -> Changed:
    """Let somebody be something else in a class; a class keeps an educator."""
    queries.lock(cohort_id)
    member = queries.find_row(member_id, cohort_id=cohort_id)
    if member is None:
        return Changed.DONE
    if role is CohortRole.EDUCATOR and not queries.may_teach(member.account_id):
        return Changed.NO_TEACHER
    if role is not CohortRole.EDUCATOR and _is_last_educator(member):
        return Changed.LAST_EDUCATOR
    member.role = role
    db.session.commit()
    return Changed.DONE


def _take_out(
    member: CohortMemberRow, *, from_: CohortRow, kept_out_since: datetime | None = None
) -> Changed:
    if from_.ended_at is None and _is_last_educator(member):
        return Changed.LAST_EDUCATOR
    db.session.delete(member)
    if kept_out_since and from_.ended_at is None:
        db.session.add(
            CohortRemovalRow(
                cohort_id=from_.id,
                account_id=member.account_id,
                removed_at=kept_out_since,
                member_id=member.id,
                name=member.name,
            )
        )
        invite_queries.forget_of(from_.id, account_id=member.account_id)
    db.session.commit()
    return Changed.DONE


def _is_last_educator(member: CohortMemberRow) -> bool:
    """Tell whether a class that somebody can manage has nobody who can once a member is gone."""
    return queries.leaders(member.cohort_id) == {member.account_id}


def _free_code(draw_code: Callable[[], str]) -> str:
    """Return a code that leads to no class; of so many, hardly ever more than one is drawn."""
    while queries.is_code_used(code := draw_code()):
        pass
    return code
