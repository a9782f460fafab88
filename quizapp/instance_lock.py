"""A lock on the instance folder: many may serve it at once, or one may replace its database."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl

NAME = "serve.lock"


class LockedError(Exception):
    """Somebody else holds the lock in a way that does not go together."""


@contextmanager
def serving(folder: Path) -> Iterator[None]:
    """Serve the folder's database within the block, with others who do."""
    with _held(folder, alone=False):
        yield


@contextmanager
def replacing(folder: Path) -> Iterator[None]:
    """Have the folder's database alone within the block."""
    with _held(folder, alone=True):
        yield


@contextmanager
def _held(folder: Path, *, alone: bool) -> Iterator[None]:
    if sys.platform == "win32":  # files that are in use cannot be replaced there anyway
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / NAME).open("a") as file:  # closing it gives the lock back, as does the end of the process
        try:
            fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LockedError from None
        yield
