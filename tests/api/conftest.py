"""Programs on the shipped banks."""

import pytest
from flask import Flask

from tests.api.programs import Program, make_program


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def program(app: Flask) -> Program:
    """A program with a token for everything."""
    return make_program(app)
