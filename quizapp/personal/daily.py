"""What the server does once a day without being asked: idle guests go."""

import logging
import threading
import time
from datetime import timedelta

from flask import Flask

from quizapp.personal import erasure
from quizapp.web import privacy
from quizapp.web.clock import utcnow

log = logging.getLogger(__name__)

EVERY = timedelta(days=1)


def start(app: Flask) -> None:
    """Do it now and then every day, beside the requests, for as long as the process lives."""
    threading.Thread(target=_keep_on, args=(app,), name="daily", daemon=True).start()


def run(app: Flask) -> None:
    """Let idle guests go; what goes wrong is logged, and tried again the next time."""
    with app.app_context():
        try:
            gone = erasure.purge(privacy.tables(app), now=utcnow())
        except Exception:
            log.exception("idle guests not removed")
        else:
            log.info("idle guests removed", extra={"guests": gone})


def _keep_on(app: Flask) -> None:
    while True:
        run(app)
        time.sleep(EVERY.total_seconds())
