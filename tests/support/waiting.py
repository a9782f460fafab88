"""Waiting for what another process or thread brings about."""

import threading
import time
from collections.abc import Callable

LOOK_SECONDS = 0.01


def until(holds: Callable[[], bool], *, seconds: float = 60) -> bool:
    """Wait until something holds; tell whether it came to hold in time."""
    end, pause = time.monotonic() + seconds, threading.Event()
    while not holds():
        if time.monotonic() > end:
            return False
        pause.wait(LOOK_SECONDS)
    return True
