"""An application that holds one item of each newer type."""

from pathlib import Path

import pytest
from flask import Flask

from quizapp.banks import service
from tests.items.questions import write_questions
from tests.quiz.taking import Taker
from tests.services.databases import LOADED_AT
from tests.support.visitor import AppConnection, Visitor


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    return write_questions(tmp_path / "questions")


@pytest.fixture
def app(app: Flask, questions: Path) -> Flask:
    with app.app_context():
        report = service.load_all(questions, now=LOADED_AT).report
    assert report.errors == 0
    return app


@pytest.fixture
def taker(app: Flask) -> Taker:
    return Taker(app, Visitor(AppConnection(app)))
