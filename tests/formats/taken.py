"""Decks to take away, and Anki collections to bring reviews from."""

import io
import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import UTC, datetime
from typing import Any
from zipfile import ZipFile

import zstandard

from quizapp.core.cards import faces_of
from quizapp.core.facts import Fact, FactUse, ItemContent, Source, Term
from quizapp.core.items import Item, Topic
from quizapp.core.pictures import Picture
from quizapp.core.taken_cards import TakenCard, TakenDeck, taken_card
from tests.core.builders import make_item

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
FACT = Fact(
    id="F001", topic=Topic.TERMINOLOGY, statement="It is so.", use=FactUse.TEACH, sources=("cruk-2014",)
)
SOURCE = Source(id="cruk-2014", publisher="Cancer Research UK", title="NETs", year=2014)
NERVE = Term(term="nerve", forms=("nerves",), meaning="a path for messages in the body", facts=())


def make_content(item: Item | None = None, **changes: Any) -> ItemContent:
    """Return an item with a fact, a source and a term, changed as asked."""
    values: dict[str, Any] = {
        "item": item or make_item(),
        "facts": (FACT,),
        "sources": (SOURCE,),
        "terms": (NERVE,),
    }
    return ItemContent(**values | changes)


def make_taken(*contents: ItemContent) -> TakenDeck:
    """Return a deck of every card of some items."""
    cards = tuple(
        card
        for content in contents or (make_content(),)
        for card in (_taken(content, face) for face in faces_of(content.item))
    )
    return TakenDeck(name="bank:words", title="Words", cards=cards)


def _taken(content: ItemContent, face: str) -> TakenCard:
    return taken_card(
        content,
        face,
        bank="words",
        sources=["Cancer Research UK, 2014"],
        reviewed="Not yet reviewed by a clinician · check due May 2027",
        urgent="Call your local emergency number.",
    )


def make_picture() -> Picture:
    """Return a small drawing."""
    svg = '<svg viewBox="0 0 40 30" class="pic" xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></svg>'
    return Picture(
        id="square", title="A square", description="Square.", width=40, height=30, svg=svg, regions=()
    )


LOG_ROW = {"ease": 3, "type": 1, "factor": 2500, "time": 4000}


def make_collection(
    reviews: Mapping[str, Iterable[Mapping[str, object]]], *, statements: Iterable[str] = ()
) -> bytes:
    """Return an SQLite file with a note and a card for each guid; rows of its log have at least an ``id``.

    ``statements`` are run at the end.
    """
    with closing(sqlite3.connect(":memory:")) as collection:
        collection.executescript(
            "CREATE TABLE notes (id integer primary key, guid text, flds text);"
            "CREATE TABLE cards (id integer primary key, nid integer, ord integer);"
            "CREATE TABLE revlog (id integer primary key, cid integer, ease integer, type integer,"
            " factor integer, time integer);"
        )
        for number, (guid, rows) in enumerate(reviews.items(), start=1):
            collection.execute("INSERT INTO notes VALUES (?, ?, ?)", (number, guid, "front\x1fback"))
            collection.execute("INSERT INTO cards VALUES (?, ?, 0)", (number * 10, number))
            for row in rows:
                collection.execute(
                    "INSERT INTO revlog VALUES (:id, :cid, :ease, :type, :factor, :time)",
                    {**LOG_ROW, "cid": number * 10, **row},
                )
        for statement in statements:
            collection.execute(statement)
        collection.commit()
        return collection.serialize()


def legacy(collection: bytes) -> bytes:
    """Return an .apkg as older Ankis write it."""
    return zipped({"collection.anki2": collection, "media": json.dumps({}).encode()})


def newest(collection: bytes) -> bytes:
    """Return an .apkg as Anki writes it now: the older file beside it only asks to update."""
    stub = make_collection({"stub": []})
    packed = zstandard.ZstdCompressor().compress(collection)
    return zipped({"meta": b"\x08\x03", "collection.anki2": stub, "collection.anki21b": packed})


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of some files."""
    target = io.BytesIO()
    with ZipFile(target, "w", 8) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()
