"""The optimiser of FSRS, asked in a process of its own: it may crash, hang or eat memory without harm."""

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from quizapp.core.errors import UnsoundParametersError
from quizapp.core.optimising import Meeting, within_bounds
from quizapp.study.fitting import optimiser_process

PACKAGE = "fsrs_rs_python"

MISSING = (
    "Fitting needs a package that is not installed here. Whoever looks after this site can add it: "
    "pip install “quizapp[optimizer]”."
)
TOO_LONG = "Fitting took too long and was stopped. Nothing was changed."
FAILED = "Fitting failed while it was calculating. Nothing was changed."


class NoFitError(Exception):
    """Nothing came of a fit; the message says why in a sentence for whoever asked."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much a run may take: time on the clock and on a processor, and memory."""

    seconds: int = 60
    megabytes: int = 1024


def is_installed() -> bool:
    """Tell whether the optional package with the optimiser is there; it is not loaded."""
    return importlib.util.find_spec(PACKAGE) is not None


def optimise(
    cards: Sequence[Sequence[Meeting]], cuts: Sequence[int], *, limits: Limits | None = None
) -> list[tuple[float, ...]]:
    """Return, for each study day of ``cuts``, parameters fitted to the outcomes before it.

    :raises NoFitError: it is not installed, took too much time or memory, or crashed.
    """
    if not is_installed():
        raise NoFitError(MISSING)
    limits = limits or Limits()
    command = [
        *(sys.executable, "-P", str(Path(optimiser_process.__file__))),
        *(str(limits.seconds), str(limits.megabytes)),
    ]
    try:
        done = subprocess.run(
            command,
            input=json.dumps({"cards": cards, "cuts": cuts}),
            capture_output=True,
            text=True,
            timeout=limits.seconds,
            check=True,
            # It needs no secrets.
            env={name: value for name, value in os.environ.items() if not name.startswith("QUIZAPP_")},
        )
    except subprocess.TimeoutExpired as error:
        raise NoFitError(TOO_LONG) from error
    except subprocess.CalledProcessError as error:
        missing = error.returncode == optimiser_process.MISSING
        raise NoFitError(MISSING if missing else FAILED) from error
    return _read(done.stdout, len(cuts))


def _read(text: str, sets: int) -> list[tuple[float, ...]]:
    try:
        found = [within_bounds(numbers) for numbers in json.loads(text)]
    except (TypeError, ValueError, UnsoundParametersError) as error:
        raise NoFitError(FAILED) from error
    if len(found) != sets:
        raise NoFitError(FAILED)
    return found
