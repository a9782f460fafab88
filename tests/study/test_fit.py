"""Fitting: in a process of its own, kept only if better, and for future answers only."""

import json
import sys
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from quizapp.core.forgetting import Rating
from quizapp.database import db
from quizapp.models import CardStateRow, LearnerRow, MemoryParametersRow, ReviewRow
from quizapp.study import rebuild
from quizapp.study.fitting import fit, optimiser
from quizapp.study.fitting import queries as fit_queries
from quizapp.study.fitting.fit import Fit
from quizapp.study.fitting.optimiser import Limits, NoFitError
from tests.study.desk import Desk, make_learner
from tests.study.long_log import FORGETFUL, store_log

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ENOUGH = 90
"""Cards that make 720 answers."""


def fit_to(learner_id: int) -> Fit:
    return fit.fit(learner_id, fit_id=uuid4(), now=NOW)


def learner_of(desk: Desk) -> LearnerRow:
    db.session.expire_all()
    return desk.learner


@pytest.fixture
def studied(desk: Desk) -> Desk:
    """A learner who forgets sooner than most, and has a long log."""
    store_log(desk.learner, cards=ENOUGH)
    return desk


def test_what_foretells_better_is_stored_and_used(studied: Desk) -> None:
    done = fit_to(studied.learner.id)
    stored = db.session.scalars(select(MemoryParametersRow)).one()
    assert done.kept
    assert done.loss_after < done.loss_before
    assert done.reviews == ENOUGH * 8
    assert learner_of(studied).parameters_id == done.id == stored.id
    assert json.loads(stored.numbers) == list(done.parameters)


def test_fitted_numbers_come_near_to_the_memory_that_made_the_log(studied: Desk) -> None:
    done = fit_to(studied.learner.id)
    held_back = sum(band.outcomes for band in done.calibration)
    off = sum(abs(band.foretold - band.recalled) * band.outcomes for band in done.calibration) / held_back
    assert done.parameters[2] == pytest.approx(FORGETFUL[2], abs=0.3)
    assert off < 0.1


def test_what_foretells_no_better_is_stored_and_not_used(studied: Desk) -> None:
    first = fit_to(studied.learner.id)
    second = fit_to(studied.learner.id)
    assert second.loss_before == second.loss_after == first.loss_after
    assert not second.kept
    assert learner_of(studied).parameters_id == first.id


def test_new_numbers_change_future_answers_only(studied: Desk) -> None:
    studied.add("bank:words")
    studied.learn("item-1")
    before = studied.card("item-1").memory
    fit_to(studied.learner.id)
    assert studied.card("item-1").memory == before
    studied.wait(days=3)
    old = studied.rate("item-1", Rating.GOOD)
    assert old.parameters_id == studied.learner.parameters_id
    assert studied.rate("item-2", Rating.GOOD).stability_after == pytest.approx(
        json.loads(db.session.scalars(select(MemoryParametersRow.numbers)).one())[2]
    )


def test_the_states_still_follow_from_the_log_after_a_fit(studied: Desk) -> None:
    learner_id = studied.learner.id
    studied.add("bank:words")
    studied.learn("item-1")
    fit_to(learner_id)
    studied.wait(days=2)
    studied.rate("item-1", Rating.GOOD)
    studied.learn("item-2")
    reviewed = select(CardStateRow.face).where(CardStateRow.reps > 0)
    assert len(db.session.scalars(reviewed).all()) == 2
    differing = [card for card in rebuild.check() if card.differences and card.key.face == "main"]
    assert differing == []


def test_going_back_to_the_defaults_keeps_the_history(studied: Desk) -> None:
    done = fit_to(studied.learner.id)
    fit.use_defaults(learner_of(studied))
    assert learner_of(studied).parameters_id is None
    assert [row.id for row in fit_queries.fits(learner_id=studied.learner.id, most=5)] == [done.id]


@pytest.mark.parametrize(("cards", "missing"), [(0, "there are 0 so far"), (49, "there are 392 so far")])
def test_under_400_answers_nothing_is_fitted(desk: Desk, cards: int, missing: str) -> None:
    if cards:
        store_log(desk.learner, cards=cards)
    with pytest.raises(NoFitError, match=f"needs 400 answers.*{missing}"):
        fit_to(desk.learner.id)


def test_under_64_answers_on_a_later_day_nothing_is_fitted(studied: Desk) -> None:
    db.session.execute(update(ReviewRow).values(study_day=20000))
    db.session.commit()
    with pytest.raises(NoFitError, match="needs 64 answers to cards that came back on a later day"):
        fit_to(studied.learner.id)


def test_undone_answers_do_not_count(studied: Desk) -> None:
    studied.add("bank:words")
    undone = studied.rate("item-1", Rating.GOOD)
    studied.undo(undone)
    assert len(list(fit_queries.answers(learner_id=studied.learner.id))) == ENOUGH * 8
    counted = fit_queries.count_answers(learner_id=studied.learner.id, with_quizzes=True, most=10**6)
    assert counted == ENOUGH * 8


def test_quizzes_are_left_out_when_the_learner_says_so(desk: Desk) -> None:
    store_log(desk.learner, cards=ENOUGH, source="quiz")
    desk.learner.fits_with_quizzes = False
    db.session.commit()
    with pytest.raises(NoFitError, match="there are 0 so far"):
        fit_to(desk.learner.id)


def test_nobody_else_s_answers_are_looked_at(studied: Desk) -> None:
    other = make_learner()
    with pytest.raises(NoFitError, match="there are 0 so far"):
        fit_to(other.id)


def test_a_learner_who_is_gone_is_told(desk: Desk) -> None:
    with pytest.raises(NoFitError, match="no such learner"):
        fit_to(desk.learner.id + 1000)


def test_a_fit_that_was_overtaken_is_thrown_away(studied: Desk) -> None:
    start = fit.read(studied.learner.id)
    trial = fit.attempt(start)
    fit_to(studied.learner.id)
    with pytest.raises(NoFitError, match="changed meanwhile"):
        fit._store(start, trial, fit_id=uuid4(), now=NOW)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no memory in this way")
def test_the_optimiser_that_eats_too_much_memory_is_stopped_with_a_sentence(studied: Desk) -> None:
    with pytest.raises(NoFitError, match="Fitting failed"):
        fit.fit(studied.learner.id, fit_id=uuid4(), now=NOW, limits=Limits(megabytes=4))
    assert learner_of(studied).parameters_id is None


def test_the_optimiser_that_takes_too_long_is_stopped_with_a_sentence(studied: Desk) -> None:
    with pytest.raises(NoFitError, match="took too long"):
        fit.fit(studied.learner.id, fit_id=uuid4(), now=NOW, limits=Limits(seconds=0))


def test_without_the_package_a_sentence_says_how_to_get_it(
    studied: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(optimiser, "PACKAGE", "no_such_package")
    with pytest.raises(NoFitError, match=r"quizapp\[optimizer\]"):
        fit_to(studied.learner.id)


def test_a_crash_of_the_optimiser_is_a_sentence() -> None:
    # A history without any later day: the optimiser itself panics over it.
    from quizapp.core.optimising import Meeting

    card = (Meeting(rating=3, days=0, day=1, is_outcome=True),)
    with pytest.raises(NoFitError, match="Fitting failed"):
        optimiser.optimise([card], [2])


def test_a_fit_names_itself_as_asked(studied: Desk) -> None:
    name = UUID(int=7)
    assert fit.fit(studied.learner.id, fit_id=name, now=NOW + timedelta(days=1)).id == name
