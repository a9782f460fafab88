"""Advice on items, options that do not work, and how far chance may have moved a figure."""

from fractions import Fraction

import pytest

from quizapp.core.distractors import OptionFlag, option_figures
from quizapp.core.intervals import correlation_interval, share_interval
from quizapp.core.item_advice import Concern, SampleSize, advice, sample_size
from quizapp.core.item_analysis import ItemFigures


def make_figures(n: int = 200, *, facility: float = 0.6, discrimination: float | None = 35) -> ItemFigures:
    """Return figures of an item that is as it should be, unless told otherwise."""
    return ItemFigures(
        item="one",
        n=n,
        facility=facility,
        sd=0.5,
        discrimination_index=discrimination,
        discriminative_efficiency=None,
        effective_weight=None,
        point_biserial=None,
    )


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_a_share_has_wilsons_interval(right: int, n: int, low: float, high: float) -> None:
    """R. G. Newcombe, Two-sided confidence intervals for the single proportion, 1998, table I, method 3."""
    found = share_interval(right / n, n)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_a_correlation_has_fishers_interval() -> None:
    """D. M. Lane, Online Statistics Education, “Confidence interval on Pearson's correlation”."""
    found = correlation_interval(-0.654, 34)
    assert found
    assert (found.low, found.high) == pytest.approx((-0.81, -0.40), abs=0.01)
    assert correlation_interval(0.5, 3) is None
    assert correlation_interval(1, 10) is not None


@pytest.mark.parametrize(
    ("n", "size"),
    [
        (0, SampleSize.TOO_FEW),
        (29, SampleSize.TOO_FEW),
        (30, SampleSize.PROVISIONAL),
        (99, SampleSize.PROVISIONAL),
        (100, SampleSize.ENOUGH),
    ],
)
def test_the_number_of_answers_says_how_far_they_carry(n: int, size: SampleSize) -> None:
    assert sample_size(n) is size


def test_each_option_is_flagged_by_who_chose_it() -> None:
    rest = list(range(40))
    chosen = {"key": range(10), "draws": range(20, 40), "works": range(10, 19), "unused": [19]}
    by_name = {one.option: one for one in option_figures(chosen, keys={"key"}, rest=rest)}
    assert {name: one.flag for name, one in by_name.items()} == {
        "key": OptionFlag.SUSPECT_KEY,
        "draws": OptionFlag.SUSPECT_DISTRACTOR,
        "works": None,
        "unused": OptionFlag.NOT_FUNCTIONING,
    }
    assert by_name["draws"].share == 0.5
    assert by_name["draws"].rest_correlation == pytest.approx(0.8663, abs=5e-5)


@pytest.mark.parametrize(("choosers", "flag"), [(4, None), (5, OptionFlag.SUSPECT_DISTRACTOR)])
def test_a_distractor_that_few_chose_is_not_taken_for_a_second_key(
    choosers: int, flag: OptionFlag | None
) -> None:
    chosen = {"key": range(40 - choosers), "draws": range(40 - choosers, 40)}
    _, draws = option_figures(chosen, keys={"key"}, rest=list(range(40)))
    assert draws.flag is flag


def test_one_slip_turns_the_sign_of_a_distractor_that_four_chose_and_not_of_one_that_five_did() -> None:
    # Halves of a standard deviation: the others at -1 each, who slipped at +4, and the rest even it out.
    for others, is_positive in ((3, True), (4, False)):
        few = [4, *[-1] * others]
        rest = [*few, sum(few), *[-number for number in few], -sum(few)]
        (one,) = option_figures({"draws": range(len(few))}, keys=(), rest=rest)
        assert ((one.rest_correlation or 0) > 0) is is_positive


def test_an_option_that_all_or_nobody_chose_has_no_correlation() -> None:
    key, other = option_figures({"key": range(5), "other": []}, keys={"key"}, rest=[1, 2, 3, 4, 5])
    assert (key.rest_correlation, key.flag) == (None, None)
    assert (other.rest_correlation, other.flag) == (None, OptionFlag.NOT_FUNCTIONING)


@pytest.mark.parametrize(
    ("figures", "concern"),
    [
        (make_figures(), Concern.NONE),
        (make_figures(discrimination=-1), Concern.KEY),
        (make_figures(discrimination=12), Concern.WEAK),
        (make_figures(discrimination=None), Concern.UNTOLD),
        (make_figures(facility=0.2), Concern.HARD),
        (make_figures(facility=0.98), Concern.EASY),
        (make_figures(20), Concern.TOO_FEW),
        (make_figures(20, discrimination=-10), Concern.TOO_FEW),
        (make_figures(20, discrimination=-80), Concern.KEY),
    ],
)
def test_the_most_pressing_concern_is_named(figures: ItemFigures, concern: Concern) -> None:
    assert advice(figures).concern is concern


@pytest.mark.parametrize(
    ("facility", "chance", "concern"),
    [
        (0.45, Fraction(1, 2), Concern.UNDER_CHANCE),
        (0.30, Fraction(1, 3), Concern.UNDER_CHANCE),
        (0.34, Fraction(1, 3), Concern.NONE),
        (0.22, Fraction(1, 5), Concern.HARD),
        (0.30, None, Concern.NONE),
    ],
)
def test_what_guessing_does_better_at_is_named(
    facility: float, chance: Fraction | None, concern: Concern
) -> None:
    assert advice(make_figures(facility=facility), chance=chance).concern is concern


def test_what_everybody_should_know_may_be_easy_but_not_unknown() -> None:
    easy = advice(make_figures(facility=0.99, discrimination=3), is_for_everybody=True)
    assert (easy.concern, easy.words) == (Concern.NONE, "Nearly everybody knows this, which is the aim.")
    assert advice(make_figures(facility=0.7), is_for_everybody=True).concern is Concern.NOT_KNOWN


def test_an_option_that_draws_those_who_know_is_named_before_one_that_nobody_takes() -> None:
    rest = list(range(200))
    chosen = {
        "a": range(100, 200),
        "b": range(5),
        "c": [*range(5, 40), *range(60, 100), *range(190, 200)],
        "d": range(40, 60),
    }
    found = option_figures(chosen, keys={"c"}, rest=rest)
    assert advice(make_figures(), options=[one for one in found if not one.is_key]).words.startswith(
        "Read option a"
    )
    assert advice(make_figures(), options=found).concern is Concern.KEY
    unused = advice(make_figures(), options=[one for one in found if one.option in {"b", "d"}])
    assert "option b" in unused.words


def test_provisional_advice_says_so_in_one_sentence() -> None:
    words = advice(make_figures(40, facility=0.2)).words
    assert words.endswith(" (provisional, from 40 answers).")
    assert words.count(".") == 1
