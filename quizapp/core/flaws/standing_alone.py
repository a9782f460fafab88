"""Rules about whether a stem can be understood by itself, by someone who reads it first and tired."""

import re
from collections.abc import Iterator

from quizapp.core.banks import Severity
from quizapp.core.facts import Knowledge
from quizapp.core.flaws.rule import Fault, rule
from quizapp.core.flaws.searching import found_in
from quizapp.core.items import Item, ItemType
from quizapp.core.parts import parts, question_parts
from quizapp.core.words import any_of, topic_words, whole_patterns, whole_words, written_words

MOST_COMMAS = 2
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
COMMA = re.compile(r",(?!\d)")
ANOTHER = whole_patterns(
    r"(previous|last|preceding|earlier|other|prior) (question|item|answer|case|card|statement|scenario|"
    r"example)s?",
    r"(next|following|coming|later) (question|item|card)s?|question just \w+|"
    r"the (first|second|third) question(?! to)",
    r"(question|item|card|answer|case|statement) (above|below|before|(number )?\d+)",
    r"(your|the) (previous|last|earlier|first) (choice|reply)|your answer|in the (last|previous) one",
    r"as (before|above)|same (person|patient|case|question|tumour|hormone) as (before|above)",
    r"(again|still) (about|thinking of) the same|(just|already) (asked|answered)",
    r"(named|described|mentioned|asked|seen|shown|chosen) (above|before|earlier)",
    r"(same|other) (options|answers|choices) as",
    r"(the|this|that) same (person|patient|man|woman|case|child|nurse)(?= (comes|now|returns|goes|has|is|"
    r"later|again|also))",
    r"(the|this|that|our) (person|patient|man|woman|case|child) (comes|is|returns) back|back to (the|"
    r"this|our) (case|person|patient)",
    r"(from|in|of|with|after) (your|the) (previous|last|earlier) \w+|(what|as) you (just|have just|"
    r"already) \w+|you (just|have just) \w+",
    r"(staying|continuing|going on|returning) (with|to) (the|this|that) (case|person|patient|question|"
    r"topic|tumour|hormone)",
    r"(based|building|following) on (your|the) (answer|choice|reply|case|question)|q ?\d+",
)
PRONOUN = any_of("it, its, they, them, their, he, him, his, she, her, hers")
THINGS = (
    "case|cells?|condition|disease|drug|gland|hormone|illness|medicine|name|organ|patient|person|result|"
    "scan|symptom|"
    "test|treatment|tumour|word"
)
SHOWN = whole_patterns(
    r"(this|such an?) (?!(kind|time|way|week|year)s?(?!\w))[a-z]+|this(?=[?.])",
    f"that ({THINGS})|(is|are|was|does|do) (that|those)(?! [a-z]+ [a-z]+)",
    rf"(?<!of )(?<!all )(these|those|such) ({THINGS})s?(?!\w)(?! as)|the (latter|former|above)",
)
# Nothing can be meant but something said before: “Which hormone lowers it?”, “Which organ does it come from?”
UNNAMED = re.compile(
    r"(?:(?<=[.?!] )|^)(?:which|what|who|where|when|how|why)(?: (?!(?:that|which|who|when|if|because|as|"
    r"after|before|"
    r"while|whether|until|since|and|but|or|to|of|in|on|for|with|by|from|at|called|means?|so|than|"
    r"words?)(?!\w))[\w’'-]+){1,4}? "
    r"(it|them|him)(?!\w)",
    re.IGNORECASE,
)
# “A man …”, “A NET …”, a word in quotation marks: named, though by too short a word to carry a topic.
NAMED = re.compile(r"(?<![\w-])(a|an|the|each|every|one|two) \w|(?-i:[A-Z]{2})|“|\"", re.IGNORECASE)
CLAUSE_END = re.compile(r"[.?!;:,](?=\s)")
# What points to something after it: “On its page, a clinic …”, “Why is it useful to …”.
POINTS_AHEAD = whole_patterns(
    r"(after|at|before|by|from|in|on|with) (its|their|his|her)(?= [^?]*, )",
    r"it ((is|be|was) )?(\w+ )?(to|that|if|when|for|takes?|called|mean|helps?|matter)",
    r"(is|was|can|does|would|will|may|should|might) it (\w+ ){0,2}(to|that|if|when)",
)
SHORT_NAME = re.compile(r"(?<!\w)(?:\d-)?(?:[a-z]?[A-Z]{2,6}|[A-Z][a-z][A-Z]+)\d{0,2}s?(?!\w)")
KNOWN_TO_ALL = frozenset({"II", "III", "IV", "VI", "UK", "US", "USA", "EU", "NHS", "OK", "TV", "AM", "PM"})


@rule(source="SAQUET 1", severity=Severity.WARNING)
def two_questions(item: Item) -> Iterator[Fault]:
    """A stem asks one question: outside quotation marks it has one question mark at most."""
    if QUOTED.sub(" ", item.stem).count("?") > 1:
        yield Fault(
            place="stem", message="The stem asks two questions.", fix="Ask one, and leave the other out."
        )


