"""What educators type to find items, as a question that every database understands."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from quizapp.core.facts import Term
from quizapp.core.search_words import beginnings, words

MOST_SOUGHT = 200
"""Characters that are looked for at most."""

MOST_FORMS = 8
"""Other ways of saying one thing that are looked for beside it, at most."""

_PIECE = re.compile(r'["“”]([^"“”]*)(?:["“”]|$)|([^\s"“”]+)')


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """Words that stand next to each other; where it is ``open``, the last is only a beginning."""

    words: tuple[str, ...]
    is_open: bool = False


Together = tuple[Phrase, ...]
"""Phrases all of which must stand in a text, anywhere."""

Either = tuple[Together, ...]
"""Of these at least one must hold."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is looked for: every part must hold. Without parts it holds for no text."""

    parts: tuple[Either, ...]


@dataclass(frozen=True, kw_only=True)
class Synonyms:
    """Ways of saying the same, each in the words that are stored; by the words of each way."""

    ways: Mapping[tuple[str, ...], frozenset[tuple[str, ...]]]

    @property
    def longest(self) -> int:
        """How many words the longest way has."""
        return max(map(len, self.ways), default=0)


def synonyms(terms: Sequence[Term]) -> Synonyms:
    """Return what a glossary says: each form of a term stands for the others."""
    return _synonyms(tuple((term.term, *term.forms) for term in terms))


@lru_cache(maxsize=4)
def _synonyms(all_forms: tuple[tuple[str, ...], ...]) -> Synonyms:
    ways: dict[tuple[str, ...], frozenset[tuple[str, ...]]] = {}
    for forms in all_forms:
        same = frozenset(words(form) for form in forms) - {()}
        for way in same:
            ways[way] = ways.get(way, frozenset()) | same
    return Synonyms(ways={way: same - {way} for way, same in ways.items() if len(same) > 1})


def question(typed: str, known: Synonyms) -> Question:
    """Return what somebody who typed this looks for; never raises.

    Every word is needed, in any order, and what stands in quotation marks as it stands there. The last word
    may be a beginning. What the glossary has other forms for is found by each of them.
    """
    pieces = list(_pieces(typed[:MOST_SOUGHT]))
    return Question(parts=tuple(_parts(pieces, known)))


@dataclass(frozen=True, kw_only=True)
class _Piece:
    """What was typed between two spaces, or in quotation marks."""

    words: tuple[str, ...]
    found_as: Either
    is_quoted: bool


def _pieces(typed: str) -> Iterator[_Piece]:
    found = [match for match in _PIECE.finditer(typed) if words(match[0])]
    for place, match in enumerate(found, start=1):
        quoted, bare = match[1], match[2]
        text = bare or quoted
        open_ways = beginnings(text) if bare and place == len(found) else ()
        closed: Together = (Phrase(words=words(text)),)
        ways: Either = tuple((Phrase(words=way, is_open=True),) for way in open_ways)
        yield _Piece(words=words(text), found_as=ways or (closed,), is_quoted=quoted is not None)


def _parts(pieces: Sequence[_Piece], known: Synonyms) -> Iterator[Either]:
    """Yield what must hold; of neighbouring pieces that are a form of a term, the longest run is taken."""
    place = 0
    while place < len(pieces):
        length = next(_forms_from(pieces[place:], known), 1)
        run = pieces[place : place + length]
        others = sorted(known.ways.get(_joined(run), ()))[:MOST_FORMS]
        plain = [piece.found_as for piece in run]
        if others and not any(piece.is_quoted for piece in run):
            yield (*_all_of(plain), *((Phrase(words=other),) for other in others))
        else:
            yield from plain
        place += length


def _forms_from(pieces: Sequence[_Piece], known: Synonyms) -> Iterator[int]:
    """Yield how many pieces from the first on are a form of a term, the longest form first."""
    for length in range(min(len(pieces), known.longest), 0, -1):
        run = pieces[:length]
        if _joined(run) in known.ways and not any(piece.is_quoted for piece in run):
            yield length


def _all_of(parts: Sequence[Either]) -> Either:
    """Return every way of taking one way of each part; the last alone has several."""
    *first, last = parts
    before = tuple(phrase for part in first for phrase in part[0])
    return tuple((*before, *way) for way in last)


def _joined(pieces: Sequence[_Piece]) -> tuple[str, ...]:
    return tuple(word for piece in pieces for word in piece.words)
