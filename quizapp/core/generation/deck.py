"""Drafts chosen so that none asks what another asks, and as many statements are true as false."""

from quizapp.core.generation.drafts import Dropped, Kind
from quizapp.core.items import Choices, Item, ItemType, ShortAnswer
from quizapp.core.words import jaccard, words

MOST_ALIKE = 0.8
"""Share of words in common from which two questions ask the same."""


class Deck:
    """Items taken so far; without a ``count``, every item is taken, whatever the others ask."""

    def __init__(self, *, count: int | None) -> None:
        self.items: list[Item] = []
        self._count = count
        self._words: dict[str, list[frozenset[str]]] = {}
        self._keyed: set[tuple[str, str]] = set()
        self._lead = 0

    @property
    def is_full(self) -> bool:
        """Tell whether there are as many items as were wished for."""
        return self._count is not None and len(self.items) >= self._count

    def take(self, item: Item) -> Item | Dropped:
        """Take an item; or say why it is left where it is."""
        if self._count is not None:
            if self._asks_again(item):
                return _left(item, "another asks the same")
            if abs(self._lead + _swing(item)) > 1:
                return _left(item, "as many statements are true as false")
        self.items.append(item)
        self._lead += _swing(item)
        self._keyed |= {(item.made_by, fact) for fact in item.facts}
        for place in _places(item):
            self._words.setdefault(place, []).append(_words(item))
        return item

    def _asks_again(self, item: Item) -> bool:
        again = sum((item.made_by, fact) in self._keyed for fact in item.facts)
        if again * 2 >= len(item.facts):
            return True
        asked = _words(item)
        near = (other for place in _places(item) for other in self._words.get(place, ()))
        return any(jaccard(asked, other) >= MOST_ALIKE for other in near)


def _left(item: Item, why: str) -> Dropped:
    return Dropped(kind=Kind(item.made_by), about=item.stem, facts=item.facts, rule="U14", why=why)


def _places(item: Item) -> tuple[str, str]:
    """Return where items alike are looked for: comparing each with each would make a long deck slow."""
    return item.facts[0], item.stem


def _words(item: Item) -> frozenset[str]:
    match item.body:
        case Choices(options=options) if item.type is not ItemType.TRUE_FALSE:
            return frozenset(words(" ".join((item.stem, *(one.text for one in options if one.is_key)))))
        case ShortAnswer(answers=answers):
            return frozenset(words(f"{item.stem} {answers[0]}"))
        case _ if item.type is ItemType.TRUE_FALSE:
            return frozenset(words(item.stem))
        case _:
            return frozenset((item.stem, *item.facts))


def _swing(item: Item) -> int:
    """Return 1 for a true statement, -1 for a false one, and 0 for every other item."""
    if item.type is not ItemType.TRUE_FALSE or not isinstance(item.body, Choices):
        return 0
    return 1 if "true" in item.body.key_ids else -1
