"""Rows of items in work, as they are begun."""

from datetime import datetime
from uuid import UUID

from quizapp.core.reviewing import Stage
from quizapp.formats.item_as_table import Table
from quizapp.formats.item_table import dump_table
from quizapp.models import DraftRow


def draft_row(id_: UUID, bank_id: int, item_id: int | None, table: Table, *, now: datetime) -> DraftRow:
    """Return the row of an item that is taken into work, new or to take the place of a stored one."""
    return DraftRow(
        id=id_,
        bank_id=bank_id,
        item_id=item_id,
        slug=table["id"],
        stage=Stage.DRAFT,
        revision=1,
        content=dump_table(table),
        created_at=now,
        updated_at=now,
    )
