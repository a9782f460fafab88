"""Everything read about corrections of keys that is no learner's own."""

from collections.abc import Collection, Mapping

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import InstrumentedAttribute

from quizapp.core.facts import ItemContent
from quizapp.core.items import Status
from quizapp.database import db
from quizapp.formats.item_json import load_content
from quizapp.models import CorrectionRow, ItemVersionRow


def corrected_version(
    item_id: InstrumentedAttribute[int], version: InstrumentedAttribute[int]
) -> ScalarSelect[int | None]:
    """Return the newest version, as part of a statement, in which the key of an older one is corrected."""
    row = CorrectionRow
    newest = select(func.max(row.to_version)).where(row.item_id == item_id, row.to_version > version)
    return newest.scalar_subquery()


def newest(item_ids: Collection[int]) -> dict[int, int]:
    """Return of some items the newest version in which a key was corrected, where there is one."""
    row = CorrectionRow
    stmt = select(row.item_id, func.max(row.to_version)).where(row.item_id.in_(item_ids))
    return {found[0]: found[1] for found in db.session.execute(stmt.group_by(row.item_id))}


def since(versions: Mapping[int, int]) -> list[CorrectionRow]:
    """Return the corrections of some items, oldest first, of versions after those named by item id."""
    stmt = select(CorrectionRow).where(CorrectionRow.item_id.in_(versions)).order_by(CorrectionRow.id)
    return [row for row in db.session.scalars(stmt) if row.to_version > versions[row.item_id]]


def published_before(versions: Mapping[int, int]) -> dict[int, tuple[int, ItemContent]]:
    """Return what was published last of some items before the versions named by item id, with its number.

    One read where that is the version before, as it mostly is, and two where it is not.
    """
    found = _published({item_id: {number - 1} for item_id, number in versions.items()})
    others = {
        item_id: set(range(1, number - 1)) for item_id, number in versions.items() if item_id not in found
    }
    return found | _published(others)


def all_published_before(versions: Mapping[int, int]) -> dict[int, list[tuple[int, ItemContent]]]:
    """Return every published version of some items before those named by item id, oldest first; one read."""
    row = ItemVersionRow
    stmt = select(row.item_id, row.number, row.content).where(row.item_id.in_(versions))
    found: dict[int, list[tuple[int, ItemContent]]] = {}
    for item_id, number, text in db.session.execute(stmt.order_by(row.number)):
        if number < versions[item_id] and (content := load_content(text)).item.status is Status.PUBLISHED:
            found.setdefault(item_id, []).append((number, content))
    return found


def _published(numbers: Mapping[int, Collection[int]]) -> dict[int, tuple[int, ItemContent]]:
    wanted = {item_id for item_id, some in numbers.items() if any(some)}
    if not wanted:
        return {}
    row = ItemVersionRow
    stmt = select(row.item_id, row.number, row.content).where(
        row.item_id.in_(wanted), row.number.in_({number for item_id in wanted for number in numbers[item_id]})
    )
    found: dict[int, tuple[int, ItemContent]] = {}
    for item_id, number, text in db.session.execute(stmt.order_by(row.number)):
        content = load_content(text)
        if number in numbers[item_id] and content.item.status is Status.PUBLISHED:
            found[item_id] = number, content
    return found
