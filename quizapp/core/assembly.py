"""Assessment blueprint + items + seed -> the items of a quiz."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from random import Random

from quizapp.core import cloze
from quizapp.core.items import (
    Audience,
    Choices,
    Cloze,
    Item,
    Level,
    Matching,
    Matrix,
    Numeric,
    Ordering,
    ShortAnswer,
    Topic,
)
from quizapp.core.numbers import answer_in_words
from quizapp.core.words import sentences, topic_words, whole_words


@dataclass(frozen=True, kw_only=True)
class Cell:
    """How many items of one topic and level a quiz holds; None stands for any."""

    topic: Topic | None
    level: Level | None
    count: int


@dataclass(frozen=True, kw_only=True)
class AssessmentBlueprint:
    """What a quiz is made of. No ``banks`` means all; no ``audience`` means whoever it was written for."""

    cells: tuple[Cell, ...]
    audience: Audience | None = None
    banks: tuple[str, ...] = ()

    @property
    def length(self) -> int:
        """Return how many items are asked for."""
        return sum(cell.count for cell in self.cells)


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """What is known of an item before it is read; ``id`` and ``version`` name its content."""

    id: int
    version: int
    slug: str
    topic: Topic
    level: Level


@dataclass(frozen=True, kw_only=True)
class Assembly:
    """The items of a quiz in their order, and the cells that could not be filled, with what they lack.

    ``missing`` is how many items fewer there are than were asked for, after other cells helped out.
    """

    chosen: tuple[Candidate, ...]
    unfilled: tuple[Cell, ...]
    missing: int


def spread(topics: Sequence[Topic], level: Level | None, length: int) -> tuple[Cell, ...]:
    """Return cells that share ``length`` items evenly among ``topics``; no topic means any."""
    if not topics:
        return (Cell(topic=None, level=level, count=length),)
    base, more = divmod(length, len(topics))
    counts = (base + (place < more) for place in range(len(topics)))
    return tuple(
        Cell(topic=topic, level=level, count=count)
        for topic, count in zip(topics, counts, strict=True)
        if count
    )


def draw(
    blueprint: AssessmentBlueprint, candidates: Iterable[Candidate], *, seed: int
) -> list[list[Candidate]]:
    """Return, for each cell, the candidates to be looked at, in the order in which they are tried.

    The order depends on the seed and on each item's lasting id alone, not on the order the rows came in. It
    is cut where trying more is not worth reading them: at four times the count, and ten.
    """
    rng = Random(seed)  # noqa: S311
    order = sorted(candidates, key=lambda candidate: candidate.slug)
    rng.shuffle(order)
    return [
        [
            candidate
            for candidate in order
            if cell.topic in (None, candidate.topic) and cell.level in (None, candidate.level)
        ][: 4 * cell.count + 10]
        for cell in blueprint.cells
    ]


def assemble(
    blueprint: AssessmentBlueprint,
    drawn: Sequence[Sequence[Candidate]],
    items: dict[int, Item],
    *,
    seed: int,
) -> Assembly:
    """Return the quiz: the same seed and items give the same quiz.

    Never two items on one fact, and never an item that gives away another's key, whichever comes first.
    An item whose reasons use a fact comes after the item that asks for it. Cells are filled in turn; what
    a cell lacks is told, and its places are handed to the other cells.
    """
    chosen: list[Candidate] = []
    unfilled: list[Cell] = []
    for cell, candidates in zip(blueprint.cells, drawn, strict=True):
        lacking = cell.count - _take(candidates, cell.count, chosen, items)
        if lacking:
            unfilled.append(replace(cell, count=lacking))
    missing = sum(cell.count for cell in unfilled)
    missing -= _take(chain.from_iterable(drawn), missing, chosen, items)
    Random(seed).shuffle(chosen)  # noqa: S311
    return Assembly(chosen=_in_order(chosen, items), unfilled=tuple(unfilled), missing=missing)


def _take(candidates: Iterable[Candidate], most: int, chosen: list[Candidate], items: dict[int, Item]) -> int:
    """Add to ``chosen`` up to ``most`` candidates that fit beside those in it; return how many."""
    before = len(chosen)
    for candidate in candidates:
        if len(chosen) - before == most:
            break
        if candidate not in chosen and fits(items[candidate.id], [items[c.id] for c in chosen]):
            chosen.append(candidate)
    return len(chosen) - before


def gives_away(item: Item, other: Item) -> bool:
    """Tell whether reading ``item`` answers ``other``.

    It does where one of its sentences holds a key of the other and a telling word of the other's question: of
    its stem, of the row of a matrix, of the sentence of a cloze.
    """
    asked = [(key, _telling(question)) for question, key in _asked(other) if len(key) > 3]
    return any(
        whole_words(key).search(sentence) and telling & _telling(sentence) - topic_words(key)
        for sentence in _sentences(item)
        for key, telling in asked
    )


def fits(item: Item, others: Iterable[Item]) -> bool:
    """Tell whether an item can stand beside others: on no fact of theirs, and giving nothing away."""
    return not any(
        set(item.facts).intersection(other.facts)
        or (explains(item, other) and explains(other, item))
        or gives_away(item, other)
        or gives_away(other, item)
        for other in others
    )


def explains(item: Item, other: Item) -> bool:
    """Tell whether the reasons of ``item`` use a fact that ``other`` asks for."""
    return not set(item.background).isdisjoint(other.facts)


def _in_order(chosen: Sequence[Candidate], items: dict[int, Item]) -> tuple[Candidate, ...]:
    """Return the candidates so that what one asks for is not explained by the reasons of one before it.

    The order they come in is kept otherwise; in a ring of items that explain each other, too.
    """
    waiting, ordered = list(chosen), []
    while waiting:
        free = (
            candidate
            for candidate in waiting
            if not any(explains(items[candidate.id], items[other.id]) for other in waiting)
        )
        following = next(free, waiting[0])
        waiting.remove(following)
        ordered.append(following)
    return tuple(ordered)


def _telling(text: str) -> frozenset[str]:
    return topic_words(text) | _short_names(text)


def _short_names(text: str) -> frozenset[str]:
    return frozenset(name.casefold() for name in re.findall(r"\b[A-Z]{2}\b", text))


def _sentences(item: Item) -> list[str]:
    texts = [item.stem]
    match item.body:
        case Choices(options=options, correction=correction):
            texts += [correction, *(option.rationale for option in options)]
        case Matching(options=options) | Ordering(options=options):
            texts += [option.rationale for option in options]
        case ShortAnswer(rationale=rationale) | Numeric(rationale=rationale):
            texts.append(rationale)
        case Matrix(rows=rows):
            texts += [*(f"{row}: {column}" for row, column in _asked(item)), *(row.rationale for row in rows)]
        case Cloze() as body:
            texts += [
                cloze.solved(body),
                *(option.rationale for blank in body.blanks for option in blank.options),
            ]
    return [sentence for text in texts for sentence in sentences(text)]


def _asked(item: Item) -> list[tuple[str, str]]:
    """Return what an item asks, each question with its answer."""
    match item.body:
        case Cloze(blanks=blanks) as body:
            return [(cloze.sentence_around(body, blank.id), blank.key.text) for blank in blanks]
        case Matrix(rows=rows, options=columns):
            texts = {column.id: column.text for column in columns}
            return [(row.text, texts[row.key]) for row in rows]
        case _:
            return [(item.stem, key) for key in _key_texts(item)]


def _key_texts(item: Item) -> list[str]:
    match item.body:
        case Choices(options=options):
            return [option.text for option in options if option.is_key and option.id not in {"true", "false"}]
        case Matching(subjects=subjects, options=options):
            keys = {subject.key for subject in subjects}
            return [option.text for option in options if option.id in keys]
        case ShortAnswer(answers=answers):
            return list(answers)
        case Numeric() as number:
            return [answer_in_words(number)]
        case _:
            return []
