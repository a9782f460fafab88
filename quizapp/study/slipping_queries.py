"""What else is asked about the facts behind a card that slips away."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import exists, false, or_, select

from quizapp.core.facts import ItemContent
from quizapp.database import db
from quizapp.formats.item_json import load_content
from quizapp.models import CardRow, ItemRow, ItemVersionRow


@dataclass(frozen=True, kw_only=True)
class AskedItem:
    """An item that is offered, and whether the learner has cards of it."""

    item_id: int
    slug: str
    content: ItemContent
    is_card: bool


def items_on(facts: Collection[str], *, topic: str, but: int, learner_id: int, most: int) -> list[AskedItem]:
    """Return other items of a topic in whose text the id of one of some facts stands, at most so many."""
    mine = exists().where(CardRow.learner_id == learner_id, CardRow.item_id == ItemRow.id)
    newest = (ItemVersionRow.item_id == ItemRow.id) & (ItemVersionRow.number == ItemRow.version)
    named = [ItemVersionRow.content.contains(f'"{fact}"', autoescape=True) for fact in facts]
    stmt = (
        select(ItemRow.id, ItemRow.slug, ItemVersionRow.content, mine)
        .join(ItemVersionRow, newest)
        .where(ItemRow.topic == topic, ItemRow.offered, ItemRow.id != but, or_(false(), *named))
        .order_by(ItemRow.bank_id, ItemRow.position, ItemRow.id)
        .limit(most)
    )
    return [
        AskedItem(item_id=item_id, slug=slug, content=load_content(text), is_card=is_card)
        for item_id, slug, text, is_card in db.session.execute(stmt)
    ]
