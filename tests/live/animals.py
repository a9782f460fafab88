"""Questions of all ten types whose answers and reasons are said nowhere but where they belong."""

from pathlib import Path

from flask import Flask

from quizapp.banks import service
from quizapp.database import db
from tests.items.questions import CLOZE, COMMON, HOTSPOT, MATRIX, NUMERIC, write_questions
from tests.services.databases import LOADED_AT

SINGLE_CHOICE = (
    COMMON.format(
        id="who-flies-by-night",
        type="single-choice",
        level="remember",
        fact="F002",
        stem="Which of these animals flies in the dark?",
    )
    + """
[[item.option]]
text = "Barn owl"
key = true
rationale = "Barn owls hear so well that they hunt without light."
[[item.option]]
text = "Honey bee"
rationale = "Honey bees need light to find flowers."
[[item.option]]
text = "Mallard"
rationale = "Mallards mostly look for food while there is light."
"""
)
TRUE_FALSE = (
    COMMON.format(
        id="cats-make-a-sound",
        type="true-false",
        level="understand",
        fact="F001",
        stem="A cat that lies still makes no sound at all.",
    )
    + """answer = false
correction = "A cat that lies still may make a low, soft sound."
[item.rationale]
true = "It is not always silent, as whoever has a cat on the knees knows."
false = "It is often not silent, as whoever has a cat on the knees knows."
"""
)
SELECT_ALL = (
    COMMON.format(
        id="who-has-gills",
        type="select-all",
        level="understand",
        fact="F003",
        stem="Which of these animals take in air from water?",
    )
    + """
[[item.option]]
text = "Herring"
key = true
rationale = "A herring has what it needs behind its head."
[[item.option]]
text = "Trout"
key = true
rationale = "A trout has what it needs behind its head, too."
[[item.option]]
text = "Seal"
rationale = "Seals come up to breathe through the nose."
[[item.option]]
text = "Otter"
rationale = "Otters hold their breath while they dive."
[[item.option]]
text = "Heron"
rationale = "Herons only stand in it, with the beak above."
"""
)
MATCHING = (
    COMMON.format(
        id="animals-and-what-they-do",
        type="matching",
        level="understand",
        fact="F001",
        stem="What does each of these animals do?",
    )
    + """
[[item.pair]]
id = "cat"
subject = "Cat"
match = "lies on a warm stone"
rationale = "Warm places are what it looks for when it rests."
[[item.pair]]
id = "owl"
subject = "Owl"
match = "looks out from a dark barn"
rationale = "Barns have kept their name with the best known of these birds."
[[item.pair]]
id = "trout"
subject = "Trout"
match = "stands in a cold stream"
rationale = "Cold streams hold more of what it breathes."
[[item.extra]]
text = "builds a dam of branches"
rationale = "Beavers do this, and none of them is among these animals."
"""
)
SHORT_ANSWER = (
    COMMON.format(
        id="bird-named-by-its-call",
        type="short-answer",
        level="remember",
        fact="F003",
        stem="What is the name of the bird whose call gave it its name?",
    )
    + """answers = ["cuckoo", "gowk"]
rationale = "Its two notes fall, and whoever hears them knows who calls."
"""
)
ORDERING = (
    COMMON.format(
        id="how-an-owl-grows-up",
        type="ordering",
        level="understand",
        fact="F002",
        stem="In which order does an owl grow up?",
    )
    + """
[[item.step]]
text = "It lies in an egg"
rationale = "Every bird comes out of one, so nothing is before this."
[[item.step]]
text = "It wears grey down"
rationale = "Down keeps it warm before it has feathers."
[[item.step]]
text = "It tries its wings on a branch"
rationale = "Feathers are needed for this, but not yet strength."
[[item.step]]
text = "It leaves its parents"
rationale = "Whoever can hunt alone needs nobody else."
"""
)

ITEMS = (
    *(SINGLE_CHOICE, TRUE_FALSE, SELECT_ALL, MATCHING, SHORT_ANSWER, ORDERING),
    *(CLOZE, MATRIX, HOTSPOT, NUMERIC),
)
SLUGS = (
    "who-flies-by-night",
    "cats-make-a-sound",
    "who-has-gills",
    "animals-and-what-they-do",
    "bird-named-by-its-call",
    "how-an-owl-grows-up",
    "cats-at-rest",
    "owls-and-others",
    "where-fish-breathe",
    "how-long-a-cat-sleeps",
)
"""One item of each type."""


def load_animals(app: Flask, folder: Path) -> None:
    """Load a bank with all of them."""
    with app.app_context():
        report = service.load_all(write_questions(folder, *ITEMS), now=LOADED_AT).report
        db.engine.dispose()
    assert report.errors == 0
