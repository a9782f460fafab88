"""A page in every look."""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browser import watched_page


@pytest.fixture
def content() -> str:
    return "banks"


@pytest.fixture
def page(browser: Browser, live_server: str, colours: Literal["light", "dark"], width: int) -> Iterator[Page]:
    """A page that knows the site by a name, as passkeys need it."""
    named = live_server.replace("127.0.0.1", "localhost")
    with watched_page(browser, named, colours=colours, width=width) as page:
        yield page
