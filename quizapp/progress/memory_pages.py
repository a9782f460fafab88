"""What the page about the fitted memory model is given to show."""

from datetime import date, datetime

from flask import render_template
from flask.typing import ResponseReturnValue

from quizapp.core.foretelling import Band
from quizapp.core.optimising import LEAST_REVIEWS
from quizapp.core.progress import LEAST_ASKED
from quizapp.core.study_day import StudyClock
from quizapp.progress import charts
from quizapp.progress.memory_forms import ButtonForm, ChoicesForm
from quizapp.study.fitting import requests as fit_requests
from quizapp.study.fitting.fit import Fit
from quizapp.study.log import clock_of
from quizapp.web import learners


def memory_page() -> ResponseReturnValue:
    """Return how the learner's memory was fitted; for somebody of whom nothing is stored, what to do."""
    learner = learners.current()
    if learner is None:
        return render_template("progress/memory_empty.html", section="more", least=LEAST_REVIEWS)
    overview, clock = fit_requests.overview(learner), clock_of(learner)
    shown = overview.in_use or next(iter(overview.fits), None)
    bands = shown.calibration if shown else ()
    return render_template(
        "progress/memory.html",
        section="more",
        overview=overview,
        least=LEAST_REVIEWS,
        least_asked=LEAST_ASKED,
        dates={fit.id: _date(fit, clock) for fit in (*overview.fits, *filter(None, [overview.in_use]))},
        shown=shown,
        chart=charts.rows_chart([(_name(band), _shares(band)) for band in bands]),
        names=[_name(band) for band in bands],
        button=ButtonForm(formdata=None),
        choices=ChoicesForm(
            formdata=None, monthly=learner.fits_monthly, with_quizzes=learner.fits_with_quizzes
        ),
    )


def _date(fit: Fit, clock: StudyClock) -> date:
    moment: datetime = fit.fitted_at.astimezone(clock.zone)
    return moment.date()


def _name(band: Band) -> str:
    return f"Under {band.high:.0%}" if band.low == 0 else f"{band.low:.0%} to {band.high:.0%}"


def _shares(band: Band) -> dict[str, float | None]:
    """Return both shares of a band; of too few answers none, because chance would draw them."""
    if band.outcomes < LEAST_ASKED:
        return {}
    return {"first": band.foretold, "second": band.recalled}
