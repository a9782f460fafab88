"""What rests on superseded facts, marked: no longer offered, and told wherever it was shown."""

from collections import Counter
from datetime import datetime

from quizapp.banks import queries, superseding_queries
from quizapp.core import cards
from quizapp.core.facts import Knowledge
from quizapp.core.items import Status
from quizapp.core.superseding import facts_behind
from quizapp.database import db
from quizapp.models import ItemRow, SupersededFactRow, SupersededUseRow


def mark(knowledge: Knowledge, *, now: datetime) -> dict[str, int]:
    """Note which facts were superseded and what rests on them, inside the caller's transaction.

    What rests on one is no longer offered, and its cards are set aside until it was mended. Returns how many
    items that was in each bank, by the bank's lasting id.
    """
    if not _note_facts(knowledge, now=now):
        return {}
    _note_uses()
    resting = superseding_queries.resting_items()
    for row in superseding_queries.items_being_updated():
        row.being_updated = row.id in resting
    withdrawn = [row for row in resting.values() if row.offered]
    for row in withdrawn:
        row.offered, row.being_updated = False, True
    _set_cards_aside(withdrawn)
    return _count_by_bank(withdrawn)


def _note_facts(knowledge: Knowledge, *, now: datetime) -> bool:
    """Store the superseded facts; tell whether there are or were any.

    One that left the file stays: what was shown or printed rests on it for ever.
    """
    stored = {row.id: row for row in superseding_queries.facts()}
    old = {id_: fact for id_, fact in knowledge.facts.items() if fact.superseded_by}
    for id_, row in stored.items():
        if id_ in knowledge.facts and id_ not in old:
            superseding_queries.forget_fact(row)
    for id_, fact in old.items():
        row = stored.get(id_) or SupersededFactRow(id=id_, noticed_at=now)
        row.statement, row.newer_id = fact.statement, fact.superseded_by
        row.newer_statement = knowledge.facts[fact.superseded_by].statement
        db.session.add(row)
    db.session.flush()
    return bool(stored or old)


def _note_uses() -> None:
    """Store each published version that rests on a superseded fact; what was never published nobody met."""
    noted = superseding_queries.uses()
    for fact in superseding_queries.facts():
        for (item_id, number), content in superseding_queries.versions_naming(fact.id).items():
            rests = content.item.status is Status.PUBLISHED and fact.id in facts_behind(content.item)
            if rests and (item_id, number, fact.id) not in noted:
                db.session.add(SupersededUseRow(item_id=item_id, number=number, fact_id=fact.id))
    db.session.flush()


def _set_cards_aside(rows: list[ItemRow]) -> None:
    contents = queries.contents({(row.id, row.version) for row in rows})
    queries.set_aside_cards(
        {
            (item_id, face)
            for (item_id, _), content in contents.items()
            for face in cards.faces_of(content.item)
        }
    )


def _count_by_bank(rows: list[ItemRow]) -> dict[str, int]:
    counts = Counter(row.bank_id for row in rows)
    banks = [bank for bank in queries.stored_banks() if bank.id in counts]
    for bank in banks:
        bank.content_hash = ""  # so that the bank is looked at again when the fact is
    return {bank.slug: counts[bank.id] for bank in banks}
