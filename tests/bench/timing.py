"""How long requests take, and how that compares."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import TypeVar

Result = TypeVar("Result")


@dataclass(kw_only=True)
class Times:
    """Seconds that one kind of request took, each time."""

    seconds: list[float] = field(default_factory=list)

    def measure(self, request: Callable[[], Result]) -> Result:
        """Do a request and note how long it took."""
        start = time.perf_counter()
        result = request()
        self.seconds.append(time.perf_counter() - start)
        return result

    @property
    def median(self) -> float:
        """The middle one, in seconds."""
        return median(self.seconds)

    @property
    def p95(self) -> float:
        """What nineteen of twenty stay below, in seconds."""
        return quantiles(self.seconds, n=20)[-1]


@dataclass(kw_only=True)
class Comparison:
    """One kind of request beside the floor, and beside the same request where less is stored, in turn."""

    what: str
    most: float
    ours: Times = field(default_factory=Times)
    floor: Times = field(default_factory=Times)
    with_less: Times | None = None

    @property
    def median_ratio(self) -> float:
        """How many times as long as the floor the middle request took."""
        return self.ours.median / self.floor.median

    @property
    def p95_ratio(self) -> float:
        """The same for what nineteen of twenty stay below."""
        return self.ours.p95 / self.floor.p95

    @property
    def growth(self) -> float | None:
        """How many times as long it took as where less is stored."""
        return None if self.with_less is None else self.ours.median / self.with_less.median
