"""Setting a mark by hand, with a reason, and taking that back: each is added to a trail that stays."""

from datetime import datetime
from uuid import UUID

from quizapp.classes.grades import gradebook
from quizapp.classes.grades.gradebook import GradeCell
from quizapp.classes.marks import queries as mark_queries
from quizapp.core.errors import EditedElsewhereError
from quizapp.core.gradebook import hundredths
from quizapp.database import committed, db
from quizapp.models import MarkOverrideRow


def cell_of(cohort_id: UUID, assignment_id: UUID, *, account_id: int) -> GradeCell | None:
    """Return what came of an assignment for a student, as the gradebook says it; None for no student."""
    book = gradebook.of_class(cohort_id)
    cells = next((row.cells for row in book.rows if row.student.account_id == account_id), ())
    column = [one.id for one in book.assignments]
    return next((cell for id_, cell in zip(column, cells, strict=False) if id_ == assignment_id), None)


def set_mark(
    cohort_id: UUID,
    assignment_id: UUID,
    *,
    account_id: int,
    share: int | None,
    reason: str,
    seen: int,
    by: int,
    now: datetime,
) -> None:
    """Set a student's mark in hundredths of a percent, or take back what was set (None).

    ``seen`` is how many entries the trail had for whoever does it. The same sent twice is one entry.

    :raises EditedElsewhereError: somebody else set it since, or there is nothing to take back.
    """
    if _is_newest(assignment_id, account_id, number=seen + 1, share=share, reason=reason):
        return
    entries = mark_queries.trail(assignment_id, account_id=account_id)
    cell = cell_of(cohort_id, assignment_id, account_id=account_id)
    if len(entries) != seen or cell is None or (share is None and not cell.is_set):
        raise EditedElsewhereError
    db.session.add(
        MarkOverrideRow(
            assignment_id=assignment_id,
            account_id=account_id,
            number=seen + 1,
            by_account_id=by,
            from_share=hundredths(cell.grade.share) if cell.grade else None,
            to_share=share,
            reason=reason,
            set_at=now,
        )
    )
    if not committed() and not _is_newest(
        assignment_id, account_id, number=seen + 1, share=share, reason=reason
    ):
        raise EditedElsewhereError


def _is_newest(assignment_id: UUID, account_id: int, *, number: int, share: int | None, reason: str) -> bool:
    """Tell whether the newest entry of a trail is this one: it was sent twice."""
    entries = mark_queries.trail(assignment_id, account_id=account_id)
    newest = entries[0].row if entries else None
    return newest is not None and (newest.number, newest.to_share, newest.reason) == (number, share, reason)
