"""Telling work that grows too fast from a machine that is slow or busy."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

REFERENCE_SECONDS = 0.023
"""What `_reference` takes of a processor that does nothing else."""

SLACK = 2


def slowness() -> float:
    """Return how many times slower this machine is now than the one that limits are meant for; at least 1."""
    return max(1.0, _reference() / REFERENCE_SECONDS)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail where the block takes far more of a processor than ``seconds`` on a machine that is not busy.

    A guard against work that grows with the square of what it is given, not a benchmark: twice as much is
    allowed, and as many times more as the machine is slower before or after the block. Other processes and
    threads that wait do not count.
    """
    before = slowness()
    began = time.process_time()
    yield
    taken = time.process_time() - began
    slower = max(before, slowness())
    allowed = seconds * SLACK * slower
    assert taken <= allowed, (
        f"took {taken:.2f} s of a processor, where {allowed:.2f} s are allowed:"
        f" {seconds} s × {SLACK} × {slower:.2f}, as the machine is slower now"
    )


def _reference() -> float:
    began = time.process_time()
    sum(len(str(number)) for number in range(200_000))
    return time.process_time() - began
