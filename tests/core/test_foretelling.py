"""How well a model foretells: published figures, sums done by hand, and the optimiser's own as an oracle."""

import math
from collections.abc import Sequence
from random import Random

import fsrs_rs_python
import pytest
from fsrs.scheduler import DEFAULT_PARAMETERS

from quizapp.core import foretelling
from quizapp.core.foretelling import Figures, Foretold, by_constant, by_model, calibration, mean_figures
from quizapp.core.optimising import Histories, Meeting, histories
from tests.core.test_optimising import make_row

ANY = (0, 0, 0)


def make_told(*pairs: tuple[float, bool]) -> list[Foretold]:
    return [Foretold(chance, recalled, ANY) for chance, recalled in pairs]


def made_histories(seed: int, *, cards: int = 60) -> Histories:
    """Return histories of some cards, some answers on the same day, without Hard."""
    chance, rows = Random(seed), []
    for item_id in range(cards):
        day = chance.randint(0, 30)
        for place in range(chance.randint(2, 12)):
            rows.append(make_row(day, item_id=item_id, rating=chance.choice((1, 3, 3, 3, 4))))
            day += chance.choice((0, 1, 3, 9, 30)) if place else chance.choice((0, 1))
    return histories(rows, with_quizzes=True)


def test_log_loss_is_that_of_scikit_learn() -> None:
    # The example in the documentation of sklearn.metrics.log_loss: 0.21616…
    told = make_told((0.9, True), (0.1, False), (0.2, False), (0.65, True))
    assert foretelling.log_loss(told) == pytest.approx(0.21616, abs=1e-5)


def test_auc_is_that_of_scikit_learn() -> None:
    # The example in the scikit-learn user guide, roc_auc_score of [0, 0, 1, 1] by [0.1, 0.4, 0.35, 0.8].
    told = make_told((0.1, False), (0.4, False), (0.35, True), (0.8, True))
    assert foretelling.auc(told) == 0.75


def test_a_tie_counts_half() -> None:
    assert foretelling.auc(make_told((0.5, False), (0.5, True))) == 0.5


@pytest.mark.parametrize("recalled", [True, False])
def test_without_both_kinds_of_outcomes_there_is_no_auc(recalled: bool) -> None:
    assert foretelling.auc(make_told((0.5, recalled), (0.7, recalled))) is None


def test_a_model_that_was_sure_and_wrong_is_punished_without_end_but_finitely() -> None:
    assert math.isfinite(foretelling.log_loss(make_told((1.0, False))))


def test_the_error_in_bins_is_that_of_the_means() -> None:
    # Two bins: means 0.8 and 0.75 recalled (4 answers); 0.5 and 0 recalled (1 answer).
    told = [Foretold(0.8, recalled, (1, 1, -1)) for recalled in (True, True, True, False)]
    told.append(Foretold(chance=0.5, recalled=False, alike=(2, 1, -1)))
    assert foretelling.rmse_bins(told) == pytest.approx(math.sqrt((4 * 0.05**2 + 0.5**2) / 5))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_log_loss_is_that_of_the_optimiser(seed: int) -> None:
    told = made_histories(seed)
    items = [
        fsrs_rs_python.FSRSItem(
            [fsrs_rs_python.FSRSReview(met.rating, met.days) for met in card[: place + 1]]
        )
        for card in told.cards
        for place, one in enumerate(card)
        if one.is_outcome
    ]
    model = fsrs_rs_python.FSRS(DEFAULT_PARAMETERS)
    # One by one: among several, the optimiser gives newer ones more weight.
    oracle = sum(model.evaluate([item]).log_loss for item in items) / len(items)
    found = foretelling.figures(by_model(told.cards, DEFAULT_PARAMETERS, since=0))
    assert found.outcomes == len(items)
    assert found.log_loss == pytest.approx(oracle, abs=1e-5)


def published_bin(card: Sequence[Meeting], place: int) -> tuple[float, ...]:
    """Return the bin of an answer by the formulas of srs-benchmark's ``utils.py``, rounding and all."""
    met = [one for one in card[: place + 1] if one.days]
    lapses = sum(one.rating == 1 for one in met[:-1])
    days, length = card[place].days, len(met) + 1
    return (
        round(2.48 * 3.62 ** math.floor(math.log(days) / math.log(3.62)), 2),
        round(1.99 * 1.89 ** math.floor(math.log(length) / math.log(1.89)), 0),
        round(1.65 * 1.73 ** math.floor(math.log(lapses) / math.log(1.73)), 0) if lapses else 0,
    )


def test_answers_are_alike_where_the_benchmark_says_so() -> None:
    told = made_histories(4)
    published = [
        published_bin(card, place) for card in told.cards for place, one in enumerate(card) if one.is_outcome
    ]
    ours = [one.alike for one in by_model(told.cards, DEFAULT_PARAMETERS, since=0)]
    pairs = set(zip(published, ours, strict=True))
    assert len(pairs) == len(set(published)) == len(set(ours)) > 10


def test_a_constant_has_no_skill_in_telling_apart() -> None:
    told = by_constant(made_histories(1).cards, 0.8, since=0)
    assert foretelling.auc(told) == 0.5


def test_only_outcomes_of_the_days_asked_for_are_foretold() -> None:
    told = made_histories(1)
    days = [day for day in told.outcome_days if 10 <= day < 20]
    assert len(by_model(told.cards, DEFAULT_PARAMETERS, since=10, before=20)) == len(days)


def test_the_table_of_chances_holds_every_outcome_once() -> None:
    told = by_model(made_histories(2).cards, DEFAULT_PARAMETERS, since=0)
    bands = calibration([*told, Foretold(chance=1.0, recalled=True, alike=ANY)])
    assert sum(band.outcomes for band in bands) == len(told) + 1
    assert all(band.low <= band.foretold <= band.high for band in bands)


def test_a_mean_weighs_learners_by_their_outcomes() -> None:
    one = Figures(outcomes=30, log_loss=0.2, rmse_bins=0.1, auc=None)
    other = Figures(outcomes=10, log_loss=0.6, rmse_bins=0.3, auc=0.7)
    mean = mean_figures([one, other])
    assert mean
    assert (mean.outcomes, mean.auc) == (40, 0.7)
    assert mean.log_loss == pytest.approx(0.3)
    assert mean.rmse_bins == pytest.approx(0.15)
    assert mean_figures([]) is None
