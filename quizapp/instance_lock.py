"""A lock on the instance folder: many may serve it at once, or one may replace its database."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

if sys.platform != "win32":
    import fcntl

NAME = "serve.lock"
PATIENCE_SECONDS = 2.0


class LockedError(Exception):
    """Somebody else holds the lock in a way that does not go together."""


@contextmanager
def serving(folder: Path) -> Iterator[bool]:
    """Serve the folder's database within the block, with others who do; tell whether there are none."""
    with _lock_file(folder) as file:
        alone = _take(file, alone=True)
        end = time.monotonic() + PATIENCE_SECONDS
        # Another one may look at this very moment whether it is alone.
        while not _take(file, alone=False):
            if time.monotonic() > end:
                raise LockedError
            time.sleep(0.05)
        yield alone


@contextmanager
def replacing(folder: Path) -> Iterator[None]:
    """Have the folder's database alone within the block."""
    with _lock_file(folder) as file:
        if not _take(file, alone=True):
            raise LockedError
        yield


def _lock_file(folder: Path) -> IO[str]:
    """Open the file that is locked; closing it gives the lock back, as does the end of the process."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return (folder / NAME).open("a")


def _take(file: IO[str], *, alone: bool) -> bool:
    """Take the lock, or take it in another way, and tell whether it could be had."""
    if sys.platform == "win32":  # files that are in use cannot be replaced there anyway
        return True
    try:
        fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
