"""Banks of sound items, no two alike, as large as wished: what the check of banks is timed on.

Names are made of syllables, so that there are enough of them; the sentences around them are real.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from quizapp import data_folder
from quizapp.banks.knowledge_files import NAMES, read_knowledge
from quizapp.core.facts import Fact, FactUse
from quizapp.core.flaws.advice import BRANDS
from quizapp.core.flaws.spelling import AMERICAN
from quizapp.core.flaws.tone import FOR_PATIENTS

ITEMS_A_BANK = 1_000
"""As many as one file may hold."""

# The names in questions begin with other letters than the names in answers, so that none gives another away.
ASKED, ANSWERS = "bdfglmnprt", "chjkvwy"
VOWELS, ENDS = "aeiou", "lmnrtk"
MEALS = ("a meal", "a walk", "a nap", "a long rest", "a cold night", "a warm bath", "some milk")
PLACES = ("chest", "belly", "neck", "back", "throat", "thigh", "arm", "skull")
JOBS = ("wakes", "sleeps", "grows", "cools", "warms", "shrinks", "swells", "rests")


class Words:
    """Names that were not given before."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.given: set[str] = set()

    def name(self, first: str) -> str:
        """Return a new name of two syllables that begins with one of the letters."""
        while True:
            parts = (first, VOWELS, ENDS, ASKED, VOWELS, "lmnr")
            name = "".join(self.chance.choice(letters) for letters in parts)
            if name not in self.given and not any(
                rule.search(name) for rule in (AMERICAN, BRANDS, FOR_PATIENTS)
            ):
                self.given.add(name)
                return name

    def asked(self) -> str:
        """Return a name for a question."""
        return self.name(ASKED)

    def answers(self, number: int) -> list[str]:
        """Return names for options."""
        return [self.name(ANSWERS) for _ in range(number)]


def write_questions(folder: Path, items: int) -> None:
    """Write a questions folder with our own facts and so many made items."""
    ours = data_folder("questions")
    (folder / "banks").mkdir(parents=True)
    for name in NAMES:
        shutil.copy(ours / name, folder)
    shutil.copytree(ours / "media", folder / "media")
    facts = [one for one in read_knowledge(ours).facts.values.values() if one.use is FactUse.TEACH]
    plain = [one for one in facts if not one.superseded_by]
    words = Words(Random(1))
    for start in range(0, items, ITEMS_A_BANK):
        name = f"made-{start // ITEMS_A_BANK + 1}"
        head = f'id = "{name}"\ntitle = "Made questions"\nlanguage = "en-GB"\n'
        made = (_item(words, number, plain) for number in range(start, min(start + ITEMS_A_BANK, items)))
        (folder / "banks" / f"{name}.toml").write_text("\n".join((head, *made)), encoding="utf-8")


def _item(words: Words, number: int, facts: list[Fact]) -> str:
    fact = facts[number % len(facts)]
    shape = SHAPES[number % len(SHAPES)]
    kind, *lines = shape(words, number)
    head = (
        "[[item]]",
        f'id = "made-{number}"',
        f'type = "{kind}"',
        'audience = ["patient", "student"]',
        f'topic = "{fact.topic}"',
        'level = "understand"',
        f'facts = ["{fact.id}"]',
        f"sources = {json.dumps(list(fact.sources))}",
        'status = "published"',
        "review_due = 2099-01-31",
    )
    return "\n".join((*head, *lines)) + "\n"


def _single(words: Words, number: int) -> Iterator[str]:
    gland, wave, place = words.asked(), words.asked(), PLACES[number % len(PLACES)]
    yield "single-choice"
    yield f'stem = "Which messenger does the {gland} in the {place} send to the {wave}?"'
    yield from _options(words, words.answers(3), gland)


def _other_single(words: Words, number: int) -> Iterator[str]:
    part, meal = words.asked(), MEALS[number % len(MEALS)]
    yield "single-choice"
    yield f'stem = "After {meal} the {part} {JOBS[number % len(JOBS)]}. What is this called?"'
    yield from _options(words, words.answers(4), part)


def _options(words: Words, names: list[str], asked: str) -> Iterator[str]:
    key = words.chance.randrange(len(names))
    for place, name in enumerate(names):
        yield "[[item.option]]"
        yield f'text = "{name.title()}"'
        if place == key:
            yield "key = true"
        yield f'rationale = "The word {name} stands for what the {asked} does. It is short and plain."'


def _statement(words: Words, number: int) -> Iterator[str]:
    one, (other, second) = words.asked(), words.answers(2)
    is_true = number // len(SHAPES) % 2 == 0
    yield "true-false"
    yield f'stem = "The {one} lies near the {other} and feeds the {second}."'
    yield f"answer = {json.dumps(is_true)}"
    yield f'correction = "The {one} lies near the {other}{"" if is_true else " but rests"}."'
    yield "[item.rationale]"
    yield f'true = "The {one} is close by, as the {second} shows."'
    yield f'false = "The {one} is where the {other} is, and so it helps."'


def _typed(words: Words, number: int) -> Iterator[str]:
    one, meal = words.asked(), MEALS[number % len(MEALS)]
    answer, other = words.answers(2)
    yield "short-answer"
    yield f'stem = "What is the name of the part that {JOBS[number % len(JOBS)]} the {one} after {meal}?"'
    yield f'answers = ["{answer}", "{other}"]'
    yield f'rationale = "Both {answer} and {other} are names for it. They come from old books."'


def _matching(words: Words, _number: int) -> Iterator[str]:
    yield "matching"
    yield f'stem = "Which name fits each part of the {words.asked()}?"'
    for pair, match in enumerate(words.answers(3)):
        subject = words.asked()
        yield "[[item.pair]]"
        yield f'id = "pair-{pair}"\nsubject = "{subject.title()}"\nmatch = "{match}"'
        yield f'rationale = "The {subject} is what old books call by that name."'
    yield "[[item.extra]]"
    yield f'text = "{words.answers(1)[0]}"\nrationale = "This name fits none of the parts here."'


def _ordering(words: Words, _number: int) -> Iterator[str]:
    yield "ordering"
    yield f'stem = "In which order does the {words.asked()} pass these?"'
    for name in words.answers(4):
        yield "[[item.step]]"
        yield f'text = "The {name}"\nrationale = "It comes here, as the {name} is next in line."'


Shape = Callable[[Words, int], Iterator[str]]
SHAPES: tuple[Shape, ...] = (
    _single,
    _other_single,
    _single,
    _statement,
    _other_single,
    _typed,
    _single,
    _matching,
    _statement,
    _ordering,
)
"""Of ten items five are single choices, two statements; one each is typed, matched, put in order."""
