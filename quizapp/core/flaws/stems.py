"""Rules about the question itself."""

import re
from collections.abc import Iterator

from quizapp.core.banks import Severity
from quizapp.core.flaws.options import choosable
from quizapp.core.flaws.rule import Fault, rule
from quizapp.core.items import Item, ItemType
from quizapp.core.words import any_of, sentences, share_root, topic_words, words

BLANK = re.compile(r"_{2,}|\.{4,}|…{2,}")
NEGATIONS = any_of("not, except, least, false, incorrect, unlikely, never, without, cannot")
SHORT_NOT = re.compile(r"\w+n['’]t(?!\w)", re.IGNORECASE)
# None of these turns a question round: a remark in brackets, “at least”, “not only”.
NO_NEGATIONS = re.compile(r"\([^)]*\)|(?<![\w-])(at least|not only)(?![\w-])", re.IGNORECASE)
POINTERS = any_of("it, its, that, this, these, those, they, them, their, here, there")
TRUE_OF_WHAT = re.compile(
    r"which( one)?( of)?( the| these)?( following| these)?( statements?| sentences?)?( about [^?]*)?"
    r" (is|are) (true|correct|right)\W*$",
    re.IGNORECASE,
)


@rule(source="Tarrant 2006; SAQUET 5")
def blank_in_stem(item: Item) -> Iterator[Fault]:
    """A stem has no blank before its end."""
    if BLANK.search(item.stem.rstrip(" .:?_…")):
        yield Fault(
            place="stem",
            message="The stem has a blank to be filled in.",
            fix="Ask a whole question, or move the blank to the end of the sentence.",
        )


@rule(source="NBME 2020; Haladyna 2002; SAQUET 9", for_students=Severity.WARNING)
def negative_stem(item: Item) -> Iterator[Fault]:
    """A question says what is asked for, not what is not."""
    if item.type is ItemType.TRUE_FALSE:
        return
    if found := find_negation(item.stem):
        yield Fault(
            place="stem",
            message=f"The stem turns the question round with “{found}”.",
            fix="Ask for what is so, and let the options that are not so be the wrong ones.",
        )


def find_negation(text: str) -> str:
    """Return the first word that turns a text round, or nothing."""
    plain = NO_NEGATIONS.sub(" ", text)
    found = NEGATIONS.search(plain) or SHORT_NOT.search(plain)
    return found.group() if found else ""


@rule(source="Haladyna 2002; SAQUET 19")
def unfocused_stem(item: Item) -> Iterator[Fault]:
    """A stem asks a whole question, in five words or more, that can be answered with the options covered."""
    if item.type is ItemType.TRUE_FALSE:
        if not item.stem.endswith("."):
            yield Fault(
                place="stem", message="The statement does not end in “.”.", fix="Write one whole sentence."
            )
        return
    if not item.stem.endswith(("?", ":")):
        yield Fault(place="stem", message="The stem does not end in “?” or “:”.", fix="Ask a whole question.")
    if len(words(item.stem)) < 5:
        yield Fault(
            place="stem",
            message="The stem has fewer than five words.",
            fix="Say what is asked, in a whole question.",
        )
    if TRUE_OF_WHAT.search(item.stem):
        yield Fault(
            place="stem",
            message="The stem asks which statement is true; nobody can answer with the options covered.",
            fix="Ask about one thing, or make true/false items of the statements.",
        )


@rule(source="NBME 2020; SAQUET 15", severity=Severity.WARNING)
def idle_sentence(item: Item) -> Iterator[Fault]:
    """Every sentence before the question has to do with what follows.

    It shares a word with it or with the right answer, or one of the two points to the other (“it”, “these”).
    """
    parts = sentences(item.stem)
    keys = [option.text for option in choosable(item) if option.is_key]
    for place, sentence in enumerate(parts[:-1], start=1):
        rest = " ".join((*parts[place:], *keys))
        near = any(share_root(word, other) for word in topic_words(sentence) for other in topic_words(rest))
        asks = sentence.endswith("?") or "“" in sentence
        if not near and not asks and not POINTERS.search(f"{sentence} {rest}"):
            yield Fault(
                place="stem",
                message=f"The sentence “{sentence}” has no word in common with what follows.",
                fix="Leave it out, if the question can be answered without it.",
            )
