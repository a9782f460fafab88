"""The key of an item of QTI: what its file calls correct, held against what the file's rules give marks for.

A key that the two disagree on is no key: the item is then kept as it stands, and an error says so.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from quizapp.core.exchange import FULL
from quizapp.formats.exchange.qti.item import Declared
from quizapp.formats.exchange.qti.rules import Marking

MOST_TRIED = 200
"""Other responses to one item that are marked, to see whether one of them earns more than the key."""

MOST_SUBSETS_OF = 8
"""Options whose every combination is marked, where the file calls none of them correct."""

HAIR = 1e-9


class UnaskableError(Exception):
    """An item cannot be asked as it stands; says in sentences why, and what to do."""

    def __init__(self, rule: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.fix = fix


class OtherTypeError(Exception):
    """An item is sound, but of a type that we do not have."""


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What may be typed: in full right, first the one to be shown; and what earns a part of the mark."""

    right: tuple[str, ...]
    partly: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Keys:
    """Finds the keys of one item; ``warn`` takes a rule, a message and a fix."""

    marking: Marking
    warn: Callable[[str, str, str], None]

    def one_of(self, name: str, ids: Sequence[str]) -> dict[str, float]:
        """Return what each option earns in percent, where one is to be chosen."""
        correct = self._correct(self._declared(name), ids)
        scores = {id_: self._score({name: [id_]}) for id_ in ids}
        known = {id_: score for id_, score in scores.items() if score is not None}
        best = max(known.values(), default=0)
        if len(known) < len(ids) or best <= 0:
            self._unsure(correct)
            return {id_: FULL if id_ in correct else 0 for id_ in ids}
        weights = {id_: round(FULL * score / best, 6) for id_, score in known.items()}
        if any(weights[id_] < FULL for id_ in correct):
            raise _conflict()
        return weights

    def several_of(self, name: str, ids: Sequence[str]) -> dict[str, float]:
        """Return what each option earns in percent, where all that are right are to be chosen."""
        declared = self._declared(name)
        correct = (
            self._correct(declared, ids) or _earning(declared, ids) or self._only_one_that_earns(name, ids)
        )
        score = self._score({name: correct})
        if score is None or score <= 0:
            if any((self._score({name: [id_]}) or 0) > 0 for id_ in ids):
                raise _conflict()
            self._unsure(correct)
            return {id_: FULL if id_ in correct else 0 for id_ in ids}
        others = [self._score({name: _flipped(correct, id_)}) for id_ in ids]
        if self._compare(score, others):
            self.warn(
                "weights",
                "Elsewhere another choice earns the whole mark, too; here one must choose all that is right.",
                "Look at which answers are right.",
            )
        alone = {id_: round(FULL * (self._score({name: [id_]}) or 0) / score, 6) for id_ in ids}
        tells = all((alone[id_] > 0) is (id_ in correct) for id_ in ids)
        return alone if tells else {id_: FULL if id_ in correct else 0 for id_ in ids}

    def pairs(
        self, name: str, firsts: Sequence[str], seconds: Sequence[str], *, by: int = 0
    ) -> dict[str, str]:
        """Return what fits each of the first (``by`` is 0) or of the second (1).

        :raises OtherTypeError: where one of them fits several, or none.
        """
        declared = self._declared(name)
        values = [*declared.values] or _positive(declared)
        if not values:
            raise _no_key()
        pairs = [_pair(value, firsts, seconds) for value in values]
        wanted = firsts if by == 0 else seconds
        found = {pair[by]: pair[1 - by] for pair in pairs}
        if len(pairs) != len(wanted) or set(found) != set(wanted):
            raise OtherTypeError
        score = self._score({name: values})
        if score is None or score <= 0:
            self._unsure(values)
            return found
        others = (seconds if by == 0 else firsts) or [""]
        tried = (
            {
                name: [
                    " ".join((one, other)[:: 1 - 2 * by]) if pair[by] == one else " ".join(pair)
                    for pair in pairs
                ]
            }
            for one in wanted
            for other in others
            if found[one] != other
        )
        if self._compare(score, (self._score(given) for given in islice(tried, MOST_TRIED))):
            self._unsure(values)
        return found

    def order(self, name: str, ids: Sequence[str]) -> list[str]:
        """Return the ids in their right order.

        :raises OtherTypeError: where only some of them are to be put in order.
        """
        correct = self._correct(self._declared(name), ids)
        if not correct:
            raise _no_key()
        if len(correct) != len(ids) or set(correct) != set(ids):
            raise OtherTypeError
        score = self._score({name: correct})
        others = (self._score({name: other}) for other in _swapped(correct))
        if score is None or score <= 0 or self._compare(score, others):
            self._unsure(correct)
        return correct

    def blanks(self, options: Mapping[str, Sequence[str]]) -> dict[str, str]:
        """Return the option that fits each blank, by the name of its response."""
        found = {name: self._fitting(name, ids) for name, ids in options.items()}
        given = {name: [id_] for name, id_ in found.items()}
        score = self._score(given)
        if score is None or score <= 0:
            self._unsure(found.values())
            return found
        tried = (given | {name: [id_]} for name, ids in options.items() for id_ in ids if id_ != found[name])
        if self._compare(score, (self._score(other) for other in islice(tried, MOST_TRIED))):
            self._unsure(found.values())
        return found

    def typed(self, name: str, more: Iterable[str]) -> Typed:
        """Return what may be typed; ``more`` are texts that the rules may take."""
        declared = self._declared(name)
        correct = list(declared.values)
        mapped = [entry.key for entry in declared.mapping.entries] if declared.mapping else []
        texts = [text for text in dict.fromkeys([*correct, *mapped, *more]) if text]
        scores = {text: self._score({name: [text]}) for text in texts}
        known = {text: score for text, score in scores.items() if score is not None}
        best = max(known.values(), default=0)
        if len(known) < len(texts) or best <= 0:
            right = correct or _best(declared)
            self._unsure(right)
            return Typed(right=tuple(right))
        right = [text for text, score in known.items() if score >= best - HAIR]
        if not set(correct) <= set(right):
            raise _conflict()
        partly = [text for text, score in known.items() if 0 < score < best - HAIR]
        return Typed(right=tuple(right), partly=tuple(partly))

    def _declared(self, name: str) -> Declared:
        declared = self.marking.item.responses.get(name)
        if declared is None:
            raise _no_key()
        return declared

    def _score(self, given: Mapping[str, Sequence[str]]) -> float | None:
        return self.marking.score(given)

    def _correct(self, declared: Declared, ids: Sequence[str]) -> list[str]:
        if not set(declared.values) <= set(ids):
            raise UnaskableError(
                "no-key",
                "What the file calls correct is none of the answers.",
                "Mend it where the file comes from.",
            )
        return list(dict.fromkeys(declared.values))

    def _unsure(self, correct: Iterable[str]) -> None:
        if not list(correct):
            raise _no_key()
        self.warn(
            "marking",
            "How it is marked elsewhere cannot be followed here; the key is what the file calls correct.",
            "Look whether this is the key.",
        )

    def _compare(self, score: float, others: Iterable[float | None]) -> bool:
        """Tell whether something else earns as much as the key; more, and there is no key."""
        known = [other for other in others if other is not None]
        if any(other > score + HAIR for other in known):
            raise _conflict()
        return any(other >= score - HAIR for other in known)

    def _only_one_that_earns(self, name: str, ids: Sequence[str]) -> list[str]:
        if len(ids) > MOST_SUBSETS_OF:
            raise _no_key()
        subsets = [list(some) for size in range(1, len(ids) + 1) for some in combinations(ids, size)]
        scores = [self._score({name: some}) or 0 for some in subsets]
        best = max(scores, default=0)
        if best <= 0 or scores.count(best) > 1:
            raise _no_key()
        return subsets[scores.index(best)]

    def _fitting(self, name: str, ids: Sequence[str]) -> str:
        declared = self._declared(name)
        found = self._correct(declared, ids) or [id_ for id_ in _best(declared) if id_ in ids]
        if not found:
            scores = {id_: self._score({name: [id_]}) or 0 for id_ in ids}
            best = max(scores.values(), default=0)
            found = [id_ for id_, score in scores.items() if score == best > 0]
        if not found:
            raise _no_key()
        if len(found) > 1:
            raise UnaskableError(
                "several-keys",
                "A gap has several answers that are right; here it can have one.",
                "Keep one of them, or make the others clearly wrong.",
            )
        return found[0]


