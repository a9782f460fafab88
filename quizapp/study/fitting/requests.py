"""Wishes for a fit: who asks, who works on them, and how far it is. The queue is a table of the database."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from quizapp.core.optimising import LEAST_REVIEWS
from quizapp.database import db, only_reading
from quizapp.models import LearnerRow
from quizapp.study.fitting import fit
from quizapp.study.fitting import queries as fit_queries
from quizapp.study.fitting.fit import Fit
from quizapp.study.fitting.optimiser import NoFitError, is_installed

log = logging.getLogger(__name__)

GIVEN_UP = timedelta(minutes=5)
"""After that long a worker that took a wish must have died: a fit itself may take a minute."""

MOST_TRIES = 3
KILLED = "Fitting was begun three times and never came to its end. Nothing was changed."
BROKEN = "Something went wrong on this site while fitting. Nothing was changed."

MONTH = timedelta(days=30)
RECENT, SETTLED = timedelta(days=3), timedelta(hours=12)
"""Who began a day's study so long ago is asked for; when they were active is noted once a day."""

MOST_FITS = 24


@dataclass(frozen=True, kw_only=True)
class Overview:
    """How a learner's memory was fitted: the newest fits first, the one in use, and what is going on.

    ``answers`` are counted up to the number that a fit needs. ``problem`` says why nothing came of the last
    wish.
    """

    answers: int
    fits: tuple[Fit, ...]
    in_use: Fit | None
    waits: bool
    problem: str
    is_installed: bool

    @property
    def can_fit(self) -> bool:
        """Tell whether there is enough to fit to, and somebody to do it."""
        return self.is_installed and not self.missing

    @property
    def missing(self) -> int:
        """How many answers are missing until a fit is worth trying."""
        return max(LEAST_REVIEWS - self.answers, 0)


def overview(learner: LearnerRow) -> Overview:
    """Return how a learner's memory was fitted; at most four reads."""
    fits = tuple(map(fit.fit_of, fit_queries.fits(learner_id=learner.id, most=MOST_FITS)))
    used = None
    if learner.parameters_id:
        used = fit_queries.find_fit(learner.parameters_id, learner_id=learner.id)
    request = fit_queries.find_request(learner_id=learner.id)
    return Overview(
        answers=fit_queries.count_answers(
            learner_id=learner.id, with_quizzes=learner.fits_with_quizzes, most=LEAST_REVIEWS
        ),
        fits=fits,
        in_use=fit.fit_of(used) if used else None,
        waits=request is not None and not request.problem,
        problem=request.problem if request else "",
        is_installed=is_installed(),
    )


def ask(learner: LearnerRow, *, now: datetime) -> None:
    """Wish for a fit; asked twice, it is done once."""
    fit_queries.ask(learner_id=learner.id, now=now)
    db.session.commit()


def choose(learner: LearnerRow, *, monthly: bool, with_quizzes: bool) -> None:
    """Keep whether the memory is fitted now and then by itself, and whether answers in quizzes count."""
    learner.fits_monthly = monthly
    learner.fits_with_quizzes = with_quizzes
    db.session.commit()


def run_next(*, fit_id: UUID, now: datetime) -> bool:
    """Work on the wish that waits longest; tell whether there was one."""
    given_up = now - GIVEN_UP
    with only_reading():  # most often there is nothing, and nobody should wait for that
        if not fit_queries.has_open_request(given_up=given_up):
            return False
    taken = fit_queries.take_request(now=now, given_up=given_up)
    learner_id, tries = (taken.learner_id, taken.tries) if taken else (0, 0)
    db.session.commit()
    if taken is None:
        return False
    problem = KILLED if tries > MOST_TRIES else _fit(learner_id, fit_id=fit_id, now=now)
    if problem:
        db.session.rollback()
        fit_queries.put_down_request(learner_id=learner_id, problem=problem)
        db.session.commit()
    return True


def ask_for_monthly(*, now: datetime) -> int:
    """Wish for a fit in the name of all who let it be done now and then; return for how many.

    They studied lately, had no fit and no wish for a month, and gave enough answers since the last one.
    """
    if not is_installed():
        return 0
    with only_reading():
        some = [learner_id for learner_id in _settled(now) if _has_enough(learner_id)]
    for learner_id in some:
        fit_queries.ask(learner_id=learner_id, now=now)
        db.session.commit()
    return len(some)


def _settled(now: datetime) -> list[int]:
    found = fit_queries.learners_to_ask_for(
        active_since=now - RECENT, idle_since=now - SETTLED, last_fit=now - MONTH
    )
    return list(found)


def _has_enough(learner_id: int) -> bool:
    learner = fit_queries.find_learner(learner_id)
    count = fit_queries.count_answers(
        learner_id=learner_id,
        with_quizzes=learner is None or learner.fits_with_quizzes,
        most=LEAST_REVIEWS,
        since=fit_queries.last_fitted_at(learner_id=learner_id),
    )
    return count >= LEAST_REVIEWS


def _fit(learner_id: int, *, fit_id: UUID, now: datetime) -> str:
    """Fit, and return what went wrong in a sentence, or nothing."""
    try:
        done = fit.fit(learner_id, fit_id=fit_id, now=now)
    except NoFitError as error:
        return str(error)
    except Exception:
        log.exception("a fit failed")
        return BROKEN
    log.info("memory fitted", extra={"kept": done.kept})
    return ""
