"""Doing many askings at once, without a timer: what came in while the last lot was under way is the next."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Told = TypeVar("Told")


class FullError(Exception):
    """So much waits already that this asking could only wait in vain."""


class Together(Generic[Asked, Told]):
    """Does ``work`` on a thread for lots of at most ``most``; ``bound`` is how many may wait.

    To be used from one event loop.
    """

    def __init__(
        self,
        work: Callable[[Sequence[Asked]], Sequence[Told]],
        *,
        thread: ThreadPoolExecutor,
        most: int,
        bound: int,
    ) -> None:
        self._work, self._thread, self._most, self._bound = work, thread, most, bound
        self._waiting: deque[tuple[Asked, asyncio.Future[Told]]] = deque()
        self._is_busy = False

    def ask(self, asked: Asked) -> "asyncio.Future[Told]":
        """Return what will be told, or fail with what the work raised for the whole lot.

        :raises FullError: too much waits.
        """
        if len(self._waiting) >= self._bound:
            raise FullError
        told: asyncio.Future[Told] = asyncio.get_running_loop().create_future()
        self._waiting.append((asked, told))
        if not self._is_busy:
            self._begin()
        return told

    def _begin(self) -> None:
        lot = [self._waiting.popleft() for _ in range(min(self._most, len(self._waiting)))]
        self._is_busy = bool(lot)
        if lot:
            asked = [one for one, _ in lot]
            done = asyncio.get_running_loop().run_in_executor(self._thread, self._work, asked)
            done.add_done_callback(lambda done: self._tell(lot, done))

    def _tell(
        self, lot: Sequence[tuple[Asked, "asyncio.Future[Told]"]], done: "asyncio.Future[Sequence[Told]]"
    ) -> None:
        if done.cancelled():  # the server stops; whoever asked is gone with it
            return
        self._begin()  # first, so that the thread works while the loop tells
        error = done.exception()
        if error is not None:
            for _, told in lot:
                if not told.done():
                    told.set_exception(error)
            return
        for (_, told), one in zip(lot, done.result(), strict=True):
            if not told.done():  # whoever asked may have gone
                told.set_result(one)
