"""An order by chance that a seed fixes; it changes only where something is added or taken away."""

from bisect import bisect
from collections.abc import Iterable, Iterator
from functools import cached_property
from hashlib import blake2b
from typing import Generic, TypeVar

Value = TypeVar("Value")


def number(*parts: object) -> int:
    """Return a number that depends on the texts of ``parts`` alone, in every process."""
    return int.from_bytes(blake2b("\x1f".join(map(str, parts)).encode(), digest_size=8).digest())


class Ring(Generic[Value]):
    """Values on a ring, each at a place that its name and the seed give it.

    Whoever walks from a place meets the same values in the same order, whatever stands elsewhere.
    """

    def __init__(self, values: Iterable[tuple[str, Value]], *, seed: int) -> None:
        self._placed = sorted(((number(seed, name), name, value) for name, value in values), key=_place)

    @cached_property
    def _places(self) -> list[int]:
        return [place for place, _, _ in self._placed]

    def walk(self, start: int) -> Iterator[Value]:
        """Return every value once, from the place ``start`` on."""
        first = bisect(self._places, start)
        for step in range(len(self._placed)):
            yield self._placed[(first + step) % len(self._placed)][2]


def _place(placed: tuple[int, str, object]) -> tuple[int, str]:
    return placed[0], placed[1]
