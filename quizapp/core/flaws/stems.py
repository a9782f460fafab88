"""Rules about the question itself."""

import re
from collections.abc import Iterator

from quizapp.core.banks import Severity
from quizapp.core.flaws.options import choosable
from quizapp.core.flaws.rule import Fault, rule
from quizapp.core.items import Item, ItemType
from quizapp.core.words import any_of, sentences, share_root, topic_words, whole_patterns, words

BLANK = re.compile(
    r"_{2,}|\.{4,}|…{2,}|(?<!\S)(?:_|[-–—]{3,})(?=\s+\w)"
    r"|[\[(<{]\s*(?:\?+|…|[._]+|-+|blank|gap|missing word)?\s*[\])>}]",
    re.IGNORECASE,
)
DOTS = re.compile(r"(?<!\S)(?:…|\.{3})(?=\s+\w)")
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
NEGATIONS = any_of(
    "not, except, excepting, exclude, excluded, excludes, excluding, least, false, incorrect, untrue, "
    "unlikely, "
    "never, without, cannot, other than, with the exception of, fails to, fail to"
)
# “Which organ makes no …” turns round; “What is a tumour called that makes no …” defines.
NONE_ASKED = re.compile(
    r"(?<![\w-])which (?!(?:word|name|term)s?(?!\w))(?:(?!(?:that|who|which|with) )[\w’'-]+ ){1,6}"
    r"no (?!longer|more)",
    re.IGNORECASE,
)
QUOTED_PHRASE = re.compile(r"“[^”]* [^”]*”|\"[^\"]* [^\"]*\"")
SHORT_NOT = re.compile(r"\w+n['’]t(?!\w)", re.IGNORECASE)
# None of these turns a question round: a remark in brackets, “at least”, “not only”.
NO_NEGATIONS = re.compile(r"\([^)]*\)|(?<![\w-])(at least|not only)(?![\w-])", re.IGNORECASE)
POINTERS = any_of(
    "it, its, that, this, these, those, they, them, their, here, there, such, same, then, next, afterwards"
)
# A first sentence that begins so points to nothing: “It is a cold morning.”
POINTS_NOWHERE = re.compile(
    r"(it|this|that|they)(['’]s)? (?!(list|picture|sentence)s?(?!\w))\w+", re.IGNORECASE
)
# Praise of the topic, and good advice: nobody needs them to answer.
IDLE_TALK = whole_patterns(
    r"(topic|subject|question|matter|area|field|item|chapter) (is|are|can be|may be) (\w+ )?\w+",
    r"(important|interesting|fascinating|exciting|tricky|hard|easy|difficult|good|famous|popular|"
    r"favourite|great) "
    r"(topic|subject|question|item|chapter|area|field)s?",
    r"(think|read|look|choose|answer) (\w+ )?(carefully|well|closely|twice)|take your time|good luck|"
    r"well done|"
    r"(good|useful|nice|important) to (know|learn|remember)|worth (knowing|learning|remembering)",
)
TRUE_OF_WHAT = re.compile(
    r"which( one)?( of)?( the| these)?( following| these)?( statements?| sentences?)?( about [^?]*)?"
    r" (is|are) (true|correct|right)\W*$",
    re.IGNORECASE,
)


@rule(source="Tarrant 2006; SAQUET 5")
def blank_in_stem(item: Item) -> Iterator[Fault]:
    """A stem has no blank before its end."""
    stem = item.stem.rstrip(" .:?_…-–—”’[]()")
    if BLANK.search(stem) or DOTS.search(QUOTED.sub("“”", stem)):
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
    if found := (find_negation(QUOTED_PHRASE.sub(" ", item.stem)) or _asks_for_none(item.stem)):
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


def _asks_for_none(stem: str) -> str:
    found = NONE_ASKED.search(stem)
    return "no" if found else ""


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
        own = POINTERS.search(sentence) and not (place == 1 and POINTS_NOWHERE.match(sentence))
        points = own or POINTERS.search(rest)
        if not asks and (IDLE_TALK.search(sentence) or not (near or points)):
            yield Fault(
                place="stem",
                message=f"The sentence “{sentence}” has nothing to do with what follows.",
                fix="Leave it out, if the question can be answered without it.",
            )
