"""A bank of very many questions, stored without reading and checking each."""

from dataclasses import replace
from datetime import UTC, datetime
from random import Random

from sqlalchemy import insert, select

from quizapp.banks import catalogue
from quizapp.banks import queries as banks
from quizapp.database import db
from quizapp.formats.item_json import dump_content, sha256
from quizapp.models import BankRow, ItemRow, ItemVersionRow

BANK = "very-many"
MADE_AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
AT_ONCE = 1_000


def store_many(items: int) -> None:
    """Store a bank of so many items, made from the shipped ones, each with a word of its own."""
    models = list(banks.newest_contents(db.session.scalars(select(ItemRow.id)).all()).values())
    bank = BankRow(
        slug=BANK, title="Very many", description="", language="en-GB", content_hash="", loaded_at=MADE_AT
    )
    db.session.add(bank)
    db.session.flush()
    chance = Random(7)
    for start in range(0, items, AT_ONCE):
        contents = {}
        for number in range(start, min(start + AT_ONCE, items)):
            content = chance.choice(models)
            slug = f"many-{number}"
            stem = f"{content.item.stem} Word{number}"
            contents[slug] = replace(content, item=replace(content.item, id=slug, stem=stem))
        db.session.execute(
            insert(ItemRow),
            [
                {
                    "slug": slug,
                    "bank_id": bank.id,
                    "position": start + place,
                    "version": 1,
                    "topic": content.item.topic.value,
                    "level": content.item.level.value,
                    "for_patients": "patient" in content.item.audience,
                    "for_students": "student" in content.item.audience,
                    "offered": True,
                    "being_updated": False,
                }
                for place, (slug, content) in enumerate(contents.items(), start=1)
            ],
        )
        rows = banks.items_by_slug(contents)
        texts = {slug: dump_content(content) for slug, content in contents.items()}
        db.session.execute(
            insert(ItemVersionRow),
            [
                {
                    "item_id": rows[slug].id,
                    "number": 1,
                    "content": text,
                    "content_hash": sha256(text),
                    "review_due": contents[slug].item.review_due,
                    "created_at": MADE_AT,
                }
                for slug, text in texts.items()
            ],
        )
        catalogue.note_items([(rows[slug], content) for slug, content in contents.items()], now=MADE_AT)
    db.session.commit()
