"""Figures for Prometheus: how many requests, how long they took, what was kept, what the database refused.

They name endpoints and kinds, never a visitor.
"""

from collections import Counter as Tally
from collections.abc import Iterable, Iterator
from typing import Any

from flask import Flask, Response, current_app
from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, start_http_server
from sqlalchemy import event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.orm import Session

from quizapp.database import STORED_APART, db
from quizapp.models import ResponseRow, ReviewRow
from quizapp.web import request_log

LOOPBACK = "127.0.0.1"
PENDING = "metrics"
"""Where a database session keeps what it has written and not yet committed."""


class Metrics:
    """The figures of one application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.requests = Histogram(
            "quizapp_request_seconds",
            "Requests, and how long each took.",
            ["endpoint", "method", "status"],
            registry=self.registry,
        )
        self.answers = Counter(
            "quizapp_answers", "Answers to quiz questions that were kept.", registry=self.registry
        )
        self.reviews = Counter(
            "quizapp_reviews",
            "Answers to cards, and undoings, that were kept.",
            ["source"],
            registry=self.registry,
        )
        self.database_errors = Counter(
            "quizapp_database_errors", "What the database refused.", ["kind"], registry=self.registry
        )

    def serve(self, port: int) -> None:
        """Answer Prometheus on this machine only, in a thread of its own; raise OSError on a taken port."""
        start_http_server(port, addr=LOOPBACK, registry=self.registry)


def init_app(app: Flask) -> None:
    """Count what the application does."""
    app.extensions["metrics"] = metrics = Metrics()
    app.after_request(count_request)

    def count_error(context: ExceptionContext) -> None:
        metrics.database_errors.labels(type(context.sqlalchemy_exception).__name__).inc()

    with app.app_context():
        event.listen(db.engine, "handle_error", count_error)


def count_request(response: Response) -> Response:
    """Count a request under its endpoint, its method and the class of its status."""
    status = f"{response.status_code // 100}xx"
    labels = (request_log.endpoint(), request_log.method(), status)
    current().requests.labels(*labels).observe(request_log.seconds())
    return response


def current() -> Metrics:
    """Return the figures of the application that is at work."""
    metrics: Metrics = current_app.extensions["metrics"]
    return metrics


@event.listens_for(db.session, "after_flush")
def note_rows(session: Session, _context: Any) -> None:
    """Note what was written; it counts when it is committed."""
    pending: Tally[str] = session.info.setdefault(PENDING, Tally())
    pending.update(_kinds(session.new))


@event.listens_for(db.session, "after_commit")
def count_rows(session: Session) -> None:
    """Count what was kept."""
    pending: Tally[str] = session.info.pop(PENDING, Tally())
    pending.update(_kinds(session.info.pop(STORED_APART, ())))
    for what, number in pending.items():
        counter = current().answers if what == "answer" else current().reviews.labels(what)
        counter.inc(number)


@event.listens_for(db.session, "after_rollback")
def forget_rows(session: Session) -> None:
    """Forget what was not kept."""
    session.info.pop(PENDING, None)
    session.info.pop(STORED_APART, None)


def _kinds(rows: Iterable[object]) -> Iterator[str]:
    """Return what each row counts as, of those that are counted."""
    for row in rows:
        if isinstance(row, ResponseRow):
            yield "answer"
        elif isinstance(row, ReviewRow):
            yield "cram" if row.cram_id else row.source
