"""An item of which nothing is written yet."""

from datetime import date, timedelta
from uuid import UUID

from quizapp.core.items import ItemType, Status
from quizapp.formats.item_as_table import Table

REVIEWED_WITHIN = timedelta(days=365)
"""Time until a new item is due to be looked at again."""


def empty_table(item_type: ItemType, draft_id: UUID, *, today: date) -> Table:
    """Return the table of a new item; its lasting id is made of its draft's, and may be changed."""
    return {
        "id": f"item-{draft_id.hex[:12]}",
        "type": item_type.value,
        "status": Status.DRAFT.value,
        "audience": [],
        "facts": [],
        "sources": [],
        "review_due": today + REVIEWED_WITHIN,
    }
