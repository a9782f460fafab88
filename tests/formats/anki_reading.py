"""Reads files as Anki collections: ``python -m tests.formats.anki_reading FILE…``.

Prints a line of JSON for each: what came of it, how many seconds of a processor it takes on a machine that is
not busy, and the most memory so far.
"""

import json
import re
import sys
import time
from pathlib import Path

from quizapp.formats.anki_collection import UnreadableError, read_history
from tests.support.speed import slowness


def most_megabytes() -> float:
    """Return the most memory this process ever had; others count what its parent had."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def main() -> None:
    for path in sys.argv[1:]:
        data = Path(path).read_bytes()
        begun = time.process_time()
        try:
            said = f"{len(read_history(data).reviews)} reviews"
        except UnreadableError as error:
            said = str(error)
        taken = (time.process_time() - begun) / slowness()
        found = {"said": said, "seconds": taken, "megabytes": most_megabytes()}
        sys.stdout.write(json.dumps(found) + "\n")


main()
