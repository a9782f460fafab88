"""Educators answer what learners report."""

from datetime import datetime

from quizapp.author.reports.queries import Report, find_report
from quizapp.core.errors import AlreadyAnsweredError
from quizapp.core.reporting import Outcome
from quizapp.core.reviewing import Action
from quizapp.database import committed, db
from quizapp.models import AuditRow, ReportAnswerRow


def answer(report: Report, outcome: Outcome, words: str, *, account_id: int, now: datetime) -> None:
    """Answer a report for whoever sent it; the same answer sent twice is stored once.

    :raises AlreadyAnsweredError: somebody answered it before, otherwise.
    """
    report_id = report.row.id
    if report.answer:
        _refuse_another(report.answer, outcome, words)
        return
    db.session.add(ReportAnswerRow(report_id=report_id, outcome=outcome, words=words, answered_at=now))
    db.session.add(
        AuditRow(
            bank_id=report.item_row.bank_id,
            slug=report.item_row.slug,
            item_version=report.row.item_version,
            account_id=account_id,
            action=Action.ANSWERED,
            note=f"{outcome}: {words}",
            done_at=now,
        )
    )
    if not committed():  # somebody answered it meanwhile
        stored = find_report(report_id)
        if stored and stored.answer:
            _refuse_another(stored.answer, outcome, words)


def _refuse_another(stored: ReportAnswerRow, outcome: Outcome, words: str) -> None:
    if (stored.outcome, stored.words) != (outcome, words):
        raise AlreadyAnsweredError
