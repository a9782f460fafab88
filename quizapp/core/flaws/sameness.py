"""Whether two items ask nearly the same, found without holding each against each."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from quizapp.core.items import Choices, Cloze, Item, ItemType, Matching, Matrix, Ordering, ShortAnswer
from quizapp.core.typed_answers import fold
from quizapp.core.words import jaccard

MOST_ALIKE = Fraction(4, 5)
"""From this share of words in common on, two items are the same."""

ARTICLES = frozenset({"a", "an", "the"})


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What an item asks for. Recognising and recalling are two tasks, so ``typed`` tells them apart."""

    typed: bool
    words: frozenset[str]
    task: tuple[ItemType, frozenset[str], frozenset[str]]


class AskedBefore:
    """Items met so far, to be asked for one that is nearly the same."""

    def __init__(self) -> None:
        self._by_task: dict[tuple[ItemType, frozenset[str], frozenset[str]], Item] = {}
        self._by_word: defaultdict[str, list[tuple[Item, _Asked]]] = defaultdict(list)

    def add(self, item: Item) -> None:
        """Remember an item."""
        asked = _asked(item)
        self._by_task.setdefault(asked.task, item)
        for word in _telling(asked.words):
            self._by_word[word].append((item, asked))

    def nearly_same(self, item: Item) -> Item | None:
        """Return an item met before that asks nearly the same: the same task, or four in five words."""
        asked = _asked(item)
        if same := self._by_task.get(asked.task):
            return same
        met = (one for word in _telling(asked.words) for one in self._by_word.get(word, ()))
        return next((other for other, before in met if _is_alike(asked, before)), None)


def _is_alike(first: _Asked, second: _Asked) -> bool:
    return first.typed == second.typed and jaccard(first.words, second.words) >= MOST_ALIKE


def _telling(words: frozenset[str]) -> list[str]:
    """Return so many words that two sets with four in five in common share one of them.

    Of n words at most a fifth may be missing in the other, so one of any n/5 + 1 is in it. The longest are
    taken, by the same order in every set, as they are the rarest.
    """
    in_order = sorted(words, key=lambda word: (-len(word), word))
    return in_order[: len(words) - ceil(MOST_ALIKE * len(words)) + 1]


def _asked(item: Item) -> _Asked:
    keys = frozenset(map(fold, _right_answers(item)))
    return _Asked(
        typed=isinstance(item.body, ShortAnswer),
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
        case Cloze(blanks=blanks):
            answers = [blank.key.text for blank in blanks]
    return answers
