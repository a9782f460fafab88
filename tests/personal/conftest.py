"""Two people and a guest of whom everything is stored that can be."""

import pytest
from flask import Flask

from tests.personal.lives import Life, live, store_items


@pytest.fixture
def kim(app: Flask) -> Life:
    """Somebody with an account; another account and a guest are there as well."""
    with app.app_context():
        store_items()
        live(app, "robin")
        live(app, "guest", account=False)
        return live(app, "kim")
