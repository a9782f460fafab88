"""Waiting for what another process or thread brings about."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

LOOK_SECONDS = 0.01

Told = TypeVar("Told")


def until(holds: Callable[[], bool], *, seconds: float = 60) -> bool:
    """Wait until something holds; tell whether it came to hold in time."""
    end, pause = time.monotonic() + seconds, threading.Event()
    while not holds():
        if time.monotonic() > end:
            return False
        pause.wait(LOOK_SECONDS)
    return True


def in_a_loop(work: Coroutine[Any, Any, Told]) -> Told:
    """Run a coroutine in a thread, because what drives browsers has an event loop in this one."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, work).result(timeout=60)
