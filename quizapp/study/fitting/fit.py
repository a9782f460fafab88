"""Fitting the memory model to one learner: read, work out, judge by newer answers, keep what is better."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from fsrs.scheduler import DEFAULT_PARAMETERS

from quizapp.core import foretelling
from quizapp.core.foretelling import Band
from quizapp.core.fsrs6 import Parameters
from quizapp.core.optimising import (
    HELD_BACK,
    LEAST_OUTCOMES,
    LEAST_REVIEWS,
    Histories,
    first_days,
    histories,
)
from quizapp.database import db, only_reading
from quizapp.models import LearnerRow, MemoryParametersRow
from quizapp.study import plan_queries
from quizapp.study.fitting import queries as fit_queries
from quizapp.study.fitting.optimiser import Limits, NoFitError, optimise

GONE = "There is no such learner."
CHANGED = "The memory model was changed meanwhile, so this fit was thrown away. Fit once more."
ONE_DAY = "All answers so far were given on one day or the next. Fit again after some more days."


@dataclass(frozen=True, kw_only=True)
class Fit:
    """A fit as it is stored: what there was, the log loss before and after, whether it is kept.

    ``parameters`` are the 21 numbers of FSRS-6.
    """

    id: UUID
    fitted_at: datetime
    reviews: int
    loss_before: float
    loss_after: float
    kept: bool
    parameters: tuple[float, ...]
    calibration: tuple[Band, ...]


@dataclass(frozen=True, kw_only=True)
class Start:
    """What a fit begins with: the learner's histories, and the parameters in use."""

    learner_id: int
    histories: Histories
    parameters: Parameters
    parameters_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class Trial:
    """New parameters, and how they and those in use foretold the outcomes held back."""

    parameters: Parameters
    loss_before: float
    loss_after: float
    calibration: tuple[Band, ...]


def fit(learner_id: int, *, fit_id: UUID, now: datetime, limits: Limits | None = None) -> Fit:
    """Fit the memory model to a learner's answers; it is used from now on if it foretells newer ones better.

    It takes seconds, so it does not belong into a process that answers requests. Nothing is locked meanwhile.

    :raises NoFitError: there are too few answers, the optimiser failed, or something changed meanwhile.
    """
    with only_reading():
        start = read(learner_id)
    return _store(start, attempt(start, limits=limits), fit_id=fit_id, now=now)


def read(learner_id: int) -> Start:
    """Return what a fit begins with.

    :raises NoFitError: there is no such learner.
    """
    learner = fit_queries.find_learner(learner_id)
    if learner is None:
        raise NoFitError(GONE)
    numbers = plan_queries.numbers_in_use(learner_id=learner.id) if learner.parameters_id else ""
    return Start(
        learner_id=learner.id,
        histories=histories(
            fit_queries.answers(learner_id=learner.id), with_quizzes=learner.fits_with_quizzes
        ),
        parameters=json.loads(numbers) if numbers else DEFAULT_PARAMETERS,
        parameters_id=learner.parameters_id,
    )


def attempt(start: Start, *, limits: Limits | None = None) -> Trial:
    """Fit to the earlier four fifths of the outcomes, and judge by the newest fifth; nothing is stored.

    :raises NoFitError: there are too few answers, or the optimiser failed.
    """
    cards, days = start.histories.cards, start.histories.outcome_days
    if problem := too_few(start.histories.reviews, len(days)):
        raise NoFitError(problem)
    cuts = first_days(days, [1 - HELD_BACK])
    if not cuts:
        raise NoFitError(ONE_DAY)
    (parameters,) = optimise(cards, cuts, limits=limits)
    before = foretelling.by_model(cards, start.parameters, since=cuts[0])
    after = foretelling.by_model(cards, parameters, since=cuts[0])
    return Trial(
        parameters=parameters,
        loss_before=foretelling.log_loss(before),
        loss_after=foretelling.log_loss(after),
        calibration=foretelling.calibration(after),
    )


def too_few(reviews: int, outcomes: int) -> str:
    """Say why a fit is not worth trying with so many answers, or nothing when it is."""
    if reviews < LEAST_REVIEWS:
        return f"A fit needs {LEAST_REVIEWS} answers to cards; there are {reviews} so far."
    if outcomes < LEAST_OUTCOMES:
        return (
            f"A fit needs {LEAST_OUTCOMES} answers to cards that came back on a later day; "
            f"there are {outcomes} so far."
        )
    return ""


def use_defaults(learner: LearnerRow) -> None:
    """Use the usual parameters for future answers; the fits stay in the history."""
    learner.parameters_id = None
    db.session.commit()


def fit_of(row: MemoryParametersRow) -> Fit:
    """Return a stored fit as a value."""
    return Fit(
        id=row.id,
        fitted_at=row.fitted_at,
        reviews=row.reviews,
        loss_before=row.loss_before,
        loss_after=row.loss_after,
        kept=row.kept,
        parameters=tuple(json.loads(row.numbers)),
        calibration=tuple(Band(**band) for band in json.loads(row.calibration)),
    )


def _store(start: Start, trial: Trial, *, fit_id: UUID, now: datetime) -> Fit:
    learner = fit_queries.find_learner(start.learner_id, to_change=True)
    if learner is None:
        raise NoFitError(GONE)
    if learner.parameters_id != start.parameters_id:
        raise NoFitError(CHANGED)
    row = MemoryParametersRow(
        learner_id=learner.id,
        id=fit_id,
        numbers=json.dumps(list(trial.parameters)),
        fitted_at=now,
        reviews=start.histories.reviews,
        loss_before=trial.loss_before,
        loss_after=trial.loss_after,
        kept=trial.loss_after < trial.loss_before,
        calibration=_as_json(trial.calibration),
    )
    db.session.add(row)
    if row.kept:
        learner.parameters_id = fit_id
    fit_queries.delete_request(learner_id=learner.id)
    stored = fit_of(row)
    db.session.commit()
    return stored


def _as_json(bands: Sequence[Band]) -> str:
    return json.dumps([asdict(band) for band in bands])
