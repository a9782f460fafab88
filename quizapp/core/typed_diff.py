"""What tells a typed answer from the accepted one, letter by letter."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

from quizapp.core.typed_answers import accepts, fold, reads_as

MOST_TYPED = 100
"""Characters that are compared at most: the time grows with the square of the length."""

ALIKE = 0.6
"""Share of letters in common from which single letters are marked; below, marks would be a riddle."""


class Difference(StrEnum):
    """How a piece of what was typed stands to the answer."""

    SAME = "same"
    EXTRA = "extra"
    MISSING = "missing"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A stretch of both texts. What is the same may still differ in what is never tested, such as case.

    ``is_replaced`` tells that whole words are too much, and that the next piece has those of the answer.
    """

    difference: Difference
    typed: str = ""
    answer: str = ""
    is_replaced: bool = False


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What was typed beside the nearest accepted answer; ``is_accepted`` tells whether it counts as one.

    The pieces, in their order, make up ``typed``, and ``answer`` as well.
    """

    typed: str
    answer: str
    pieces: tuple[Piece, ...]
    is_accepted: bool

    @property
    def is_same(self) -> bool:
        """Tell whether nothing differs that is ever tested."""
        return all(piece.difference is Difference.SAME for piece in self.pieces)

    @property
    def is_near(self) -> bool:
        """Tell whether single letters differ."""
        return not self.is_same and any(piece.difference is Difference.SAME for piece in self.pieces)

    @property
    def is_counted(self) -> bool:
        """Tell whether it counts though it is another answer, as a number does within its tolerance."""
        return self.is_accepted and not (self.is_same or self.is_near)

    @property
    def extra(self) -> tuple[str, ...]:
        """Return what was typed and is not in the answer."""
        return tuple(piece.typed for piece in self.pieces if piece.difference is Difference.EXTRA)

    @property
    def missing(self) -> tuple[str, ...]:
        """Return what is in the answer and was not typed."""
        return tuple(piece.answer for piece in self.pieces if piece.difference is Difference.MISSING)


def compare(typed: str, answers: Sequence[str], *, others: Sequence[str] = ()) -> Comparison:
    """Return how a typed text differs from the nearest of ``answers``; from the first, where none is near.

    It is accepted as in a quiz, unless it would as well be accepted for one of ``others``, which are wrong.
    The caller sees to it that ``typed`` has at most `MOST_TYPED` characters.
    """
    given = " ".join(typed.split())
    nearest = max(answers, key=lambda answer: _likeness(given, answer))
    nearest = nearest if _likeness(given, nearest) >= ALIKE else answers[0]
    return Comparison(
        typed=given,
        answer=nearest,
        pieces=tuple(_pieces(given, nearest)),
        is_accepted=accepts(given, answers) and not accepts(given, others),
    )


def _likeness(typed: str, answer: str) -> float:
    """Return the share of letters in common, and more than any share for what is the same."""
    return 2.0 if _is_same(typed, answer) else _matcher(fold(typed), fold(answer)).ratio()


def _is_same(typed: str, answer: str) -> bool:
    return typed == answer or reads_as(typed, answer)


def _matcher(first: str, second: str) -> SequenceMatcher[str]:
    return SequenceMatcher(None, first, second, autojunk=False)


def _pieces(typed: str, answer: str) -> Iterator[Piece]:
    if _is_same(typed, answer):
        yield Piece(difference=Difference.SAME, typed=typed, answer=answer)
        return
    matcher = _matcher(fold(typed), fold(answer))
    if not fold(typed) or matcher.ratio() < ALIKE:
        yield from _differing(typed, answer, is_word=True)
        return
    given, wanted = _letters(typed), _letters(answer)
    stretches = _by_word(matcher, fold(typed), fold(answer))
    for (is_same, is_word), group in groupby(stretches, key=lambda one: (one.is_same, one.is_word)):
        places = list(group)
        left = "".join(given[places[0].typed.start : places[-1].typed.stop])
        right = "".join(wanted[places[0].answer.start : places[-1].answer.stop])
        if is_same:
            yield Piece(difference=Difference.SAME, typed=left, answer=right)
        else:
            yield from _differing(left, right, is_word=is_word)


@dataclass(frozen=True, kw_only=True)
class _Stretch:
    """Where a stretch lies in both texts as folded; ``is_word`` tells that whole words differ."""

    typed: range
    answer: range
    is_same: bool
    is_word: bool = False


def _by_word(matcher: SequenceMatcher[str], typed: str, answer: str) -> Iterator[_Stretch]:
    """Return the stretches in their order, in one piece where two words have too few letters in common."""
    word: list[_Stretch] = []
    for stretch in _cut(matcher):
        word.append(stretch)
        if _ends_a_word(typed, stretch.typed.stop) and _ends_a_word(answer, stretch.answer.stop):
            yield from _alike(word)
            word = []
    yield from _alike(word)


def _cut(matcher: SequenceMatcher[str]) -> Iterator[_Stretch]:
    """Return what differs in one piece, what is the same letter by letter: a word may end at each."""
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag == "equal":
            for offset in range(end - start):
                left, right = start + offset, other_start + offset
                yield _Stretch(typed=range(left, left + 1), answer=range(right, right + 1), is_same=True)
        else:
            yield _Stretch(typed=range(start, end), answer=range(other_start, other_end), is_same=False)


def _ends_a_word(text: str, place: int) -> bool:
    """Tell whether ``text`` has a word's end at a place, or the space after it."""
    return place in {0, len(text)} or " " in text[place - 1 : place + 1]


def _alike(word: list[_Stretch]) -> list[_Stretch]:
    if not word:
        return []
    typed = range(word[0].typed.start, word[-1].typed.stop)
    answer = range(word[0].answer.start, word[-1].answer.stop)
    same = sum(stretch.is_same for stretch in word)
    if 2 * same >= ALIKE * (len(typed) + len(answer)):
        return word
    return [_Stretch(typed=typed, answer=answer, is_same=False, is_word=True)]


def _differing(typed: str, answer: str, *, is_word: bool) -> Iterator[Piece]:
    if typed:
        yield Piece(difference=Difference.EXTRA, typed=typed, is_replaced=is_word and bool(answer))
    if answer:
        yield Piece(difference=Difference.MISSING, answer=answer)


def _letters(text: str) -> list[str]:
    """Return ``text`` cut up, a piece for each letter of it as folded: “our” is “o”, “u” with “r” if “or”.

    What folding takes away goes with the letter before it, at the start with the first.
    """
    pieces = [""] * len(fold(text))
    plain = "".join(_plain(char) for char in text)
    for tag, start, end, place, _ in _matcher(plain, fold(text)).get_opcodes():
        if tag == "equal":
            for offset, char in enumerate(text[start:end]):
                pieces[place + offset] += char
        else:
            pieces[max(place - (tag == "delete"), 0)] += text[start:end]
    return pieces


def _plain(char: str) -> str:
    """Return a character as one character without case and accents, so that places stay as they are."""
    return unicodedata.normalize("NFKD", char).casefold()[:1] or char
