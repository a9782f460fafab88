"""Learning how hard items are, in a process of its own: it takes seconds of a processor, or minutes.

The worker runs it now and then: ``python -m quizapp.rating_process``. It ends at once when its standard input
closes, as it does when the worker dies: all it writes is one transaction at its end.
"""

import os
import threading

from quizapp.worker import make_app, rate_items


def main() -> None:
    """Learn once how hard items are."""
    threading.Thread(target=_end_with_worker, daemon=True).start()
    rate_items(make_app())


def _end_with_worker() -> None:
    while os.read(0, 1):
        pass
    os._exit(0)


if __name__ == "__main__":
    main()
