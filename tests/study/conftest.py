"""A desk of cards on both databases."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.study.desk import Desk, make_items, make_learner, store_bank


@pytest.fixture
def desk(app: Flask) -> Iterator[Desk]:
    """A learner with twelve items in the bank ``words`` and no cards yet."""
    with app.app_context():
        store_bank("words", *make_items(12))
        yield Desk(learner=make_learner())
