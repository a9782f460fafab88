"""An uploaded file, read in a process of its own."""

import logging
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from quizapp.author.importing import reading_process

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much reading may take: time on the clock and on a processor, and memory."""

    seconds: int = 20
    megabytes: int = 700


def run_apart(data: bytes, what: str, *words: str, limits: Limits) -> bytes | None:
    """Return what ``reading_process`` writes of a file; None where that took too much time or memory."""
    command = [
        *(sys.executable, "-P", str(Path(reading_process.__file__))),
        *(str(limits.seconds), str(limits.megabytes), what, *words),
    ]
    try:
        done = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=limits.seconds,
            check=True,
            # It needs no secrets.
            env={name: value for name, value in os.environ.items() if not name.startswith("QUIZAPP_")},
        )
    except subprocess.TimeoutExpired:
        return None
    except subprocess.CalledProcessError as error:
        log.warning("an uploaded file could not be read", extra={"exit": error.returncode})
        return None
    return done.stdout
