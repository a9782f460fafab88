"""Rules about what gives the right answer away, or takes it away, to someone who does not know it."""

import re
from collections.abc import Iterator, Sequence

from quizapp.core.banks import Severity
from quizapp.core.flaws.options import choosable, is_about_others
from quizapp.core.flaws.rule import Fault, rule
from quizapp.core.items import Choices, Item, ItemType, Matching, Matrix, Numeric, Option, ShortAnswer
from quizapp.core.numbers import answer_in_words
from quizapp.core.parts import place_of
from quizapp.core.typed_answers import fold
from quizapp.core.words import any_of, share_root, topic_words, words

ABSOLUTES = any_of(
    "absolutely, all, always, cannot, certainly, completely, definitely, entirely, every, everybody, "
    "everyone, "
    "everything, exclusively, forever, guaranteed, impossible, incapable, inevitable, "
    "inevitably, "
    "invariably, must, never, none, nothing, only, solely, totally, undoubtedly, "
    "universally, utterly, without exception, without fail"
)
NOT_ABSOLUTE = any_of(
    "above all, after all, all along, all in all, at all, first of all, most of all, not only"
)
SINGULAR_IN_S = frozenset(
    {"ascites", "bias", "diabetes", "gas", "genetics", "lens", "news", "pancreas", "series", "species", "yes"}
)
NO_AT_THE_START = re.compile(r"no +(?=\w)", re.IGNORECASE)
APOSTROPHE_S = re.compile(r"(?<=s)['’]$|['’]s$")
ENDING = re.compile(r"[.;:,!]$")
ANY_NUMBER = re.compile(r"\d+")
DIGIT = re.compile(r"(?<![A-Za-z])\d")
# A capital, as in “vitamin A”, is a name.
ARTICLE_AT_THE_END = re.compile(r"(?<![\w-])(an?|a/an|a\(n\))[\W_]*$")
MOST_WORDS_COUNTED = 5
# Where the head of a phrase ends: “ulcers of the small bowel” are ulcers.
OF = re.compile(r"(?<!most) of ")
PLURALS = frozenset({"bacteria", "children", "feet", "men", "nuclei", "teeth", "villi", "women"})
LONG_ENOUGH_TO_TELL = 6
"""Letters of a word that stands at the end of another; shorter ones are there by chance."""


@rule(source="NBME 2020; Haladyna 2002; SAQUET 7")
def absolute_option(item: Item) -> Iterator[Fault]:
    """Either all options of an item hold “always”, “never”, “only”, “every” and the like, or none does."""
    options = [option for option in choosable(item) if not is_about_others(option)]
    absolute = [option for option in options if find_absolute(option.text)]
    # “No hormone …” beside “Every hormone …” is as absolute; by itself it mostly is not.
    strict = [option for option in options if option in absolute or NO_AT_THE_START.match(option.text)]
    if isinstance(item.body, Choices) and absolute and len(strict) < len(options):
        texts = ", ".join(f"“{option.text}”" for option in absolute)
        yield Fault(
            place="options",
            message=f"Some options are absolute ({texts}), others are not.",
            fix="Say it without the absolute word, or give every option one.",
        )


def find_absolute(text: str) -> str:
    """Return the first absolute word of a text, or nothing; “most of all” holds none."""
    found = ABSOLUTES.search(NOT_ABSOLUTE.sub(" ", text))
    return found.group() if found else ""


@rule(source="NBME 2020; SAQUET 10")
def word_repeat(item: Item) -> Iterator[Fault]:
    """No word of the stem comes back in the right option, unless it does in every other."""
    if isinstance(item.body, Choices) and item.type is not ItemType.TRUE_FALSE:
        keys = [option for option in item.body.options if option.is_key]
        others = [option for option in item.body.options if not option.is_key]
        yield from _repeats("stem", item.stem, keys, others)


@rule(source="NBME 2020; SAQUET 10")
def pair_repeat(item: Item) -> Iterator[Fault]:
    """No word of a subject comes back in its match, unless it does in every other option."""
    match item.body:
        case Matching(subjects=asked, options=options) | Matrix(rows=asked, options=options):
            what = "pair" if isinstance(item.body, Matching) else "row"
            for part in asked:
                keys = [option for option in options if option.id == part.key]
                others = [option for option in options if option.id != part.key]
                yield from _repeats(f"{what} {part.id}", part.text, keys, others)


def _repeats(place: str, asked: str, keys: Sequence[Option], others: Sequence[Option]) -> Iterator[Fault]:
    shared = [word for word in sorted(topic_words(asked)) if keys and all(_holds(key, word) for key in keys)]
    for word in shared:
        if not all(_holds(other, word) for other in others):
            yield Fault(
                place=place,
                message=f"“{word}” of the question comes back in the right answer, but not in every other.",
                fix="Use another word in one of the two places, or use it in every option.",
            )


def _holds(option: Option, word: str) -> bool:
    return any(share_root(word, other) or _share_end(word, other) for other in topic_words(option.text))


