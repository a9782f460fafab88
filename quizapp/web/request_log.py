"""One event in the log for each request, and a number by which people can name it.

The event names the endpoint, never the path with its ids, and nothing that the visitor sent.
"""

import logging
from time import perf_counter

from flask import Flask, Response, g, request

from quizapp.web.access import FREE
from quizapp.web.clock import new_id

log = logging.getLogger(__name__)

METHODS = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})


def init_app(app: Flask) -> None:
    """Number and log every request; this part comes first, so that it sees what the others answer."""
    app.before_request(begin)
    app.after_request(end)
    app.logger.addFilter(without_path)


def begin() -> None:
    """Give the request its number; one that came from outside is not believed."""
    g.request_id = new_id().hex[:12]
    g.began = perf_counter()


def end(response: Response) -> Response:
    """Log what was asked for and how it ended."""
    response.headers["X-Request-ID"] = g.request_id
    level = logging.DEBUG if request.endpoint in QUIET else logging.INFO
    milliseconds = round(1000 * seconds(), 1)
    log.log(level, "request", extra={**where(), "status": response.status_code, "ms": milliseconds})
    return response


def seconds() -> float:
    """Return how long the request has taken until now."""
    took: float = perf_counter() - g.began
    return took


def where() -> dict[str, str]:
    """Return what may be told of the request."""
    return {"endpoint": endpoint(), "method": method(), "request": g.get("request_id", "")}


def endpoint() -> str:
    """Return the name of the route; an address that leads nowhere has none."""
    return request.endpoint or "none"


def method() -> str:
    """Return the method, unless it is an invention."""
    return request.method if request.method in METHODS else "other"


def without_path(record: logging.LogRecord) -> bool:
    """Tell of a fault in a view by the endpoint; Flask's own words name the path."""
    if record.exc_info:
        record.msg, record.args = "fault", ()
        record.__dict__.update(where())
    return True


QUIET = FREE | {"health.healthz", "health.readyz"}
"""Endpoints that are asked for all the time and say little."""
