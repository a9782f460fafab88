"""What learners report about items, and what was answered. Who sent a report, nobody knows."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, func, select

from quizapp.core.items import Item
from quizapp.database import db
from quizapp.formats.item_json import load_content
from quizapp.models import ItemRow, ItemVersionRow, ReportAnswerRow, ReportRow


@dataclass(frozen=True, kw_only=True)
class Report:
    """A report with the item as it was shown, and its answer if there is one."""

    row: ReportRow
    item_row: ItemRow
    item: Item
    answer: ReportAnswerRow | None


def open_reports(*, most: int) -> list[Report]:
    """Return the reports that nobody answered yet, at most so many, the one that waits longest first."""
    stmt = _reports().where(ReportAnswerRow.report_id.is_(None))
    return _found(stmt.order_by(ReportRow.reported_at, ReportRow.id).limit(most))


def open_count() -> int:
    """Return how many reports nobody answered yet."""
    stmt = select(func.count()).select_from(ReportRow)
    stmt = stmt.outerjoin(ReportAnswerRow, ReportAnswerRow.report_id == ReportRow.id)
    return db.session.scalar(stmt.where(ReportAnswerRow.report_id.is_(None))) or 0


def reports_of(slug: str, *, most: int) -> list[Report]:
    """Return the reports of an item, at most so many, answered or not, the newest first."""
    stmt = _reports().where(ItemRow.slug == slug)
    return _found(stmt.order_by(ReportRow.reported_at.desc(), ReportRow.id).limit(most))


def find_report(report_id: UUID) -> Report | None:
    """Return a report."""
    return next(iter(_found(_reports().where(ReportRow.id == report_id))), None)


def _reports() -> Select[ReportRow, ItemRow, str, ReportAnswerRow]:
    shown = (ItemVersionRow.item_id == ReportRow.item_id) & (ItemVersionRow.number == ReportRow.item_version)
    return (
        select(ReportRow, ItemRow, ItemVersionRow.content, ReportAnswerRow)
        .join(ItemRow, ItemRow.id == ReportRow.item_id)
        .join(ItemVersionRow, shown)
        .outerjoin(ReportAnswerRow, ReportAnswerRow.report_id == ReportRow.id)
    )


def _found(stmt: Select[ReportRow, ItemRow, str, ReportAnswerRow]) -> list[Report]:
    return [
        Report(row=row, item_row=item_row, item=load_content(text).item, answer=answer)
        for row, item_row, text, answer in db.session.execute(stmt)
    ]
