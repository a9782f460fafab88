"""Anki's own engine, in a process of its own.

``python anki_engine.py FOLDER FILE…`` imports one file after another, and prints as JSON what the collection
holds after each.
"""

import json
import sys
from pathlib import Path

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest


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


def main() -> None:
    folder, *files = sys.argv[1:]
    collection = Collection(str(Path(folder) / "collection.anki2"))
    found = []
    for file in files:
        options = ImportAnkiPackageOptions(with_scheduling=True)
        collection.import_anki_package(ImportAnkiPackageRequest(package_path=file, options=options))
        found.append(held(collection))
    sys.stdout.write(json.dumps(found))


main()
