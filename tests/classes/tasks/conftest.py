"""A class with the shipped banks, begun at noon."""

import pytest
from flask import Flask

from tests.classes.school import School
from tests.classes.test_assigning import at


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def school(app: Flask) -> School:
    with at(0):
        return School(app=app)
