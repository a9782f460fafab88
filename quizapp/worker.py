"""The job worker: what takes seconds is done here, in a process beside the one that answers requests.

It looks for work every few moments and ends when its standard input closes, as it does when the parent dies.
"""

import logging
import os
import signal
import threading
from datetime import timedelta

from flask import Flask

from quizapp import create_app, logs
from quizapp.config import Settings
from quizapp.study import fit_requests
from quizapp.web.clock import new_id, utcnow

log = logging.getLogger(__name__)

PAUSE = timedelta(seconds=2)
"""How long somebody who wishes for something waits at most until it is begun."""

MONTHLY_EVERY = timedelta(hours=1)


def work(app: Flask) -> None:
    """Do what waits, one after the other; what goes wrong is logged, and tried again later."""
    with app.app_context():
        try:
            while fit_requests.run_next(fit_id=new_id(), now=utcnow()):
                pass
        except Exception:
            log.exception("the worker could not look for work")


def ask_for_monthly(app: Flask) -> None:
    """Wish for the fits that are done now and then without being asked."""
    with app.app_context():
        try:
            asked = fit_requests.ask_for_monthly(now=utcnow())
        except Exception:
            log.exception("no fits were asked for")
        else:
            if asked:
                log.info("fits asked for", extra={"learners": asked})


def main() -> None:
    """Work until standard input closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which then closes our input
    settings = Settings()
    logs.configure(shape=settings.log_format, level=settings.log_level)
    app = create_app(settings)
    stop = threading.Event()
    threading.Thread(target=_stop_with_parent, args=(stop,), daemon=True).start()
    last = utcnow() - MONTHLY_EVERY
    while not stop.is_set():
        if utcnow() - last >= MONTHLY_EVERY:
            last = utcnow()
            ask_for_monthly(app)
        work(app)
        stop.wait(PAUSE.total_seconds())


def _stop_with_parent(stop: threading.Event) -> None:
    while os.read(0, 1):
        pass
    stop.set()


if __name__ == "__main__":
    main()
