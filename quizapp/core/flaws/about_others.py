"""How options speak of each other, or judge instead of saying something."""

import re
from collections.abc import Collection, Sequence

from quizapp.core.typed_answers import fold
from quizapp.core.words import whole_patterns

# What an option calls the others by: “these”, “the above”, “the other answers”, “the first two”.
CHOICE = r"(options?|answers?|choices?|alternatives?|statements?)"
OTHERS = (
    r"(these|those|them|the above|the rest|"
    r"the (other|others|first|last|previous|preceding|listed|given|named|above|remaining)"
    rf"( (one|ones|two|three|four))?( {CHOICE})?(?! (?!are|is|but)[a-z])|"
    rf"(the )?(two|three|four)(?! [a-z])|(the )?((two|three|four) )?{CHOICE})"
)
GIVEN = "(listed|given|named|shown|mentioned|offered|here|above|among|on the list)"
NONE_OF_THEM = whole_patterns(
    r"(?<!\w )(none|neither)",
    rf"(none|neither|nothing|no one|not (any|one|a single one)) of (the )?((two|three|four) )?{OTHERS}",
    rf"no (single |such |other )?((correct|right|true|valid|suitable|fitting) )?{CHOICE}",
    r"(?<!\w )(something|anything) (else|other)(?! [a-z])|(?<!\w )others?(?! [\w(])",
    rf"(?<!\w )(another|(a|some) (different|other)) {CHOICE}|other than (these|those|the above)",
    rf"(is|are|was|were)( not|n['’]t) ({GIVEN}|there(?! [a-z]))",
    rf"(?<!\w )((something |anything )?not|nothing|none) ({GIVEN}|(that )?fits)",
    rf"((all|both|every one|each) (of )?)?({OTHERS}|every {CHOICE}|all|both|(they|these)( all)?)"
    r"( here)? (is|are) (all )?(wrong|false|incorrect|untrue|mistaken|not (right|true|correct))",
)
LETTER = r"(?-i:[A-E]|\([A-Ea-e]\))"
ALL_OF_THEM = whole_patterns(
    r"((all|both|each|any|either|every|two|some|most|several|more than)( one)?|a mix|a mixture|a combination)"
    rf"( (two|three|four))?( of)? {OTHERS}",
    rf"(all|both|every|each|any|either) ((two|three|four|other) )*{CHOICE}",
    r"(all|both) ((two|three|four) )?(are|is) (right|true|correct)",
    r"a (mix|mixture|combination) of (both|all)(?! \w)",
    r"(?<!\w )(all|both|any)( of)?( the)? (listed|named|mentioned)",
    rf"(the )?(first|last|other|upper|lower|top|bottom)( and (the )?(second|last))? (two|three|both|{CHOICE})"
    rf"( {CHOICE}| of (these|them))?(?! [a-z])",
    r"(?<!\w )these (two|three)(?! [a-z])|(?<!\w )(all|both)( (two|three|four))?(?! [\w(])",
    r"(?<!\w )(everything|anything|all that (is|was))( (that )?(is|was|stands))?"
    r" (above|listed|here|named|given|mentioned|of (this|these|the above))",
    r"both [a-e1-5] and [a-e1-5]",
    rf"(?<!\w )({CHOICE} )?{LETTER}(( ?[,+&] ?|,? (and|or|plus|with) ){LETTER})+( together| only)?(?! [a-z])",
)
JOINED = re.compile(
    r",|;| ?[&+/] ?|(?<!\w)(?:and|or|plus|with|as well as|together with|but not|without)(?!\w)", re.IGNORECASE
)
EXACTLY = re.compile(
    r"^(just|only|both|either|neither) | (only|alone|both|together|by itself|on its own)$", re.IGNORECASE
)
YES = frozenset({"true", "yes", "right", "correct", "agree"})
NO = frozenset(
    {"false", "no", "wrong", "incorrect", "untrue", "disagree", "not true", "not right", "not correct"}
)
UNDECIDED = whole_patterns(
    r"maybe|perhaps|possibly|probably|partly|sometimes|unsure|unknown|uncertain|undecided|neither|both|either",
    r"not (sure|known|certain|clear)|((it|that) )?(all )?depends|no idea",
    r"(nobody|no one) (knows|can (say|tell))",
    r"((i|we) )?(do not|don['’]t|cannot|can['’]t|can not) (know|say|tell|be sure|be (known|said))",
    r"(\w+ly|half|almost|in part|sometimes|maybe) (true|false|right|wrong|correct|yes|no)",
    r"(true|yes|right) (and|or) (false|no|wrong)",
)
FRAME = re.compile(
    r"^((it|this|that|the (sentence|statement|claim)) is|i|a|the) | (statement|sentence|answer)$",
    re.IGNORECASE,
)


def says_none_is_right(text: str) -> bool:
    """Tell whether an option says that none of the others is right."""
    return NONE_OF_THEM.search(text) is not None


def takes_others_in(text: str) -> bool:
    """Tell whether an option points to others and takes them in; “all cells” does not."""
    return ALL_OF_THEM.search(text) is not None


def adds_up(text: str, others: Collection[str]) -> bool:
    """Tell whether an option is made of two others or more: “surgery and medicines”."""
    mine = things(text)
    return len(mine) > 1 and mine <= {fold(EXACTLY.sub("", other)) for other in others}


def things(text: str) -> set[str]:
    """Return the things that a text names, one after the other, without “both” and “only”."""
    return {fold(part) for part in JOINED.split(EXACTLY.sub("", text.strip())) if fold(part)}


def are_verdicts(texts: Sequence[str]) -> bool:
    """Tell whether texts are “true” and “false” or the like, with nothing besides but “maybe”."""
    plain = {FRAME.sub("", FRAME.sub("", text.casefold().strip(" .!“”"))) for text in texts}
    undecided = plain - YES - NO
    return (
        bool(plain)
        and all(map(UNDECIDED.fullmatch, undecided))
        and (not undecided or bool(plain & YES and plain & NO))
    )
