"""The job worker: what takes seconds is done here, in a process beside the one that answers requests.

It looks for work every few moments and ends when its standard input closes, as it does when the parent dies.
"""

import gc
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from flask import Flask

from quizapp import create_app, logs
from quizapp.author.importing import service as import_service
from quizapp.classes.invitations import service as inviting
from quizapp.config import Settings
from quizapp.database import db, only_reading
from quizapp.live import reducing
from quizapp.quiz.rating import service as rating
from quizapp.quiz.timing import service as timing
from quizapp.study.fitting import requests as fit_requests
from quizapp.web.clock import new_id, utcnow

log = logging.getLogger("quizapp.worker")  # it is run as a program, which is called otherwise

PAUSE = timedelta(seconds=2)
"""How long somebody who wishes for something waits at most until it is begun."""

MONTHLY_EVERY = timedelta(hours=1)
REDUCED_EVERY = timedelta(minutes=1)
FORGOTTEN_EVERY = timedelta(hours=1)
ENDED_EVERY = timedelta(seconds=30)
RATED_EVERY = timedelta(hours=6)


def work(app: Flask) -> bool:
    """Do one thing that somebody wished for, and tell whether there was one; what goes wrong is logged."""
    with app.app_context():
        try:
            return fit_requests.run_next(fit_id=new_id(), now=utcnow())
        except Exception:
            log.exception("the worker could not look for work")
            return False


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


def forget_files(app: Flask) -> None:
    """Delete files of questions that nobody chose from for a day."""
    with app.app_context():
        try:
            count = import_service.forget_old(now=utcnow())
        except Exception:
            log.exception("files of questions were not deleted")
        else:
            if count:
                log.info("files of questions deleted", extra={"files": count})


def forget_invitations(app: Flask) -> None:
    """Delete invitations to classes that nobody used for thirty days, and classes that nobody is in."""
    with app.app_context():
        try:
            count = inviting.forget_old(now=utcnow())
        except Exception:
            log.exception("old invitations were not deleted")
        else:
            if count:
                log.info("old invitations deleted", extra={"count": count})


def end_attempts(app: Flask) -> None:
    """Hand in what was begun and whose time is over."""
    with app.app_context():
        try:
            with only_reading():  # most often there is nothing, and nobody should wait for that
                count = timing.end_overdue(utcnow())
        except Exception:
            log.exception("attempts whose time is over were not handed in")
        else:
            if count:
                log.info("attempts handed in, as their time was over", extra={"count": count})


def rate_items(app: Flask) -> None:
    """Learn from the answers how hard items are, so that practice can choose among them."""
    with app.app_context():
        try:
            rated = rating.rebuild()
        except Exception:
            log.exception("it was not learned how hard items are")
        else:
            if rated.differences:
                log.info("learned how hard items are", extra={"items": len(rated.differences)})


class Reducer:
    """Reduces live sessions to counts, and sees to it that nothing of their answers lingers in the files."""

    def __init__(self) -> None:
        # Nobody knows how the worker before this one ended.
        self._lingers = True

    def __call__(self, app: Flask, *, linger: timedelta = reducing.LINGER) -> None:
        """Reduce what ended ``linger`` ago; what goes wrong is logged, and tried again later."""
        with app.app_context():
            try:
                for session_id in reducing.due(now=utcnow(), linger=linger):
                    self._lingers = True
                    self._reduce(session_id, linger=linger)
                if self._lingers:
                    self._lingers = not reducing.wipe()
            except Exception:
                log.exception("the worker could not look for live sessions that are over")

    def _reduce(self, session_id: int, *, linger: timedelta) -> None:
        try:
            reducing.reduce(session_id, now=utcnow(), linger=linger)
        except Exception:
            db.session.rollback()
            log.exception("a live session could not be reduced to counts", extra={"session": session_id})
        else:
            log.info("live session reduced to counts", extra={"session": session_id})


class Beside:
    """Runs a program in a process of its own, so that nothing else waits for it; one at a time.

    The program has to end when its standard input closes, as it does also when the worker dies.
    """

    def __init__(self, *command: str) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None

    def __call__(self) -> None:
        """Begin, unless it goes on still from the time before."""
        if self._process and self._process.poll() is None:
            return
        if code := self.stop():
            log.error(
                "a program beside the worker failed", extra={"program": self._command[-1], "code": code}
            )
        self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE)

    def stop(self) -> int:
        """Close its input, by which it ends; return its exit code, 0 where it was never begun."""
        if self._process is None:
            return 0
        self._process.communicate()
        return self._process.returncode


def rate_beside(beside: Beside, app: Flask) -> None:
    """Begin to learn how hard items are, where anybody has taken a quiz."""
    with app.app_context():
        try:
            is_worth_while = rating.is_worth_while()
        except Exception:
            log.exception("the worker could not look for answers to learn from")
            return
    if is_worth_while:
        beside()


class Regularly:
    """Does a job at once, and then each time when so long has passed."""

    def __init__(self, job: Callable[[Flask], None], *, every: timedelta) -> None:
        self._job, self._every = job, every
        self._last: datetime | None = None

    def do_if_due(self, app: Flask) -> None:
        """Do the job, if it is time."""
        now = utcnow()
        # A clock that was put back must not keep it waiting.
        if self._last is None or not timedelta() <= now - self._last < self._every:
            self._last = now
            self._job(app)


def make_app() -> Flask:
    """Return the application for a process that works beside the server, with its log."""
    settings = Settings()
    logs.configure(shape=settings.log_format, level=settings.log_level)
    app = create_app(settings)
    # What is loaded by now stays; looking through it for garbage takes a sixth of the time of a fit.
    gc.freeze()
    return app


def main() -> None:
    """Work until standard input closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which then closes our input
    stop = threading.Event()
    threading.Thread(target=_stop_with_parent, args=(stop,), daemon=True).start()
    app = make_app()
    reduce, rating_process = Reducer(), Beside(sys.executable, "-m", "quizapp.rating_process")
    jobs = [
        Regularly(ask_for_monthly, every=MONTHLY_EVERY),
        Regularly(reduce, every=REDUCED_EVERY),
        Regularly(forget_files, every=FORGOTTEN_EVERY),
        Regularly(forget_invitations, every=FORGOTTEN_EVERY),
        Regularly(end_attempts, every=ENDED_EVERY),
        Regularly(partial(rate_beside, rating_process), every=RATED_EVERY),
    ]
    while not stop.is_set():
        for job in jobs:
            job.do_if_due(app)
        if not work(app):
            stop.wait(PAUSE.total_seconds())
    rating_process.stop()
    # A laptop that is shut after an evening may not be opened again for months.
    reduce(app, linger=timedelta())


def _stop_with_parent(stop: threading.Event) -> None:
    while os.read(0, 1):
        pass
    stop.set()


if __name__ == "__main__":
    main()
