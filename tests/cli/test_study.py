"""``quizapp schedule`` prints the plain formula; ``quizapp study rebuild`` proves the states from the log."""

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import update

from quizapp.cli.study import schedule, study
from quizapp.database import db
from quizapp.models import CardStateRow
from tests.cli import schemas
from tests.study.desk import Desk, make_items, make_learner, store_bank

DEFAULTS = (
    "0.212,1.2931,2.3065,8.2956,6.4133,0.8334,3.0194,0.001,1.8722,0.1666,0.796,"
    "1.4835,0.0614,0.2629,1.6483,0.6014,1.8729,0.5425,0.0912,0.0658,0.1542"
)


def print_schedule(*arguments: str) -> Result:
    return CliRunner().invoke(schedule, arguments)


def rebuild(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(study, ["rebuild", *arguments])


def test_the_schedule_is_printed_as_json() -> None:
    result = print_schedule("--ratings", "3,3,3,3", "--days", "0,0,2,10", "--json")
    steps = schemas.read("schedule", result.stdout)["steps"]
    assert [step["interval_days"] for step in steps] == [2, 2, 11, 44]
    assert steps[-1]["stability"] == pytest.approx(43.966, abs=1e-3)


def test_the_defaults_are_those_of_fsrs_6() -> None:
    history = ("--ratings", "1,3,3", "--days", "0,0,1", "--json")
    named = print_schedule(*history, "--parameters", DEFAULTS, "--retention", "0.9")
    assert named.stdout == print_schedule(*history).stdout


def test_a_lower_retention_waits_longer() -> None:
    history = ("--ratings", "3,3", "--days", "0,3", "--json")
    usual, lower = print_schedule(*history), print_schedule(*history, "--retention", "0.8")
    days = [schemas.read("schedule", one.stdout)["steps"][-1]["interval_days"] for one in (usual, lower)]
    assert days[0] < days[1]


def test_the_sentences_say_the_same_as_the_json() -> None:
    assert print_schedule("--ratings", "1,3", "--days", "0,0").stdout.splitlines() == [
        "1. stability 0.2120, difficulty 6.4133: comes back in 1 day",
        "2. stability 0.2467, difficulty 6.4021: comes back in 1 day",
    ]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--ratings", "5", "--days", "0"), "A rating is 1, 2, 3 or 4; 5 was given."),
        (("--ratings", "3,3", "--days", "0"), "Each rating needs its days: 2 ratings and 1 days were given."),
        (("--ratings", "3,3", "--days", "0,-1"), "Days lie between 0 and 36500; -1 was given."),
        (("--ratings", "good", "--days", "0"), "--ratings takes whole numbers with commas between them"),
        (("--ratings", "3", "--days", ""), "--days takes whole numbers with commas between them"),
        (("--ratings", "3", "--days", "0", "--retention", "1"), "it must lie between 0.7 and 0.99."),
        (("--ratings", "3", "--days", "0", "--retention", "x"), "--retention takes one number, not “x”."),
        (("--ratings", "3", "--days", "0", "--parameters", "1,2"), "FSRS-6 has 21 parameters; 2 were given."),
        (("--ratings", "3", "--days", "0", "--parameters", "a"), "--parameters takes numbers with commas"),
    ],
)
def test_bad_input_is_refused_in_a_sentence(arguments: tuple[str, ...], sentence: str) -> None:
    result = print_schedule(*arguments, "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.fixture
def studied(app: Flask) -> Flask:
    """A learner who has studied one of two cards."""
    with app.app_context():
        store_bank("words", *make_items(2))
        desk = Desk(learner=make_learner())
        desk.add("bank:words")
        desk.learn("item-1")
    return app


def spoil(app: Flask) -> None:
    with app.app_context():
        db.session.execute(update(CardStateRow).where(CardStateRow.reps > 0).values(reps=7))
        db.session.commit()


def test_states_that_follow_from_the_log_pass_the_check(studied: Flask) -> None:
    result = rebuild(studied, "--check", "--json")
    report = schemas.read("study-rebuild", result.stdout)
    assert (result.exit_code, report["ok"], report["cards"], report["differences"]) == (0, True, 2, [])
    assert rebuild(studied, "--check").stdout == "2 cards: each state is what the log says.\n"


def test_a_state_that_does_not_follow_from_the_log_fails_the_check_and_is_rebuilt(studied: Flask) -> None:
    spoil(studied)
    result = rebuild(studied, "--check", "--json")
    report = schemas.read("study-rebuild", result.stdout)
    (difference,) = report["differences"]
    assert (result.exit_code, report["ok"], report["different"]) == (1, False, 1)
    assert (difference["field"], difference["stored"], difference["rebuilt"]) == ("reps", "7", "2")
    assert "reps is 7; by the log it is 2." in rebuild(studied, "--check").stdout
    assert schemas.read("study-rebuild", rebuild(studied, "--json").stdout)["different"] == 1
    assert rebuild(studied, "--check").exit_code == 0
