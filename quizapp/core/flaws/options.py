"""Rules about what can be chosen."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from quizapp.core.banks import Severity
from quizapp.core.flaws.about_others import adds_up, are_verdicts, says_none_is_right, takes_others_in, things
from quizapp.core.flaws.counted import begins_with_number, differ_by_number
from quizapp.core.flaws.rule import Fault, rule
from quizapp.core.items import Choices, Item, ItemType, Matching, Matrix, Option, Ordering
from quizapp.core.parts import place_of
from quizapp.core.typed_answers import fold
from quizapp.core.words import any_of

NUMBERED = re.compile(
    r"(?<!\w)(?:(?:1|I)(?: and |, ?| ?[&+] ?)(?:2|II)"
    r"|(?<!itamins )(?<!epatitis )[A-E](?: and |, ?| or | ?[&+] ?)[A-E])(?!\w)"
)
VAGUE = any_of(
    "almost, as a rule, at times, by and large, commonly, every so often, frequently, from time to time, "
    "generally, hardly ever, in general, in many cases, in most cases, in some cases, infrequently, "
    "most of the time, mostly, much of the time, nearly, normally, now and again, now and then, "
    "occasionally, often, on occasion, on rare occasions, on the whole, once in a while, ordinarily, "
    "rarely, regularly, seldom, some of the time, sometimes, typically, usually"
)
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
SHORTEST_COUNTED = 12
"""Characters; below this a difference of length is no cue."""


def choosable(item: Item) -> tuple[Option, ...]:
    """Return the options of an item; a statement to be judged and a typed answer have none.

    Those of a cloze are found blank by blank, in ``choices_of(item)``.
    """
    match item.body:
        case Choices(options=options) if item.type is not ItemType.TRUE_FALSE:
            return options
        case Matching(options=options) | Ordering(options=options) | Matrix(options=options):
            return options
        case _:
            return ()


@rule(source="NBME 2020; Haladyna 2002; SAQUET 3")
def none_of_the_above(item: Item) -> Iterator[Fault]:
    """No option says that none of the others is right."""
    for option in choosable(item):
        if says_none_is_right(option.text):
            yield Fault(
                place=place_of(option),
                message=f"The option “{option.text}” is about the other options.",
                fix="Leave it out.",
            )


@rule(source="NBME 2020; Haladyna 2002; SAQUET 4")
def all_of_the_above(item: Item) -> Iterator[Fault]:
    """No option takes others in."""
    options = choosable(item)
    for option in options:
        others = [other.text for other in options if other is not option]
        if takes_others_in(option.text) or (isinstance(item.body, Choices) and adds_up(option.text, others)):
            yield Fault(
                place=place_of(option),
                message=f"The option “{option.text}” takes other options in.",
                fix="Leave it out, or make a select-all item.",
            )


def is_about_others(option: Option) -> bool:
    """Tell whether an option takes others in, or says that none of them is right."""
    return says_none_is_right(option.text) or takes_others_in(option.text)


@rule(source="Tarrant 2006; SAQUET 6")
def verdict_options(item: Item) -> Iterator[Fault]:
    """Options are more than “true”, “false”, “yes” and “no”."""
    if isinstance(item.body, Choices) and are_verdicts([option.text for option in choosable(item)]):
        yield Fault(place="options", message="The options are verdicts.", fix="Make it a true/false item.")


@rule(source="NBME 2020; Haladyna 2002; SAQUET 8")
def conspicuous_key(item: Item) -> Iterator[Fault]:
    """The right option is not half as long again as every other, nor under three fifths of every other."""
    key, shortest, longest = _lengths(item)
    if key > 1.5 * longest:
        yield Fault(
            place=_place_of_key(item),
            message=f"The right option is by far the longest: {key} characters, the next {longest}.",
            fix="Shorten it, or make a wrong one as full.",
        )
    if key < 0.6 * shortest:
        yield Fault(
            place=_place_of_key(item),
            message=f"The right option is by far the shortest: {key} characters, the next {shortest}.",
            fix="Shorten the others, or make it as full.",
        )


@rule(source="NBME 2020; Haladyna 2002; SAQUET 8", severity=Severity.WARNING)
def longer_key(item: Item) -> Iterator[Fault]:
    """The right option is not longer by a quarter than every other."""
    key, _, longest = _lengths(item)
    if 1.25 * longest < key <= 1.5 * longest:
        yield Fault(
            place=_place_of_key(item),
            message=f"The right option is the longest: {key} characters, the next {longest}.",
            fix="Shorten it, or make a wrong one as full.",
        )


def _place_of_key(item: Item) -> str:
    return next((place_of(option) for option in choosable(item) if option.is_key), "options")


def _lengths(item: Item) -> tuple[int, int, int]:
    """Return the characters of the right option, of the shortest and of the longest other one.

    Options under 12 characters count as 12. Without one right option and others, all three are the same.
    """
    keys = [_length(option) for option in choosable(item) if option.is_key]
    others = [_length(option) for option in choosable(item) if not option.is_key]
    if item.type is not ItemType.SINGLE_CHOICE or len(keys) != 1 or not others:
        return 1, 1, 1
    return keys[0], min(others), max(others)


def _length(option: Option) -> int:
    return max(len(option.text), SHORTEST_COUNTED)


@rule(source="Haladyna 2002; SAQUET 12")
def number_first(item: Item) -> Iterator[Fault]:
    """Options that differ by a number begin with it, so that the page can show them in rising order."""
    options = choosable(item) if not isinstance(item.body, Ordering) else ()
    texts = [option.text for option in options]
    if differ_by_number(texts) and not all(map(begins_with_number, texts)):
        yield Fault(
            place="options",
            message="The options differ by a number that stands later in them.",
            fix="Put the number first.",
        )


@rule(source="Tarrant 2006; SAQUET 14")
def combined_options(item: Item) -> Iterator[Fault]:
    """Options are not combinations of the same few things."""
    options = choosable(item) if not isinstance(item.body, Ordering) else ()
    if any(NUMBERED.search(option.text) for option in options) or _are_combinations(options):
        yield Fault(
            place="options",
            message="The options are combinations of the same few things.",
            fix="Make a select-all item, with one thing in each option.",
        )


def _are_combinations(options: Sequence[Option]) -> bool:
    """Tell whether some options put several things together, and each thing stands in two of all or more."""
    groups = [things(option.text) for option in options]
    counted = Counter(thing for group in groups for thing in group)
    return any(len(group) > 1 for group in groups) and min(counted.values()) > 1


@rule(source="NBME 2020; SAQUET 18")
def vague_option(item: Item) -> Iterator[Fault]:
    """No option says “often”, “usually” or “rarely”; a stem or a rationale may."""
    for option in choosable(item) if not isinstance(item.body, Ordering) else ():
        if found := VAGUE.search(option.text):
            yield Fault(
                place=place_of(option),
                message=f"The option “{option.text}” says “{found.group()}”.",
                fix="Say what is so, or leave it out.",
            )


@rule(source="Haladyna 2002")
def overlapping_options(item: Item) -> Iterator[Fault]:
    """No option says the same as another; nor does one contain another, but for matches and steps."""
    options = choosable(item)
    for place, first in enumerate(options):
        for second in options[place + 1 :]:
            if _plain(first.text) == _plain(second.text):
                message = f"“{first.text}” and “{second.text}” say the same."
            elif isinstance(item.body, Choices) and _contains(first.text, second.text):
                message = f"One of “{first.text}” and “{second.text}” takes the other in."
            else:
                continue
            yield Fault(
                place=place_of(second),
                message=message,
                fix="Change one, so that only one of them can be chosen with reason.",
            )


def _plain(text: str) -> str:
    """Return a text without what makes no difference; the signs around a number do."""
    return text.casefold() if NUMBER.search(text) else fold(text)


def _contains(first: str, second: str) -> bool:
    shorter, longer = sorted((_plain(first).split(), _plain(second).split()), key=len)
    return bool(shorter) and any(
        longer[start : start + len(shorter)] == shorter for start in range(len(longer) - len(shorter) + 1)
    )
