"""Rules about length. An item for patients, or for both audiences, keeps to the patients' limits."""

from collections.abc import Iterator

from quizapp.core.flaws.options import choosable
from quizapp.core.flaws.rule import Fault, rule
from quizapp.core.items import Audience, Choices, Item, Matching, Ordering, ShortAnswer
from quizapp.core.words import sentences, words

FEWEST_WORDS, MOST_WORDS = 5, 60
"""Words; docs/decisions/content.md says why the floor is not higher."""


def _for_patients(item: Item) -> bool:
    return Audience.PATIENT in item.audience


@rule(source="NHS content style guide")
def long_stem(item: Item) -> Iterator[Fault]:
    """A stem has at most 20 words, and 15 in a sentence or subject; for students alone, at most 30 in all."""
    most = 20 if _for_patients(item) else 30
    count = len(words(item.stem))
    if count > most:
        yield Fault(
            message=f"The stem has {count} words; at most {most} are read with ease.", fix="Shorten it."
        )
    if _for_patients(item):
        subjects = item.body.subjects if isinstance(item.body, Matching) else ()
        for sentence in (*sentences(item.stem), *(subject.text for subject in subjects)):
            if len(words(sentence)) > 15:
                message = f"“{sentence}” has {len(words(sentence))} words; at most 15 are read with ease."
                yield Fault(message=message, fix="Shorten it, or make two sentences of it.")


@rule(source="NHS content style guide")
def long_option(item: Item) -> Iterator[Fault]:
    """An option or a step has at most 8 words; for students alone, at most 20."""
    most = 8 if _for_patients(item) else 20
    for option in choosable(item):
        count = len(words(option.text))
        if count > most:
            yield Fault(message=f"“{option.text}” has {count} words; at most {most}.", fix="Shorten it.")


@rule(source="Butler and Roediger 2008")
def rationale_length(item: Item) -> Iterator[Fault]:
    """Every option has a rationale of 5 to 60 words."""
    match item.body:
        case ShortAnswer(rationale=rationale):
            reasons = [("The", rationale)]
        case Choices(options=options) | Matching(options=options) | Ordering(options=options):
            reasons = [(f"For “{option.text}” the", option.rationale) for option in options]
    for whose, rationale in reasons:
        count = len(words(rationale))
        if not FEWEST_WORDS <= count <= MOST_WORDS:
            yield Fault(
                message=f"{whose} rationale has {count} words, not {FEWEST_WORDS} to {MOST_WORDS}.",
                fix="Say why, in a sentence or a few.",
            )
