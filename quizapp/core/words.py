"""Texts as words and sentences, for rules that look at wording. A word is never matched inside another."""

import re
from functools import lru_cache

# A quiz is put together by comparing the same texts many times, and they come again in the next quiz. The
# number bounds memory to a few megabytes.
KEPT = 4096

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?])[”’\"')\]]*\s+(?=[^\W\d_a-z]|[“‘\"'(]|\d)")

LITTLE_WORDS = frozenset(
    """
    a about all also an and any are as at be been being between but by can could did do does each either
    else every few for from get gets give given gives had has have here how if in into is it its itself
    kind kinds less like made make makes making many may mean meaning means might more most much name
    named names net nets no nor not of off often on one ones only onto or other others our out over own
    part parts per put rather same say says said shall should so some stand stands such tell tells term
    terms than that the their them then there these they thing things this those through to too under up
    upon use used uses using usually very was way we were what when where whether which while who whom
    whose why will with within word words would you your
    """.split()  # noqa: SIM905  (one word a line would hide the list)
)
"""Words that carry no topic: sharing one of them gives nothing away."""


def written_words(text: str) -> list[str]:
    """Return the words of ``text``; “non-functioning” and “cancer's” are one word each."""
    return _WORD.findall(text)


def words(text: str) -> list[str]:
    """Return the words of ``text`` in lower case."""
    return written_words(text.casefold())


@lru_cache(maxsize=KEPT)
def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of ``text``; “e.g. two” and “3.5” do not end one."""
    return tuple(
        sentence for part in text.splitlines() for sentence in _SENTENCE_END.split(part) if words(sentence)
    )


@lru_cache(maxsize=KEPT)
def topic_words(text: str) -> frozenset[str]:
    """Return the words that carry a topic: of four letters or more, or short names in capitals.

    The parts of a word with hyphens count as words of their own.
    """
    found = {part for word in written_words(text) for part in word.split("-")}
    return frozenset(
        word.casefold()
        for word in found
        if word.casefold() not in LITTLE_WORDS
        and not word.isdigit()
        and (len(word) >= 4 or _is_short_name(word))
    )


def _is_short_name(word: str) -> bool:
    return len(word) == 3 and sum(map(str.isupper, word)) >= 2


@lru_cache(maxsize=KEPT)
def whole_words(*phrases: str) -> re.Pattern[str]:
    """Return a pattern that finds any of ``phrases`` as whole words: “all” is not in “small”, “all-clear”."""
    if not phrases:
        return re.compile(r"(?!)")
    by_letter: dict[str, list[str]] = {}
    for phrase in sorted(map(str.lower, phrases), key=lambda phrase: (-len(phrase), phrase)):
        rest = re.sub(r"\s+", r"\\s+", re.escape(phrase[1:]).replace("\\ ", " "))
        by_letter.setdefault(re.escape(phrase[0]), []).append(rest)
    # By first letters, as most words of a text begin with none of them: several times as fast.
    choice = "|".join(f"{letter}(?:{'|'.join(rests)})" for letter, rests in sorted(by_letter.items()))
    return re.compile(rf"(?<![\w-])(?:{choice})(?![\w-])", re.IGNORECASE)


def any_of(phrases: str) -> re.Pattern[str]:
    """Return a pattern that finds any of the ``phrases``, which have commas between them, as whole words."""
    return whole_words(*(phrase.strip() for phrase in phrases.split(",")))


def whole_patterns(*patterns: str) -> re.Pattern[str]:
    """Return a pattern that finds any of ``patterns``, each from the start of a word to the end of one."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(patterns)})(?![\w-])", re.IGNORECASE)


def share_root(first: str, second: str) -> bool:
    """Tell whether two words are likely of one root: “insulin” and “insulinoma”, “digest” and “digestion”.

    They begin with the same letters: four or more, and three quarters of the shorter word at least. Of a
    short name that begins a longer word, three are enough (“VIP”, “VIPoma”).
    """
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) == 3:
        return longer.startswith(shorter)
    same = next(
        (place for place, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter)
    )
    return same >= 4 and same * 4 >= len(shorter) * 3


def jaccard(first: frozenset[str], second: frozenset[str]) -> float:
    """Return the share of words that two sets have in common, from 0 to 1."""
    return len(first & second) / len(first | second) if first or second else 1.0
