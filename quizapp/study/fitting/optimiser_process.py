"""One run of the optimiser, in a process of its own: reads a task as JSON, writes parameters as JSON.

It is run as a file, so that nothing of the application is loaded here: ``python -P FILE SECONDS MEGABYTES``.
The task has ``cards``, lists of answers ``[rating, days, study day, is_outcome]``, and ``cuts``, study days:
for each of them one set of parameters is fitted to the outcomes before it.
"""

import json
import sys
from collections.abc import Sequence
from typing import Any

LONGEST = 256
"""Answers of one card that the optimiser looks at; it leaves out longer histories itself."""

MISSING = 3
"""The exit code where the package is not installed."""


def limit(seconds: int, megabytes: int) -> None:
    """Let this process take no more time on a processor and no more memory than so much, where that works."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Unix alone has it

    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))


def fit(cards: Sequence[Sequence[Sequence[int]]], cuts: Sequence[int]) -> list[list[float]]:
    """Return the parameters fitted to the outcomes before each study day of ``cuts``."""
    import fsrs_rs_python as optimiser  # noqa: PLC0415 - here, so that its lack is an exit code

    items: list[tuple[int, Any]] = []
    end = max(cuts, default=0)
    for card in cards:
        reviews = [optimiser.FSRSReview(rating, days) for rating, days, _day, _is_outcome in card]
        items += [
            (day, optimiser.FSRSItem(reviews[: place + 1]))
            for place, (_rating, _days, day, is_outcome) in enumerate(card[:LONGEST])
            if is_outcome and day < end
        ]
    items.sort(key=lambda item: item[0])  # oldest first: the optimiser gives newer ones more weight
    model = optimiser.FSRS(optimiser.DEFAULT_PARAMETERS)
    return [model.compute_parameters([item for day, item in items if day < cut]) for cut in cuts]


def main() -> None:
    """Fit what standard input asks for."""
    limit(int(sys.argv[1]), int(sys.argv[2]))
    task = json.load(sys.stdin)
    try:
        json.dump(fit(task["cards"], task["cuts"]), sys.stdout)
    except ModuleNotFoundError:  # one that cannot be loaded, for lack of memory, is no missing one
        raise SystemExit(MISSING) from None


if __name__ == "__main__":
    main()
