"""A real browser in tests. A page that calls another machine or logs an error fails."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Locator,
    Page,
    Playwright,
    Request,
    Response,
    expect,
)

from tests.services import programs

PATIENCE_MS = 20_000
"""How long a test waits for what a page should do: more than any page here takes on a busy machine."""

expect.set_options(timeout=PATIENCE_MS)

# The browser itself is to call nobody; what is left is what our pages do.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
# The browser says this of every page with such a status; for parts of a page, `_on_response` says it better.
STATUS_MESSAGE = "Failed to load resource"


def launch(playwright: Playwright) -> Browser:
    """Start the system's Chromium."""
    return playwright.chromium.launch(executable_path=programs.need("chromium"), args=flags())


def flags() -> list[str]:
    """Return how Chromium is started."""
    # Chromium's sandbox does not work for root.
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*QUIET, *(["--no-sandbox"] if is_root else [])]


@contextmanager
def watched_page(
    browser: Browser,
    base_url: str,
    *,
    width: int = 1280,
    height: int = 800,
    colours: Literal["light", "dark"] = "light",
    javascript: bool = True,
    touch: bool = False,
) -> Iterator[Page]:
    """Open a page of a visitor who was never here; fail at the end if anything was wrong with what it did."""
    context = browser.new_context(
        base_url=base_url,
        viewport={"width": width, "height": height},
        color_scheme=colours,
        java_script_enabled=javascript,
        has_touch=touch,
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE_MS)
    watch = Watch(base_url)
    context.on("request", watch.on_request)
    context.on("response", watch.on_response)
    context.on("console", watch.on_console)
    context.on("weberror", lambda error: watch.faults.append(f"script error: {error.error}"))
    try:
        yield context.new_page()
    finally:
        context.close()
    assert watch.faults == [], watch.faults


def follow(target: Locator) -> None:
    """Press a link or a button, and wait until the page that it leads to is there.

    A click alone comes back before the old page is gone, and whoever looks then looks at either.
    """
    with target.page.expect_navigation():
        target.click()


class Watch:
    """Collects what a page must not do."""

    def __init__(self, base_url: str) -> None:
        self.faults: list[str] = []
        self._base_url = base_url

    def on_request(self, request: Request) -> None:
        """Note a request that leaves for another place; ``data:`` and ``blob:`` stay inside the browser."""
        if not request.url.startswith((f"{self._base_url}/", "data:", "blob:")):
            self.faults.append(f"request to {request.url}")

    def on_response(self, response: Response) -> None:
        """Note a part of a page that is missing, and a page or an answer to a script that our side broke."""
        may_be_refused = response.request.resource_type in {"document", "fetch", "xhr", "eventsource"}
        if response.status >= (500 if may_be_refused else 400):
            self.faults.append(f"{response.status} for {response.url}")

    def on_console(self, message: ConsoleMessage) -> None:
        """Note an error or a warning, which is how a browser tells of a broken security policy."""
        if message.type in {"error", "warning"} and not message.text.startswith(STATUS_MESSAGE):
            self.faults.append(f"console {message.type}: {message.text}")
