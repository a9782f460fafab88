"""How much may be sent to a route that takes files; all others take what a form needs."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Request, current_app

from quizapp.core.errors import FileTooLargeError

View = TypeVar("View", bound=Callable[..., Any])

MEGABYTE = 1024**2


def takes_up_to(megabytes: int) -> Callable[[View], View]:
    """Let a view be sent so much, as a file or in a form; it is said beside the view."""

    def declare(view: View) -> View:
        view.most_bytes = megabytes * MEGABYTE  # type: ignore[attr-defined]
        return view

    return declare


def most_bytes(app: Flask) -> int:
    """Return how much any route of ``app`` may be sent."""
    views = [getattr(view, "most_bytes", 0) for view in app.view_functions.values()]
    most: int = max(app.config["MAX_CONTENT_LENGTH"], *views)
    return most


def make_room(request: Request) -> None:
    """Set how much of a request is read, before anything of it is.

    :raises FileTooLargeError: it says itself that it is larger.
    """
    view = current_app.view_functions.get(request.endpoint or "")
    most: int | None = getattr(view, "most_bytes", None)
    if most is None:
        return
    request.max_content_length = most
    request.max_form_memory_size = most
    if (request.content_length or 0) > most:
        raise FileTooLargeError
