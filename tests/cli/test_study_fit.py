"""``quizapp study fit`` and ``quizapp study evaluate`` say what came of it, in words and as JSON."""

import pytest
from click.testing import Result
from flask import Flask

from quizapp.cli import cli
from quizapp.study.fitting import optimiser
from tests.cli import schemas
from tests.core.builders import make_item
from tests.study.desk import make_learner, store_bank
from tests.study.long_log import store_log


@pytest.fixture
def learner_id(app: Flask) -> int:
    """A learner who forgets sooner than most, and has a long log."""
    with app.app_context():
        store_bank("words", make_item())
        learner = make_learner()
        number = learner.id
        store_log(learner, cards=90)
    return number


def call(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(cli, ["study", *arguments])


def test_a_fit_is_told_as_json_and_in_words(app: Flask, learner_id: int) -> None:
    said = call(app, "fit", "--learner", str(learner_id), "--json")
    told = schemas.read("study-fit", said.stdout)
    assert (said.exit_code, told["ok"], told["fit"]["kept"], told["fit"]["reviews"]) == (0, True, True, 720)
    again = call(app, "fit", "--learner", str(learner_id))
    assert "Fitted to 720 answers" in again.stdout
    assert "foretells no better, so nothing changes" in again.stdout


def test_why_nothing_came_of_a_fit_is_one_sentence(app: Flask) -> None:
    said = call(app, "fit", "--learner", "4711", "--json")
    told = schemas.read("study-fit", said.stdout)
    assert (said.exit_code, told["ok"], told["problem"]) == (1, False, "There is no such learner.")
    assert call(app, "fit", "--learner", "4711").stderr == "Error: There is no such learner.\n"


def test_three_models_are_held_against_the_same_outcomes(app: Flask, learner_id: int) -> None:
    told = schemas.read("study-evaluate", call(app, "evaluate", "--json").stdout)
    (one,) = told["learners"]
    assert one["learner_id"] == learner_id
    assert one["default"]["outcomes"] == one["fitted"]["outcomes"] == one["constant"]["outcomes"]
    assert one["fitted"]["log_loss"] < one["default"]["log_loss"]
    assert one["fitted"]["auc"] > one["constant"]["auc"]
    assert told["mean"]["default"] == pytest.approx(one["default"])


def test_answers_of_the_same_day_are_left_out(app: Flask, learner_id: int) -> None:
    told = schemas.read("study-evaluate", call(app, "evaluate", "--json").stdout)
    (one,) = told["learners"]
    # Of eight answers to a card one is the first; about a sixth of the rest has nothing before it.
    assert one["reviews"] == 720
    assert one["default"]["outcomes"] <= 630 * 5 / 6 + 20


def test_the_sentences_name_every_model(app: Flask, learner_id: int) -> None:
    lines = call(app, "evaluate", "--learner", str(learner_id)).stdout.splitlines()
    assert [line.split()[0] for line in lines[1:]] == ["default", "fitted", "constant"]


def test_without_the_optimiser_two_models_are_left_and_it_is_said(
    app: Flask, learner_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(optimiser, "PACKAGE", "no_such_package")
    told = schemas.read("study-evaluate", call(app, "evaluate", "--json").stdout)
    assert told["mean"]["fitted"] is None
    assert "quizapp[optimizer]" in told["learners"][0]["problem"]


def test_without_answers_there_is_nothing_to_evaluate(app: Flask) -> None:
    assert schemas.read("study-evaluate", call(app, "evaluate", "--json").stdout)["learners"] == []
    assert "Nobody has answered enough" in call(app, "evaluate").stdout
