"""A class that was given a quiz with a time limit, and a student in it."""

import pytest
import time_machine
from flask import Flask

from tests.classes.school import School
from tests.classes.test_assigning import NOON, at, give
from tests.classes.timed.working import TIMED
from tests.support.visitor import Visitor


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def school(app: Flask) -> School:
    with time_machine.travel(NOON, tick=False):
        school = School(app=app)
    give(school, **TIMED)
    return school


@pytest.fixture
def kim(school: School) -> Visitor:
    with at(0):
        return school.student("kim")
