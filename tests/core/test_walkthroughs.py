"""Each behaviour, walked through step by step: what each step leads to, and what the item has earned by then.

The expected marks are worked by hand from the formulas: interactive, mark − (tries − 1) × 1/3, not under 0;
adaptive, the best of mark − 1/3 × tries before; certainty, right 1, 2, 3 and wrong 0, −2, −6.
"""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.behaviour import AnswerState, Behaviour, Step, StepKind, after, allow, replay
from quizapp.core.errors import ItemFinishedError
from quizapp.core.items import Audience, ItemType, Response
from quizapp.core.outcomes import Score, add_up, outcome
from quizapp.core.penalties import most_tries
from tests.core.builders import make_choices, make_item, make_matching, make_select_all, make_short_answer

SAVE, SKIP, TRY, CHECK = StepKind
ADAPTIVE, CERTAINTY, INTERACTIVE = Behaviour.ADAPTIVE, Behaviour.CERTAINTY, Behaviour.INTERACTIVE
IMMEDIATE, DEFERRED = Behaviour.IMMEDIATE, Behaviour.DEFERRED
UNSURE, FAIRLY_SURE, SURE = 1, 2, 3

FOUR = make_item(make_choices("Nerve*", "Gland", "Blood", "Bone"))
THREE = make_item()
STATEMENT = make_item(make_choices("True*", "False"), type=ItemType.TRUE_FALSE)
MANY = make_select_all("One*", "Two*", "Three*", "Four*", "Five", "Six")

OPEN, ENDED = False, True


def step(
    asked: StepKind, chosen: str, taken: StepKind, is_ended: bool, mark: str, *, sure: int | None = None
) -> tuple[StepKind, str, int | None, StepKind, bool, Fraction]:
    return asked, chosen, sure, taken, is_ended, Fraction(mark)


