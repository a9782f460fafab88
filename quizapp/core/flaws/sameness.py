"""Whether two items ask nearly the same, found without holding each against each."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from quizapp.core.items import Choices, Cloze, Item, ItemType, Matching, Matrix, Ordering, ShortAnswer
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


def repeats(items: Sequence[Item], earlier: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    """Return each item that asks nearly the same as an earlier one or one before it, and that other."""
    asked = [_asked(item) for item in (*earlier, *items)]
    frequency = Counter(word for one in asked for word in one.words)
    tasks: dict[Task, int] = {}
    holders: defaultdict[str, list[int]] = defaultdict(list)
    everything = (*earlier, *items)
    for number, one in enumerate(asked):
        telling = _telling(one.words, frequency)
        if number >= len(earlier):
            met = (other for word in telling for other in holders[word] if _is_alike(one, asked[other]))
            other = tasks.get(one.task, next(met, None))
            if other is not None:
                yield everything[number], everything[other]
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
    words, keys = _folded(item.stem, tuple(_right_answers(item)))
    return _Asked(
        typed=isinstance(item.body, ShortAnswer),
        words=words,
        task=(item.type, frozenset(item.facts), keys),
    )


# The items of each bank are held against those of all banks before it, so the same texts come many times.
@lru_cache(maxsize=20_000)
def _folded(stem: str, answers: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of a stem with its right answers, and the answers, in their folded form."""
    keys = frozenset(map(fold, answers))
    return frozenset(" ".join((fold(stem), *keys)).split()) - ARTICLES, keys


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
        case Cloze(blanks=blanks):
            answers = [blank.key.text for blank in blanks]
    return answers
