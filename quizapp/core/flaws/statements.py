"""Rules about true/false items."""

from collections.abc import Iterator

from quizapp.core.flaws.cues import find_absolute
from quizapp.core.flaws.rule import Fault, rule
from quizapp.core.flaws.stems import find_negation
from quizapp.core.items import Choices, Item, ItemType
from quizapp.core.typed_answers import fold
from quizapp.core.words import any_of, sentences, share_root, topic_words

MEASURES = any_of(
    "also, another, can, few, many, may, more, most, not, often, other, others, some, sometimes, usually"
)


def _is_true(item: Item) -> bool:
    return isinstance(item.body, Choices) and "true" in item.body.key_ids


@rule(source="NBME 2020; SAQUET 7")
def absolute_statement(item: Item) -> Iterator[Fault]:
    """A statement has no “all”, “always”, “only” or “never”, unless its correction takes just that back."""
    if item.type is not ItemType.TRUE_FALSE or not isinstance(item.body, Choices):
        return
    found = find_absolute(item.stem)
    is_the_point = not _is_true(item) and _takes_back(item.body.correction, item.stem)
    if found and not is_the_point:
        yield Fault(
            place="stem",
            message=f"“{found}” gives away whether the statement is true.",
            fix="Say it without the word; or, if the word is what is put right, say so in the correction.",
        )


def _takes_back(correction: str, statement: str) -> bool:
    """Tell whether a correction says of the same thing that it is so in part, or of others too."""
    same = topic_words(correction)
    said = topic_words(statement)
    is_near = not said or any(share_root(word, other) for word in said for other in same)
    return is_near and MEASURES.search(correction) is not None


@rule(source="Haladyna 2002")
def negative_statement(item: Item) -> Iterator[Fault]:
    """A statement says what is so; it has no “not”."""
    if item.type is not ItemType.TRUE_FALSE:
        return
    if found := find_negation(item.stem):
        yield Fault(
            place="stem", message=f"The statement is turned round by “{found}”.", fix="Say what is so."
        )


@rule(source="Haladyna 2002")
def one_proposition(item: Item) -> Iterator[Fault]:
    """A statement is one sentence."""
    if item.type is ItemType.TRUE_FALSE and len(sentences(item.stem)) != 1:
        yield Fault(
            place="stem",
            message="The statement is more than one sentence.",
            fix="Keep the one that is to be judged.",
        )


@rule(source="Butler and Roediger 2008")
def idle_correction(item: Item) -> Iterator[Fault]:
    """The correction of a false statement says something else than the statement."""
    if item.type is not ItemType.TRUE_FALSE or not isinstance(item.body, Choices) or _is_true(item):
        return
    if fold(item.body.correction) == fold(item.stem):
        yield Fault(
            place="correction",
            message="The correction repeats the false statement.",
            fix="Write the statement, put right.",
        )