@pytest.mark.parametrize(
    ("behaviour", "item", "walk"),
    [
        pytest.param(IMMEDIATE, FOUR, [step(TRY, "a", CHECK, ENDED, "1")], id="immediate right"),
        pytest.param(
            IMMEDIATE,
            MANY,
            [step(SAVE, "a", SAVE, OPEN, "1/4"), step(TRY, "abe", CHECK, ENDED, "1/4")],
            id="immediate saved, then checked",
        ),
        pytest.param(
            DEFERRED,
            FOUR,
            [
                step(TRY, "b", SAVE, OPEN, "0"),
                step(CHECK, "a", SAVE, OPEN, "1"),
                step(SKIP, "", SKIP, OPEN, "1"),
            ],
            id="deferred tells nothing and keeps the last",
        ),
        pytest.param(INTERACTIVE, FOUR, [step(TRY, "a", CHECK, ENDED, "1")], id="interactive right at once"),
        pytest.param(
            INTERACTIVE,
            FOUR,
            [step(TRY, "b", TRY, OPEN, "0"), step(TRY, "a", CHECK, ENDED, "2/3")],
            id="interactive right at the second try",
        ),
        pytest.param(
            INTERACTIVE,
            FOUR,
            [
                step(TRY, "b", TRY, OPEN, "0"),
                step(TRY, "c", TRY, OPEN, "0"),
                step(TRY, "a", CHECK, ENDED, "1/3"),
            ],
            id="interactive right at the third try",
        ),
        pytest.param(
            INTERACTIVE,
            FOUR,
            [
                step(TRY, "b", TRY, OPEN, "0"),
                step(TRY, "c", TRY, OPEN, "0"),
                step(TRY, "d", CHECK, ENDED, "0"),
            ],
            id="interactive never right",
        ),
        pytest.param(
            INTERACTIVE,
            FOUR,
            [
                step(TRY, "b", TRY, OPEN, "0"),
                step(TRY, "b", SAVE, OPEN, "0"),
                step(TRY, "a", CHECK, ENDED, "2/3"),
            ],
            id="interactive the same answer twice is one try",
        ),
        pytest.param(
            INTERACTIVE,
            FOUR,
            [
                step(TRY, "b", TRY, OPEN, "0"),
                step(SAVE, "a", SAVE, OPEN, "2/3"),
            ],
            id="interactive what was kept and not tried counts as a further try",
        ),
        pytest.param(
            INTERACTIVE,
            FOUR,
            [step(SKIP, "", SKIP, OPEN, "0"), step(TRY, "a", CHECK, ENDED, "1")],
            id="interactive skipping costs no try",
        ),
        pytest.param(
            INTERACTIVE,
            FOUR,
            [
                step(TRY, "b", TRY, OPEN, "0"),
                step(SKIP, "", SKIP, OPEN, "0"),
                step(TRY, "a", CHECK, ENDED, "2/3"),
            ],
            id="interactive skipping between two tries keeps the first",
        ),
        pytest.param(
            INTERACTIVE,
            FOUR,
            [step(TRY, "b", TRY, OPEN, "0"), step(CHECK, "b", CHECK, ENDED, "0")],
            id="interactive having the answer shown",
        ),
        pytest.param(
            INTERACTIVE,
            MANY,
            [
                step(TRY, "ab", TRY, OPEN, "1/2"),
                step(TRY, "abc", TRY, OPEN, "5/12"),
                step(TRY, "abce", CHECK, ENDED, "0"),
            ],
            id="interactive the last counts, 2/4, 3/4 − 1/3, 2/4 − 2/3",
        ),
        pytest.param(
            INTERACTIVE,
            THREE,
            [step(TRY, "b", TRY, OPEN, "0"), step(TRY, "c", CHECK, ENDED, "0")],
            id="interactive the last of three options is no try",
        ),
        pytest.param(
            INTERACTIVE, STATEMENT, [step(TRY, "b", CHECK, ENDED, "0")], id="interactive true or false once"
        ),
        pytest.param(
            ADAPTIVE,
            MANY,
            [
                step(TRY, "abc", TRY, OPEN, "3/4"),
                step(TRY, "abce", TRY, OPEN, "3/4"),
                step(TRY, "abcd", CHECK, ENDED, "3/4"),
            ],
            id="adaptive the best counts: 3/4, 2/4 − 1/3, 1 − 2/3",
        ),
        pytest.param(
            ADAPTIVE,
            FOUR,
            [
                step(TRY, "b", TRY, OPEN, "0"),
                step(TRY, "c", TRY, OPEN, "0"),
                step(TRY, "d", TRY, OPEN, "0"),
                step(TRY, "a", CHECK, ENDED, "0"),
            ],
            id="adaptive the fourth try earns nothing, and is let",
        ),
        pytest.param(
            ADAPTIVE,
            FOUR,
            [step(TRY, "b", TRY, OPEN, "0"), step(SAVE, "a", SAVE, OPEN, "2/3")],
            id="adaptive what was kept counts as a further try",
        ),
        pytest.param(
            ADAPTIVE,
            STATEMENT,
            [step(TRY, "b", TRY, OPEN, "0"), step(TRY, "a", CHECK, ENDED, "0")],
            id="adaptive what is left of true or false earns nothing",
        ),
        *(
            pytest.param(
                CERTAINTY,
                FOUR,
                [step(TRY, chosen, CHECK, ENDED, mark, sure=sure)],
                id=f"certainty {chosen} {sure}",
            )
            for chosen, sure, mark in [
                ("a", UNSURE, "1"),
                ("a", FAIRLY_SURE, "2"),
                ("a", SURE, "3"),
                ("b", UNSURE, "0"),
                ("b", FAIRLY_SURE, "-2"),
                ("b", SURE, "-6"),
                ("a", None, "1"),
                ("b", None, "0"),
            ]
        ),
        pytest.param(
            CERTAINTY,
            MANY,
            [step(TRY, "abc", CHECK, ENDED, "9/4", sure=SURE)],
            id="certainty partly right: 3/4 of 3",
        ),
        pytest.param(
            CERTAINTY,
            FOUR,
            [
                step(SAVE, "b", SAVE, OPEN, "-6", sure=SURE),
                step(TRY, "a", CHECK, ENDED, "2", sure=FAIRLY_SURE),
            ],
            id="certainty both may change until it is checked",
        ),
        pytest.param(CERTAINTY, FOUR, [step(SKIP, "", SKIP, OPEN, "0")], id="certainty skipped"),
    ],
)
def test_each_step_leads_where_the_table_says(behaviour, item, walk):
    state = AnswerState()
    for asked, chosen, sure, taken, is_ended, mark in walk:
        response = Response(chosen=frozenset(chosen))
        kind = allow(asked, state, item=item, response=response, behaviour=behaviour, finished=False)
        assert kind is taken
        state = after(state, Step(position=1, kind=kind, response=response, confidence=sure))
        assert state.is_checked is is_ended
        assert outcome(item, state, behaviour).earned == mark


def state_of(*chosen: str, kind: StepKind = TRY) -> AnswerState:
    """Return where an item stands after these tries."""
    steps = (Step(position=1, kind=kind, response=Response(chosen=frozenset(one))) for one in chosen)
    return replay(steps)[1]


