"""Visitors who take quizzes made of the shipped banks."""

import pytest
from flask import Flask

from tests.quiz.taking import Taker
from tests.support.visitor import AppConnection, Visitor


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(AppConnection(app))


@pytest.fixture
def taker(app: Flask, visitor: Visitor) -> Taker:
    return Taker(app, visitor)
