"""Somebody who takes quizzes and studies cards, on both databases."""

from collections.abc import Iterator

import pytest
from flask import Flask

from quizapp.core.items import Topic
from tests.progress.history import History, make_topic
from tests.study.desk import make_learner, store_bank


@pytest.fixture
def history(app: Flask) -> Iterator[History]:
    """A learner with twelve items on what words mean, six on where NETs start, and no cards yet."""
    with app.app_context():
        store_bank("words", *make_topic("item", Topic.TERMINOLOGY, 12))
        store_bank("places", *make_topic("place", Topic.SITES, 6))
        yield History(learner=make_learner())