def test_the_first_answer_is_what_was_known_before_a_hint():
    assert state_of("b", "a").first.response == Response(chosen=frozenset("b"))
    assert AnswerState().first.response == Response()


def test_a_try_that_a_corrected_key_makes_right_earns_what_it_would_have():
    corrected = make_item(make_choices("Nerve", "Gland*", "Blood", "Bone"))
    tried = state_of("b", "c")
    assert outcome(FOUR, tried, INTERACTIVE).earned == 0
    assert outcome(corrected, tried, INTERACTIVE).earned == 1
    assert outcome(corrected, tried, INTERACTIVE).at_once


def test_the_gradebook_gets_thirds_of_what_was_wholly_right():
    found = {
        name: outcome(item, state, behaviour).thirds
        for name, item, state, behaviour in [
            ("at once", FOUR, state_of("a"), INTERACTIVE),
            ("second", FOUR, state_of("b", "a"), INTERACTIVE),
            ("third", FOUR, state_of("b", "c", "a"), ADAPTIVE),
            ("partly", MANY, state_of("abc"), INTERACTIVE),
            ("partly, then right", MANY, state_of("abc", "abcd"), ADAPTIVE),
            ("immediate", FOUR, state_of("a", kind=CHECK), IMMEDIATE),
            ("skipped", FOUR, AnswerState(is_put_aside=True), CERTAINTY),
            ("partly, unsure", MANY, state_of("abc", kind=CHECK), CERTAINTY),
        ]
    }
    assert found == {
        "at once": 3,
        "second": 2,
        "third": 1,
        "partly": 0,
        "partly, then right": 2,
        "immediate": 3,
        "skipped": 0,
        "partly, unsure": 0,
    }


def test_a_score_says_how_much_could_have_been_earned_of_what_was_answered():
    outcomes = [
        outcome(FOUR, state, CERTAINTY)
        for state in (
            AnswerState(response=Response(chosen=frozenset("a")), confidence=SURE),
            AnswerState(response=Response(chosen=frozenset("b")), confidence=FAIRLY_SURE),
            AnswerState(is_put_aside=True),
        )
    ]
    assert add_up(outcomes) == Score(
        marks=Fraction(1), most_each=3, items=3, right=1, right_at_once=1, partly=0, skipped=1, thirds=1
    )


CHOSEN = st.lists(st.sampled_from(["a", "ab", "abc", "abcd", "e", "abef", "cd"]), min_size=1, max_size=6)


@given(CHOSEN, st.sampled_from([INTERACTIVE, ADAPTIVE]))
def test_no_tries_whatever_earn_less_than_nothing_or_more_than_the_question(chosen, behaviour):
    earned = outcome(MANY, state_of(*chosen), behaviour).earned
    assert 0 <= earned <= 1
    assert isinstance(earned, Fraction)


@given(CHOSEN, st.sampled_from(["a", "abcd", "e"]))
def test_a_further_try_never_takes_anything_away_where_the_best_counts(chosen, another):
    before, now = (outcome(MANY, state_of(*tried), ADAPTIVE).earned for tried in (chosen, [*chosen, another]))
    assert now >= before


@given(st.lists(st.sampled_from([SAVE, SKIP, TRY, CHECK]), max_size=12), CHOSEN)
def test_limited_tries_end_and_are_never_more_than_there_are(kinds, chosen):
    state = AnswerState()
    for place, kind in enumerate(kinds):
        response = Response() if kind is SKIP else Response(chosen=frozenset(chosen[place % len(chosen)]))
        try:
            taken = allow(kind, state, item=MANY, response=response, behaviour=INTERACTIVE, finished=False)
        except ItemFinishedError:
            assert state.is_checked
            break
        state = after(state, Step(position=1, kind=taken, response=response))
        assert len(state.tries) <= most_tries(MANY)


def test_patients_are_never_marked_by_how_sure_they_are():
    assert [one for one in Behaviour if not one.suits(Audience.PATIENT)] == [CERTAINTY]
    assert not CERTAINTY.suits(None)
    assert all(one.suits(Audience.STUDENT) for one in Behaviour)


@pytest.mark.parametrize(
    ("item", "tries"),
    [
        (STATEMENT, 1),
        (THREE, 2),
        (FOUR, 3),
        (MANY, 3),
        (make_short_answer("gastrin"), 3),
        (make_matching({"s": "T"}, "U"), 3),
    ],
)
def test_there_are_so_many_tries(item, tries):
    assert most_tries(item) == tries
