"""The texts of an item, each with the place where it stands."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache, wraps

from quizapp.core import cloze
from quizapp.core.items import (
    Choices,
    Cloze,
    Item,
    Matching,
    Matrix,
    Numeric,
    Option,
    Ordering,
    ShortAnswer,
)
from quizapp.core.numbers import key_in_words


@dataclass(frozen=True, kw_only=True)
class Part:
    """A text of an item; ``place`` names it as authors would: “stem”, “option b”, “rationale of option b”."""

    place: str
    text: str


class Parts(tuple[Part, ...]):
    """Texts in the order of reading."""

    @cached_property
    def joined(self) -> str:
        """All texts in one, with an empty line between two."""
        return "\n\n".join(part.text for part in self)

    @cached_property
    def in_small_letters(self) -> str:
        """All texts in one, in small letters."""
        return self.joined.lower()


def _kept(read: Callable[[Item], Iterator[Part]]) -> Callable[[Item], Parts]:
    """Keep what was read of an item while one rule after the other asks for it."""

    @lru_cache(maxsize=1)
    @wraps(read)
    def kept(item: Item) -> Parts:
        return Parts(read(item))

    return kept


@_kept
def parts(item: Item) -> Iterator[Part]:
    """Return everything that is shown of an item, in the order of reading; last what flashcards alone ask."""
    yield from question_parts(item)
    yield from answer_parts(item)
    yield from reverse_parts(item)


@_kept
def question_parts(item: Item) -> Iterator[Part]:
    """Return what is shown before the answer: the stem, and what can be chosen."""
    yield Part(place="stem", text=item.stem)
    match item.body:
        case Matching() as body:
            yield from (Part(place=f"pair {one.id}", text=one.text) for one in body.subjects)
            yield from (Part(place=place_of(one), text=one.text) for one in body.options)
        case Choices(options=options) | Ordering(options=options):
            yield from (Part(place=place_of(one), text=one.text) for one in options)
        case Matrix(options=columns, rows=rows):
            yield from (Part(place=f"row {row.id}", text=row.text) for row in rows)
            yield from (Part(place=f"column {column.id}", text=column.text) for column in columns)
        case Cloze() as body:
            yield Part(place="text", text=cloze.filled(body, lambda _: cloze.OPEN))
            yield from (Part(place=place, text=one.text) for place, one in _in_blanks(body))
        case ShortAnswer() | Numeric():
            pass


@_kept
def answer_parts(item: Item) -> Iterator[Part]:
    """Return what is shown after the answer only: reasons, the statement put right, the accepted answer."""
    match item.body:
        case ShortAnswer() as body:
            yield Part(place="answer 1", text=body.answers[0])
        case Numeric() as number:
            yield Part(place="answer", text=key_in_words(number))
        case Choices(correction=correction) if correction:
            yield Part(place="correction", text=correction)
        case _:
            pass
    yield from reasons(item)


@_kept
def reasons(item: Item) -> Iterator[Part]:
    """Return the rationales."""
    match item.body:
        case ShortAnswer(rationale=rationale) | Numeric(rationale=rationale):
            yield Part(place="rationale", text=rationale)
        case Choices(options=options) | Matching(options=options) | Ordering(options=options):
            yield from (_reason(place_of(one), one.rationale) for one in options)
        case Matrix(rows=rows):
            yield from (_reason(f"row {row.id}", row.rationale) for row in rows)
        case Cloze() as body:
            yield from (_reason(place, one.rationale) for place, one in _in_blanks(body))


def reverse_parts(item: Item) -> Iterator[Part]:
    """Return the questions that ask for a subject by what fits it."""
    subjects = item.body.subjects if isinstance(item.body, Matching) else ()
    for one in subjects:
        if one.reverse_stem:
            yield Part(place=f"reverse of pair {one.id}", text=one.reverse_stem)


def place_of(option: Option) -> str:
    """Return how the place of an option is called; its letter is that of the alphabetical order."""
    return f"option {option.id}"


def _reason(place: str, text: str) -> Part:
    return Part(place=f"rationale of {place}", text=text)


def _in_blanks(body: Cloze) -> Iterator[tuple[str, Option]]:
    return ((f"blank {blank.id}, {place_of(one)}", one) for blank in body.blanks for one in blank.options)