def _no_key() -> UnaskableError:
    return UnaskableError(
        "no-key", "The file does not say for sure which answer is right.", "Say in the file which one it is."
    )


def _conflict() -> UnaskableError:
    return UnaskableError(
        "key-conflict",
        "The file calls one answer correct, but gives the mark, or a better one, to another.",
        "Find out which is right, and mend it where the file comes from.",
    )


def _positive(declared: Declared) -> list[str]:
    return [entry.key for entry in declared.mapping.entries if entry.value > 0] if declared.mapping else []


def _earning(declared: Declared, ids: Sequence[str]) -> list[str]:
    return [id_ for id_ in dict.fromkeys(_positive(declared)) if id_ in ids]


def _best(declared: Declared) -> list[str]:
    entries = declared.mapping.entries if declared.mapping else ()
    best = max((entry.value for entry in entries), default=0)
    return [entry.key for entry in entries if entry.value == best > 0]


def _flipped(chosen: Sequence[str], id_: str) -> list[str]:
    return [one for one in chosen if one != id_] if id_ in chosen else [*chosen, id_]


def _swapped(order: Sequence[str]) -> Iterator[list[str]]:
    for place in range(len(order) - 1):
        yield [*order[:place], order[place + 1], order[place], *order[place + 2 :]]


def _pair(value: str, firsts: Sequence[str], seconds: Sequence[str]) -> tuple[str, str]:
    match value.split():
        case [one, other] if one in firsts and other in seconds:
            return one, other
        case [one, other] if other in firsts and one in seconds:
            return other, one
        case _:
            raise UnaskableError(
                "no-key",
                "What the file calls correct is none of the answers.",
                "Mend it where the file comes from.",
            )
