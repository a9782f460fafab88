"""How the questions of a file stand to a bank: which are new, and which it has already."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizapp.formats.exchange.prepared import Prepared


class Standing(StrEnum):
    """What somebody looks at who decides whether a question comes in."""

    NEW = "new"
    FAULTY = "faulty"
    RAW = "raw"
    SAME_NAME = "same-name"
    SAME_WORDS = "same-words"
    TWICE = "twice"


KNOWN = frozenset({Standing.SAME_NAME, Standing.SAME_WORDS, Standing.TWICE})
"""The bank has it, or the file has it once more."""

CHOSEN = frozenset({Standing.NEW, Standing.RAW})
"""What comes in unless somebody decides otherwise: what is sound, and what would be lost."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a bank has already: lasting ids, and fingerprints of what its items say."""

    names: frozenset[str] = frozenset()
    fingerprints: frozenset[str] = frozenset()


def standings(questions: Sequence[Prepared], known: Known) -> list[Standing]:
    """Return how each question of a file stands."""
    found, seen = [], set[str]()
    for one in questions:
        found.append(_standing(one, known, seen))
        seen.add(one.fingerprint)
    return found


def _standing(one: Prepared, known: Known, seen: set[str]) -> Standing:
    if one.name and one.name in known.names:
        return Standing.SAME_NAME
    if one.fingerprint in known.fingerprints:
        return Standing.SAME_WORDS
    if one.fingerprint in seen:
        return Standing.TWICE
    if not one.draft:
        return Standing.RAW
    return Standing.NEW if one.is_sound else Standing.FAULTY
