"""A folder of questions with one item of each newer type, and a picture."""

from pathlib import Path

FACTS = "".join(
    f"""
[[fact]]
id = "F00{number}"
topic = "sites"
statement = "{statement}"
use = "TEACH"
sources = ["zoo-2020"]
"""
    for number, statement in enumerate(
        ("Cats purr at rest.", "Owls fly by night.", "Gills take in air."), start=1
    )
)
SOURCES = """
[[source]]
id = "zoo-2020"
publisher = "The Zoo"
title = "Animals"
year = 2020
standing = "A page of a zoo."
read = "whole"
"""
GLOSSARY = """
[[term]]
term = "gill"
forms = ["gills"]
meaning = "the part a fish breathes with"
facts = ["F003"]
sources = ["zoo-2020"]
"""
PICTURES = """
[[picture]]
id = "fish"
file = "media/fish.svg"
title = "A fish from the side"
description = "The head is on the left, the tail on the right. Behind the head lies the gill."
width = 400
height = 240
[[picture.region]]
id = "gill"
name = "Gill"
x = 130
y = 120
r = 29
[[picture.region]]
id = "tail"
name = "Tail"
x = 350
y = 120
r = 29
[[picture.region]]
id = "back-fin"
name = "Back fin"
x = 220
y = 45
r = 29
"""
DRAWING = """<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 240" class="pic">
  <!-- head on the left -->
  <title>A fish</title>
  <g class="pic-organ pic-liver"><path d="M30 120C90 20 240 20 310 120C240 220 90 220 30 120Z"/></g>
  <path class="pic-detail" d="M310 120L380 60V180Z"/>
</svg>
"""
HEAD = """id = "animals"
title = "Animals"
description = "You will know animals."
language = "en-GB"
"""
COMMON = """
[[item]]
id = "{id}"
type = "{type}"
audience = ["patient", "student"]
topic = "sites"
level = "{level}"
facts = ["{fact}"]
sources = ["zoo-2020"]
status = "published"
review_due = 2027-05-31
stem = "{stem}"
"""
CLOZE = (
    COMMON.format(
        id="cats-at-rest",
        type="dropdown-cloze",
        level="remember",
        fact="F001",
        stem="Complete the sentences about cats at rest:",
    )
    + """text = "A cat that lies still may [sound]. Its claws are then [claws], inside soft fur."
[[item.blank]]
id = "claws"
[[item.blank.option]]
text = "hidden"
key = true
rationale = "A cat at rest draws them in, so they are not seen."
[[item.blank.option]]
text = "spread"
rationale = "It spreads them to hold on to something, not to rest."
[[item.blank.option]]
text = "painted"
rationale = "Nobody paints the claws of a cat, at rest or not."
[[item.blank]]
id = "sound"
[[item.blank.option]]
text = "bark"
rationale = "Dogs make this sound; a cat has others of its own."
[[item.blank.option]]
text = "purr"
key = true
rationale = "This low, soft sound often comes from a cat that rests."
[[item.blank.option]]
text = "neigh"
rationale = "Horses make this sound; a cat has others of its own."
"""
)
MATRIX = (
    COMMON.format(
        id="owls-and-others",
        type="matrix",
        level="understand",
        fact="F002",
        stem="When is each of these birds awake?",
    )
    + """columns = ["By day", "By night"]
[[item.row]]
id = "owl"
text = "Barn owl"
key = "By night"
rationale = "Barn owls hunt in the dark and sleep while it is light."
[[item.row]]
id = "duck"
text = "Mallard"
key = "By day"
rationale = "Mallards look for food while it is light."
[[item.row]]
id = "kite"
text = "Red kite"
key = "By day"
rationale = "Red kites look for food from high up, while it is light."
"""
)
HOTSPOT = (
    COMMON.format(
        id="where-fish-breathe",
        type="hotspot",
        level="apply",
        fact="F003",
        stem="On the picture, where does a fish take in what it breathes?",
    )
    + """picture = "fish"
[[item.option]]
region = "tail"
text = "At the thin end"
rationale = "With this part a fish pushes itself through the water."
[[item.option]]
region = "gill"
text = "Just behind the head"
key = true
rationale = "Water flows over a soft, red part that lies here."
[[item.option]]
region = "back-fin"
text = "On the upper side"
rationale = "With this part a fish keeps itself upright."
"""
)

NUMERIC = (
    COMMON.format(
        id="how-long-a-cat-sleeps",
        type="numeric",
        level="remember",
        fact="F001",
        stem="For how long does a cat lie still in a day?",
    )
    + """answer = "14"
tolerance = "1.5"
unit = "h"
other_units = ["hours"]
rationale = "Most of it is dozing, with ears that turn to every sound."
"""
)


def write_questions(folder: Path, *items: str, drawing: str = DRAWING, pictures: str = PICTURES) -> Path:
    """Write a folder of questions with these items, and return it."""
    texts = {
        "facts.toml": FACTS,
        "sources.toml": SOURCES,
        "glossary.toml": GLOSSARY,
        "pictures.toml": pictures,
        "media/fish.svg": drawing,
        "banks/animals.toml": "".join((HEAD, *(items or (CLOZE, MATRIX, HOTSPOT)))),
    }
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder
