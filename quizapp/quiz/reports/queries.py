"""A report and its answer, for whoever knows its id: nobody else does."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from quizapp.core.items import Item
from quizapp.core.reporting import Outcome
from quizapp.database import db
from quizapp.formats.item_json import load_content
from quizapp.models import ItemVersionRow, ReportAnswerRow, ReportRow


@dataclass(frozen=True, kw_only=True)
class SentReport:
    """A report as whoever sent it may see it: on which item, and when; what they wrote is not shown again."""

    item: Item
    reported_at: datetime
    outcome: Outcome | None
    words: str
    answered_at: datetime | None


def find_sent(report_id: UUID) -> SentReport | None:
    """Return a report with its answer, if there is one."""
    shown = (ItemVersionRow.item_id == ReportRow.item_id) & (ItemVersionRow.number == ReportRow.item_version)
    stmt = (
        select(ReportRow.reported_at, ItemVersionRow.content, ReportAnswerRow)
        .join(ItemVersionRow, shown)
        .outerjoin(ReportAnswerRow, ReportAnswerRow.report_id == ReportRow.id)
        .where(ReportRow.id == report_id)
    )
    found = db.session.execute(stmt).one_or_none()
    if found is None:
        return None
    reported_at, text = found[:2]
    answer: ReportAnswerRow | None = found[2]
    return SentReport(
        item=load_content(text).item,
        reported_at=reported_at,
        outcome=Outcome(answer.outcome) if answer else None,
        words=answer.words if answer else "",
        answered_at=answer.answered_at if answer else None,
    )