@rule(source="SAQUET 1", severity=Severity.WARNING)
def many_commas(item: Item) -> Iterator[Fault]:
    """A stem has at most two commas; those inside a number do not count."""
    found = len(COMMA.findall(item.stem))
    if found > MOST_COMMAS:
        yield Fault(
            place="stem",
            message=f"The stem has {found} commas, so it holds many parts.",
            fix="Make short sentences of it, or leave parts out.",
        )


@rule(source="NBME 2020")
def hinged_stem(item: Item) -> Iterator[Fault]:
    """A stem can be answered alone: it points to no other question, answer or case."""
    if found := ANOTHER.search(QUOTED.sub(" ", item.stem)):
        yield Fault(
            place="stem",
            message=f"“{found.group()}” points to something that stands elsewhere, or nowhere.",
            fix="Say in the stem itself all that is needed.",
        )


@rule(source="SAQUET 1", severity=Severity.WARNING)
def loose_pointer(item: Item) -> Iterator[Fault]:
    """A stem names what it speaks of before it says “it”, “they” or “this tumour”."""
    plain = POINTS_AHEAD.sub(lambda found: " " * len(found.group()), item.stem)
    shown = SHOWN.search(plain) if not item.picture and not _shows_ahead(item) else None
    unnamed = UNNAMED.match(plain)
    if unnamed:
        yield _unnamed(unnamed[1])
        return
    for found in filter(None, (PRONOUN.search(plain), shown)):
        before = item.stem[: found.start()]
        if found is shown:  # what it points to is not the word that asks for it: “Which organ makes this …”
            before = before[: max((end.start() for end in CLAUSE_END.finditer(before)), default=0)]
        if not topic_words(before) and not NAMED.search(before):
            yield _unnamed(found.group().strip())


def _unnamed(pointer: str) -> Fault:
    message = f"Nothing stands before “{pointer}” that it could point to."
    return Fault(place="stem", message=message, fix="Name the thing itself.")


def _shows_ahead(item: Item) -> bool:
    """Tell whether “this …” points to something in the stem: a word quoted, or what a colon announces."""
    return bool(QUOTED.search(item.stem) or ":" in item.stem.rstrip(": ")) or item.type in {
        ItemType.DROPDOWN_CLOZE,
        ItemType.MATCHING,
        ItemType.MATRIX,
        ItemType.ORDERING,
    }


@rule(source="PEMAT 4", severity=Severity.WARNING)
def undefined_abbreviation(item: Item, knowledge: Knowledge) -> Iterator[Fault]:
    """Every short name in capitals is in the glossary, spelled out, quoted, or an option or row by itself."""
    told = _standing_alone(item)
    texts = [part.text for part in parts(item)]
    for part, _ in found_in(parts(item), SHORT_NAME):
        for found in SHORT_NAME.findall(QUOTED.sub(" ", _explained(knowledge).sub(" ", part.text))):
            name = _singular(found)
            if name in told | KNOWN_TO_ALL or _is_spelled_out(name, texts):
                continue
            told.add(name)
            yield Fault(
                place=part.place,
                message=f"“{name}” is explained nowhere (in “{part.text}”).",
                fix="Write it out, or put it into the glossary.",
            )


def _explained(knowledge: Knowledge) -> re.Pattern[str]:
    """Return a pattern that finds terms of the glossary and names of sources."""
    names = [name for source in knowledge.sources.values() for name in (source.publisher, source.title)]
    forms = [form for term in knowledge.terms.values() for form in (term.term, *term.forms)]
    return whole_words(*forms, *names)


def _standing_alone(item: Item) -> set[str]:
    """Return the short names that options or rows are made of: what they stand for is being asked."""
    texts = [part.text for part in question_parts(item) if part.place not in {"stem", "text"}]
    names = [SHORT_NAME.findall(text) for text in texts if not written_words(SHORT_NAME.sub(" ", text))]
    return {_singular(name) for found in names for name in found}


def _singular(name: str) -> str:
    return name[:-1] if name.endswith("s") and name[:-1].isupper() else name


def _is_spelled_out(name: str, texts: list[str]) -> bool:
    """Tell whether a text has brackets beside the name, says what it stands for, or has its words."""
    plain = re.escape(name).replace(r"\-", "-")
    beside = re.compile(
        rf"\({plain}s?\)|(?<!\w){plain}s? (\(|stands|is short|is the short|means|for short)"
        rf"|(called|short for|for short,?) {plain}(?!\w)"
    )
    letters = [letter for letter in name.casefold() if letter.isalpha()]
    return any(beside.search(text) or _has_initials(letters, text) for text in texts)


def _has_initials(letters: list[str], text: str) -> bool:
    initials = [part[0].casefold() for word in written_words(text) for part in word.split("-") if part]
    size = len(letters)
    return any(initials[start : start + size] == letters for start in range(len(initials) - size + 1))
