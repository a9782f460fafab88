"""Whether two items ask nearly the same, found without holding each against each."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizapp.core.items import (
    Choices,
    Cloze,
    Item,
    ItemType,
    Matching,
    Matrix,
    Numeric,
    Ordering,
    ShortAnswer,
)
from quizapp.core.numbers import answer_in_words
from quizapp.core.typed_answers import fold

Task = tuple[ItemType, frozenset[str], frozenset[str]]
"""Type, facts and right answers."""

ARTICLES = frozenset({"a", "an", "the"})


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What an item asks for. Recognising and recalling are two tasks, so ``typed`` tells them apart."""

    typed: bool
    words: frozenset[str]
    task: Task


def repeats(items: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    """Return each item that asks nearly the same as one before it, and that other."""
    asked = [_asked(item) for item in items]
    frequency = Counter(word for one in asked for word in one.words)
    tasks: dict[Task, int] = {}
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(asked):
        telling = _telling(one.words, frequency)
        met = (other for word in telling for other in holders[word] if _is_alike(one, asked[other]))
        other = tasks.get(one.task, next(met, None))
        if other is not None:
            yield items[number], items[other]
        tasks.setdefault(one.task, number)
        for word in telling:
            holders[word].append(number)


def _is_alike(first: _Asked, second: _Asked) -> bool:
    """Tell whether four in five of all words are in both."""
    in_both = len(first.words & second.words)
    return first.typed == second.typed and 5 * in_both >= 4 * (len(first.words) + len(second.words) - in_both)


def _telling(words: frozenset[str], frequency: Mapping[str, int]) -> list[str]:
    """Return so many words that two sets with four in five in common share one of them.

    Of n words at most a fifth may be missing in the other, so one of any n/5 + 1 is in it. The rarest are
    taken, so that few items share one.
    """
    return sorted(words, key=lambda word: (frequency[word], word))[: len(words) // 5 + 1]


def _asked(item: Item) -> _Asked:
    keys = frozenset(map(fold, _right_answers(item)))
    return _Asked(
        typed=isinstance(item.body, ShortAnswer | Numeric),
        words=frozenset(" ".join((fold(item.stem), *keys)).split()) - ARTICLES,
        task=(item.type, frozenset(item.facts), keys),
    )


def _right_answers(item: Item) -> list[str]:
    answers: list[str] = []
    match item.body:
        case Choices() if item.type is ItemType.TRUE_FALSE:
            answers = [item.stem]
        case Choices(options=options):
            answers = [option.text for option in options if option.is_key]
        case Matching(subjects=parts) | Matrix(rows=parts) | Ordering(options=parts):
            answers = [part.text for part in parts]
        case ShortAnswer(answers=accepted):
            answers = list(accepted[:1])
        case Numeric() as number:
            answers = [answer_in_words(number)]
        case Cloze(blanks=blanks):
            answers = [blank.key.text for blank in blanks]
    return answers