def _share_end(first: str, second: str) -> bool:
    """Tell whether one word ends in the whole of the other: “therapy”, “chemotherapy”."""
    shorter, longer = sorted((first, second), key=len)
    return len(shorter) >= LONG_ENOUGH_TO_TELL and longer.endswith(shorter)


@rule(source="NBME 2020; SAQUET 16", severity=Severity.WARNING)
def convergence(item: Item) -> Iterator[Fault]:
    """The right option is not the one that shares most words with the others."""
    if item.type is not ItemType.SINGLE_CHOICE:
        return
    options = choosable(item)
    overlaps = {option.id: _overlap(option, options) for option in options}
    for key in (option for option in options if option.is_key):
        rest = [overlap for id_, overlap in overlaps.items() if id_ != key.id]
        if overlaps[key.id] >= 2 and rest and overlaps[key.id] > max(rest):
            yield Fault(
                place=place_of(key),
                message="The right option shares more words with the others than any of them.",
                fix="Let the wrong options differ from each other less, or from the right one more.",
            )


def _overlap(option: Option, options: Sequence[Option]) -> int:
    mine = topic_words(option.text)
    return sum(len(mine & topic_words(other.text)) for other in options if other.id != option.id)


@rule(source="NBME 2020; Haladyna 2002; SAQUET 17")
def grammar_cue(item: Item) -> Iterator[Fault]:
    """Options fit the stem and each other in grammar: no “a” before them, same capitals, no full stop."""
    options = choosable(item)
    if isinstance(item.body, Choices) and options and (found := ARTICLE_AT_THE_END.search(item.stem)):
        yield Fault(
            place="stem",
            message=f"The stem ends in “{found[1]}”, which fits some options only.",
            fix="Put the article into the options.",
        )
    for option in options:
        if ENDING.search(option.text):
            yield Fault(
                place=place_of(option),
                message=f"The option “{option.text}” ends in a stop.",
                fix="Take the stop away.",
            )
    if len({_begins_small(option.text) for option in options} - {None}) > 1:
        yield Fault(
            place="options",
            message="Some options begin with a capital, others do not.",
            fix="Begin all of them alike.",
        )


def _begins_small(text: str) -> bool | None:
    """Tell whether a text begins with a small letter; None where its first word has its own spelling."""
    first = re.split(r"[\s,]", text.lstrip("“‘\"'("), maxsplit=1)[0]
    is_letter = len(first) > 1 and first[0].isupper() and first[1] == "-"  # “X-rays”
    if not first[:1].isalpha() or is_letter or APOSTROPHE_S.search(first) or any(map(str.isupper, first[1:])):
        return None
    return first[0].islower()


@rule(source="NBME 2020; SAQUET 17", severity=Severity.WARNING)
def number_cue(item: Item) -> Iterator[Fault]:
    """The right option is not the only one in the singular, or the only one in the plural."""
    options = choosable(item)
    keys = {_is_plural(option.text) for option in options if option.is_key}
    others = {_is_plural(option.text) for option in options if not option.is_key}
    if item.type is ItemType.SINGLE_CHOICE and (keys, others) in (({True}, {False}), ({False}, {True})):
        yield Fault(
            place="options",
            message="The right option differs from all others in number (one or many).",
            fix="Put all options in the singular, or all in the plural.",
        )


def _is_plural(text: str) -> bool | None:
    """Tell whether a text is in the plural; None where it is long, or begins with a number."""
    head = words(OF.split(text)[0])
    if (
        not head
        or len(head) > 3
        or len(words(text)) > MOST_WORDS_COUNTED
        or NOT_ABSOLUTE.search(text)
        or text[0].isdigit()
    ):
        return None
    last = head[-1]
    return last in PLURALS or (
        last.endswith("s") and not last.endswith(("ss", "us", "is", "'s", "’s")) and last not in SINGULAR_IN_S
    )


@rule(source="SAQUET 11", severity=Severity.WARNING)
def digit_cue(item: Item) -> Iterator[Fault]:
    """Where the stem has a number, not just one of the options has one."""
    options = choosable(item) if isinstance(item.body, Choices) else ()
    asked = set(ANY_NUMBER.findall(item.stem))
    numbered = [
        option
        for option in options
        if DIGIT.search(option.text) or asked & set(ANY_NUMBER.findall(option.text))
    ]
    if DIGIT.search(item.stem) and len(numbered) == 1 and len(options) > 1:
        yield Fault(
            place=place_of(numbered[0]),
            message=f"Of all options only “{numbered[0].text}” has a number, as the stem has.",
            fix="Give others a number too, or leave it out.",
        )


@rule(source="own")
def answer_in_stem(item: Item) -> Iterator[Fault]:
    """A typed answer does not stand in its own question."""
    match item.body:
        case ShortAnswer(answers=answers):
            pass
        case Numeric(unit=unit) as number if unit:
            answers = (answer_in_words(number),)
        case _:
            return
    asked = f" {fold(item.stem)} "
    for answer in answers:
        if f" {fold(answer)} " in asked:
            yield Fault(
                place="stem", message=f"The answer “{answer}” stands in the question.", fix="Ask without it."
            )
