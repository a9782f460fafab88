"""Anki's own engine with a large collection, in a process of its own.

``python anki_engine.py FOLDER CARDS REVIEWS`` makes a collection with FSRS switched on and says ``ready``.
Then it does what each line of its input names, and answers with the seconds that it took: ``trip`` takes the
next card and answers it, ``queue`` builds the queue anew, ``numbers`` makes the graphs of a year.
"""

import json
import sys
import time
from pathlib import Path

from anki.collection import AddNoteRequest, Collection
from anki.decks import DeckId
from anki.scheduler.v3 import CardAnswer, Scheduler

DECK = DeckId(1)
NEW, DUE_NOW, DAYS_AHEAD, DAYS_BACK = 30_000, 2_000, 700, 1_500
DAY_MS = 86_400_000
ENOUGH = 9_999


def fill(collection: Collection, cards: int, reviews: int) -> None:
    assert collection.db
    kind = collection.models.by_name("Basic")
    assert kind
    requests = []
    for number in range(cards):
        note = collection.new_note(kind)
        note.fields = [f"Question {number}", f"Answer {number}"]
        requests.append(AddNoteRequest(note=note, deck_id=DECK))
    collection.add_notes(requests)
    limits = collection.decks.config_dict_for_deck_id(DECK)
    limits["new"]["perDay"] = limits["rev"]["perDay"] = ENOUGH
    collection.decks.update_config(limits)
    collection.set_config("fsrs", val=True)
    today, memory = collection.sched.today, json.dumps({"s": 30, "d": 5, "dr": 0.9})
    studied = collection.db.list("SELECT id FROM cards ORDER BY id LIMIT -1 OFFSET ?", NEW)
    collection.db.executemany(
        "UPDATE cards SET type = 2, queue = 2, due = ?, ivl = 30, factor = 2500, reps = 5, data = ?"
        " WHERE id = ?",
        [
            (today if place < DUE_NOW else today + 1 + place % DAYS_AHEAD, memory, card)
            for place, card in enumerate(studied)
        ],
    )
    step, now = DAYS_BACK * DAY_MS // reviews, int(time.time() * 1000)
    collection.db.executemany(
        "INSERT INTO revlog VALUES (?, ?, -1, 3, 30, 20, 2500, 9000, 1)",
        [(now - step * (number + 1), studied[number % len(studied)]) for number in range(reviews)],
    )


def trip(collection: Collection) -> None:
    assert isinstance(collection.sched, Scheduler)
    queued = collection.sched.get_queued_cards().cards[0]
    card = collection.get_card(queued.card.id)
    card.start_timer()
    answer = collection.sched.build_answer(card=card, states=queued.states, rating=CardAnswer.GOOD)
    collection.sched.answer_card(answer)


def main() -> None:
    folder, cards, reviews = sys.argv[1:]
    path = str(Path(folder) / "collection.anki2")
    collection = Collection(path)
    fill(collection, int(cards), int(reviews))
    collection.close()
    collection = Collection(path)
    say("ready")
    for line in sys.stdin:
        if line.strip() == "queue":
            collection.close()
            collection = Collection(path)
        start = time.perf_counter()
        match line.strip():
            case "trip":
                trip(collection)
            case "queue":
                assert isinstance(collection.sched, Scheduler)
                collection.sched.get_queued_cards()
            case "numbers":
                collection._backend.graphs(search="", days=365)
        say(str(time.perf_counter() - start))


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


main()
