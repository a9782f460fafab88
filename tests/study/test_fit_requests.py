"""Wishes for a fit: done once, said plainly when nothing came of it, picked up again after a death."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from quizapp.database import db
from quizapp.models import LearnerRow
from quizapp.study.fitting import queries as fit_queries
from quizapp.study.fitting import requests as fit_requests
from tests.study.desk import Desk, make_learner
from tests.study.long_log import store_log

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def run(now: datetime = NOW) -> bool:
    return fit_requests.run_next(fit_id=uuid4(), now=now)


@pytest.fixture
def studied(desk: Desk) -> LearnerRow:
    store_log(desk.learner, cards=90)
    return desk.learner


def test_a_wish_is_fulfilled_once(studied: LearnerRow) -> None:
    fit_requests.ask(studied, now=NOW)
    fit_requests.ask(studied, now=NOW + timedelta(seconds=1))
    assert fit_requests.overview(studied).waits
    assert (run(), run()) == (True, False)
    overview = fit_requests.overview(studied)
    assert (len(overview.fits), overview.waits, overview.problem) == (1, False, "")
    assert overview.in_use


def test_why_nothing_came_of_a_wish_is_kept_until_it_is_asked_again(desk: Desk) -> None:
    fit_requests.ask(desk.learner, now=NOW)
    assert (run(), run()) == (True, False)
    overview = fit_requests.overview(desk.learner)
    assert (overview.waits, overview.missing) == (False, 400)
    assert "needs 400 answers" in overview.problem
    fit_requests.ask(desk.learner, now=NOW)
    assert fit_requests.overview(desk.learner).waits


def test_wishes_are_worked_on_in_their_order(desk: Desk) -> None:
    later, first = make_learner(), make_learner()
    fit_requests.ask(later, now=NOW + timedelta(minutes=1))
    fit_requests.ask(first, now=NOW)
    run()
    assert (fit_requests.overview(first).waits, fit_requests.overview(later).waits) == (False, True)


def take(now: datetime) -> int | None:
    taken = fit_queries.take_request(now=now, given_up=now - fit_requests.GIVEN_UP)
    tries = taken.tries if taken else None
    db.session.commit()
    return tries


def test_what_a_worker_is_at_no_other_takes(studied: LearnerRow) -> None:
    fit_requests.ask(studied, now=NOW)
    assert (take(NOW), take(NOW)) == (1, None)


def test_what_a_dead_worker_left_is_picked_up_again(studied: LearnerRow) -> None:
    fit_requests.ask(studied, now=NOW)
    take(NOW)
    assert not run(NOW + timedelta(minutes=1))
    assert run(NOW + timedelta(minutes=10))
    assert len(fit_requests.overview(studied).fits) == 1


def test_a_wish_that_kills_every_worker_is_given_up(studied: LearnerRow) -> None:
    fit_requests.ask(studied, now=NOW)
    for number in range(3):
        take(NOW + number * timedelta(minutes=10))
    assert run(NOW + timedelta(hours=1))
    overview = fit_requests.overview(studied)
    assert (overview.waits, len(overview.fits)) == (False, 0)
    assert "never came to its end" in overview.problem


def active(learner: LearnerRow, **ago: float) -> LearnerRow:
    learner.last_active_at = NOW - timedelta(**ago)
    db.session.commit()
    return learner


def test_once_a_month_a_fit_is_asked_for_after_400_more_answers(studied: LearnerRow) -> None:
    active(studied, days=1)
    assert fit_requests.ask_for_monthly(now=NOW) == 1
    assert fit_requests.ask_for_monthly(now=NOW) == 0
    run()
    active(studied, days=-30)
    assert fit_requests.ask_for_monthly(now=NOW + timedelta(days=31)) == 0  # no answer since


@pytest.mark.parametrize("ago", [{"hours": 1}, {"days": 9}])
def test_who_studies_just_now_or_has_not_for_long_is_left_alone(
    studied: LearnerRow, ago: dict[str, float]
) -> None:
    active(studied, **ago)
    assert fit_requests.ask_for_monthly(now=NOW) == 0


def test_who_does_not_want_it_is_left_alone(studied: LearnerRow) -> None:
    active(studied, days=1)
    fit_requests.choose(studied, monthly=False, with_quizzes=True)
    assert fit_requests.ask_for_monthly(now=NOW) == 0


def test_who_has_too_few_answers_is_not_asked_for(desk: Desk) -> None:
    store_log(desk.learner, cards=49)
    active(desk.learner, days=1)
    assert fit_requests.ask_for_monthly(now=NOW) == 0


def test_a_fit_that_came_to_nothing_is_not_asked_for_again_within_the_month(studied: LearnerRow) -> None:
    active(studied, days=1)
    fit_requests.ask(studied, now=NOW - timedelta(days=5))
    fit_queries.put_down_request(learner_id=studied.id, problem="It rained.")
    db.session.commit()
    assert fit_requests.ask_for_monthly(now=NOW) == 0
