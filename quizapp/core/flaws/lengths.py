"""Rules about length. An item for patients, or for both audiences, keeps to the patients' limits."""

from collections.abc import Iterator

from quizapp.core import cloze
from quizapp.core.flaws.options import choosable
from quizapp.core.flaws.rule import Fault, rule
from quizapp.core.items import Audience, Cloze, Item, Matching, Matrix
from quizapp.core.parts import Part, place_of, question_parts, reasons
from quizapp.core.words import sentences, words

FEWEST_WORDS, MOST_WORDS = 5, 60
"""Words; docs/decisions/content.md says why the floor is not higher."""


def _for_patients(item: Item) -> bool:
    return Audience.PATIENT in item.audience


@rule(source="NHS content style guide")
def long_stem(item: Item) -> Iterator[Fault]:
    """A stem has at most 20 words, 15 in a sentence, pair or row; for students 30, and 80 with a case.

    A case is what is told before the question itself, in sentences of their own.
    """
    if _for_patients(item):
        yield from _too_long("The stem", item.stem, 20)
        for part in _read_as_sentences(item):
            yield from _too_long(f"“{part.text}”", part.text, 15, place=part.place)
        return
    *case, question = sentences(item.stem) or (item.stem,)
    yield from _too_long("The question" if case else "The stem", question, 30)
    if case:
        yield from _too_long("The stem with its case", item.stem, 80)


def _too_long(what: str, text: str, most: int, *, place: str = "stem") -> Iterator[Fault]:
    count = len(words(text))
    if count > most:
        message = f"{what} has {count} words; at most {most} are read with ease."
        yield Fault(place=place, message=message, fix="Shorten it, or make two sentences of it.")


def _read_as_sentences(item: Item) -> Iterator[Part]:
    """Return the sentences of the question, and what is read as one."""
    yield from (Part(place="stem", text=sentence) for sentence in sentences(item.stem))
    match item.body:
        case Matching() | Matrix():
            yield from (part for part in question_parts(item) if part.place.startswith(("pair", "row")))
        case Cloze() as body:
            yield from (Part(place="text", text=sentence) for sentence in sentences(cloze.solved(body)))
        case _:
            pass


@rule(source="NHS content style guide")
def long_option(item: Item) -> Iterator[Fault]:
    """An option or a step has at most 8 words; for students alone, at most 20."""
    most = 8 if _for_patients(item) else 20
    for option in choosable(item):
        count = len(words(option.text))
        if count > most:
            yield Fault(
                place=place_of(option),
                message=f"“{option.text}” has {count} words; at most {most}.",
                fix="Shorten it.",
            )


@rule(source="Butler and Roediger 2008")
def rationale_length(item: Item) -> Iterator[Fault]:
    """Every option has a rationale of 5 to 60 words."""
    for part in reasons(item):
        count = len(words(part.text))
        if not FEWEST_WORDS <= count <= MOST_WORDS:
            yield Fault(
                place=part.place,
                message=f"The {part.place} has {count} words, not {FEWEST_WORDS} to {MOST_WORDS}.",
                fix="Say why, in a sentence or a few.",
            )
