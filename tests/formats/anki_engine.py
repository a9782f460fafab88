"""Anki's own engine, in a process of its own.

``python anki_engine.py FOLDER FILE…`` imports one file after another, and prints as JSON what the collection
holds after each. Then it answers the first card: Again, Good, Easy; and exports the deck into the folder, as
``legacy.apkg`` and as ``newest.apkg``.
"""

import json
import sys
from pathlib import Path

from anki.collection import (
    Collection,
    DeckIdLimit,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)
from anki.decks import DeckId
from anki.scheduler.v3 import CardAnswer, Scheduler


def held(collection: Collection) -> dict[str, object]:
    assert collection.db
    rows = collection.db.all("SELECT guid, flds FROM notes")
    rendered = {}
    for card_id in collection.find_cards(""):
        card = collection.get_card(card_id)
        rendered[card.note().guid] = [card.question(), card.answer()]
    return {
        "notes": collection.note_count(),
        "cards": collection.card_count(),
        "kinds": sorted(kind.name for kind in collection.models.all_names_and_ids() if "NET" in kind.name),
        "decks": sorted(deck.name for deck in collection.decks.all_names_and_ids()),
        "fields": {guid: fields.split("\x1f") for guid, fields in rows},
        "rendered": rendered,
        "media": sorted(path.name for path in Path(collection.media.dir()).iterdir()),
        "reviews": collection.db.scalar("SELECT count() FROM revlog"),
    }


def study(collection: Collection, deck: DeckId) -> None:
    assert isinstance(collection.sched, Scheduler)
    collection.decks.select(deck)
    for rating in (CardAnswer.AGAIN, CardAnswer.GOOD, CardAnswer.EASY):
        queued = collection.sched.get_queued_cards().cards[0]
        card = collection.get_card(queued.card.id)
        card.start_timer()
        answer = collection.sched.build_answer(card=card, states=queued.states, rating=rating)
        collection.sched.answer_card(answer)


def main() -> None:
    folder, *files = sys.argv[1:]
    collection = Collection(str(Path(folder) / "collection.anki2"))
    found = []
    for file in files:
        options = ImportAnkiPackageOptions(with_scheduling=True)
        collection.import_anki_package(ImportAnkiPackageRequest(package_path=file, options=options))
        found.append(held(collection))
    deck = next(DeckId(one.id) for one in collection.decks.all_names_and_ids() if one.name.endswith("Words"))
    study(collection, deck)
    for name, is_legacy in (("legacy", True), ("newest", False)):
        settings = ExportAnkiPackageOptions(with_scheduling=True, with_media=True, legacy=is_legacy)
        path = str(Path(folder) / f"{name}.apkg")
        collection.export_anki_package(out_path=path, options=settings, limit=DeckIdLimit(deck))
    sys.stdout.write(json.dumps(found))


main()
