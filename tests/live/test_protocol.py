"""Another client can be built from the page on the protocol alone."""

from pathlib import Path

import pytest
from flask import Flask

from quizapp.web.clock import utcnow
from tests.live.hall import Hall
from tests.live.served_hub import served_hub
from tests.live.walking import Walker, exchanges

PAGE = Path(__file__).parents[2] / "docs" / "live-protocol.md"


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_every_exchange_on_the_page_goes_as_it_says(app: Flask) -> None:
    with app.app_context():
        hall = Hall(now=utcnow())
    page = PAGE.read_text(encoding="utf-8").replace("BCDFGH", hall.code)
    with served_hub(app) as server:
        walker = Walker(address=server.address, known={"secret": hall.secret})
        for exchange in exchanges(page):
            wrong = walker.compare(exchange, walker.send(exchange))
            assert not wrong, "\n".join([exchange.request, *wrong])
