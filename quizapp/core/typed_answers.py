"""When a typed answer counts as one of the accepted ones."""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

MIN_LENGTH_FOR_A_SLIP = 7

OTHER_TERMS = frozenset({"gastric", "inulin", "secretion", "gastritis", "glucagonoma", "insulinoma"})
"""Words that a slip in a term we teach would reach, and that mean something else."""

SPELLINGS = (
    ("oe", "e"),
    ("ae", "e"),
    ("our", "or"),
    ("isation", "ization"),
    ("ise", "ize"),
    ("ised", "ized"),
    ("re", "er"),
)


# The options of an item are held against each other many times.
@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return ``text`` without what is never tested: case, accents, hyphens, points, UK or US spelling."""
    words = re.sub(r"^(a|an|the) ", "", bare(text))
    for british, american in SPELLINGS:
        words = re.sub(rf"{british}\b" if british in {"ise", "ised", "re"} else british, american, words)
    return words


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """Return ``text`` without case, accents, hyphens and points, spelled as it is."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = re.sub(r"[-‐-―_/]", " ", plain)
    plain = re.sub(r"[^\w\s]", "", plain)
    return " ".join(plain.split())


def accepts(typed: str, answers: Collection[str]) -> bool:
    """Tell whether ``typed`` is one of ``answers``, one slip forgiven in a long word.

    A slip is one letter added, left out, changed, or two neighbours swapped, in a word of seven letters or
    more. A slip that reaches another term is not forgiven: “gastric” is not “gastrin”.
    """
    given = fold(typed)
    if len(given) > 200:
        return False
    return any(reads_as(typed, answer) or _one_slip_apart(given, fold(answer)) for answer in answers)


def reads_as(typed: str, answer: str) -> bool:
    """Tell whether two texts are one but for what is never tested; “neuro endocrine” is one word or two."""
    return bool(fold(typed)) and _joined(typed) == _joined(answer)


def _joined(text: str) -> str:
    # Folded again: joined, “neuro endocrine” has an “oe” to fold, too.
    return fold(fold(text).replace(" ", ""))


def _one_slip_apart(given: str, answer: str) -> bool:
    given_words, answer_words = given.split(), answer.split()
    if len(given_words) != len(answer_words):
        return False
    pairs = [(a, b) for a, b in zip(given_words, answer_words, strict=True) if a != b]
    if len(pairs) != 1:
        return False
    typed, wanted = pairs[0]
    return len(wanted) >= MIN_LENGTH_FOR_A_SLIP and typed not in OTHER_TERMS and is_one_slip(typed, wanted)


def is_one_slip(first: str, second: str) -> bool:
    """Tell whether one letter added, left out or changed, or two neighbours swapped, tell two words apart."""
    if first == second or abs(len(first) - len(second)) > 1:
        return False
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    a, b = first[start:], second[start:]
    swapped = len(a) > 1 and len(b) > 1 and a[:2] == b[1::-1] and a[2:] == b[2:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or swapped
