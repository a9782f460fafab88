"""Whoever joins a class, as their membership begins."""

from datetime import datetime
from uuid import UUID

from quizapp.classes import seen
from quizapp.core.cohorts import CohortRole
from quizapp.models import CohortMemberRow


def student(
    cohort_id: UUID, *, member_id: UUID, account_id: int, name: str, now: datetime
) -> CohortMemberRow:
    """Return the membership of a student who has just read what staff sees; whoever calls this stores it."""
    return CohortMemberRow(
        id=member_id,
        cohort_id=cohort_id,
        account_id=account_id,
        name=name,
        role=CohortRole.STUDENT,
        joined_at=now,
        seen_version=seen.NEWEST,
    )
