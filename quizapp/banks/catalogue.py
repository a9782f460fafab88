"""What educators find items by, kept up inside the caller's transaction: nothing here commits."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from quizapp.banks import catalogue_queries
from quizapp.core.facts import ItemContent
from quizapp.core.items import Audience, Status
from quizapp.core.search_texts import item_words, table_words
from quizapp.formats.item_table import load_table
from quizapp.models import DraftRow, ItemRow

AFTER_ALL = 1_000_000
"""The place of a new item in work: behind those that have one."""


def note_items(made: Sequence[tuple[ItemRow, ItemContent]], *, now: datetime) -> None:
    """Store by what the newest versions of some items are found, in place of the versions before."""
    catalogue_queries.put_items([_item_entry(row, content, now=now) for row, content in made])


def note_drafts(rows: Sequence[DraftRow]) -> None:
    """Store by what some items in work are found as they are now. They go with their drafts."""
    catalogue_queries.put_drafts([_draft_entry(row) for row in rows])


def _item_entry(row: ItemRow, content: ItemContent, *, now: datetime) -> dict[str, Any]:
    item = content.item
    return {
        "bank_id": row.bank_id,
        "item_id": row.id,
        "slug": row.slug,
        "position": row.position,
        "listed": True,
        "type": item.type.value,
        "topic": item.topic.value,
        "level": item.level.value,
        "for_patients": Audience.PATIENT in item.audience,
        "for_students": Audience.STUDENT in item.audience,
        "status": item.status.value,
        "changed_at": now,
        "stem": item.stem,
        "words": item_words(content),
    }


def _draft_entry(row: DraftRow) -> dict[str, Any]:
    table = load_table(row.content)
    audience = table.get("audience", [])
    return {
        "bank_id": row.bank_id,
        "draft_id": row.id,
        "slug": row.slug,
        "position": AFTER_ALL,
        "listed": row.item_id is None,
        "type": str(table.get("type", ""))[:20],
        "topic": str(table.get("topic", ""))[:40],
        "level": str(table.get("level", ""))[:20],
        "for_patients": Audience.PATIENT.value in audience,
        "for_students": Audience.STUDENT.value in audience,
        "status": Status.DRAFT.value,
        "changed_at": row.updated_at,
        "stem": str(table.get("stem", "")),
        "words": table_words(table),
    }
