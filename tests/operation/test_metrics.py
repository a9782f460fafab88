"""Prometheus finds figures on this machine only, and they count what was really kept."""

import socket
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from urllib.parse import urlsplit
from urllib.request import urlopen
from uuid import uuid4

import pytest
from flask import Flask
from prometheus_client import CollectorRegistry
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import make_transient

from quizapp.database import db
from quizapp.models import ResponseRow
from quizapp.serving import free_port
from tests.support.served import run, served
from tests.support.visitor import AppConnection, HttpConnection, Visitor

Figures = Callable[..., float]


@pytest.fixture
def content() -> str:
    return "banks"


def figure(page: str, name: str, **labels: str) -> float:
    """Return the sum of the samples of a name that carry these labels."""
    return sum(
        sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
        if sample.name == name and labels.items() <= sample.labels.items()
    )


@pytest.fixture
def figures(app: Flask) -> Figures:
    def read(name: str, **labels: str) -> float:
        metrics: CollectorRegistry = app.extensions["metrics"].registry
        return sum(
            sample.value
            for family in metrics.collect()
            for sample in family.samples
            if sample.name == name and labels.items() <= sample.labels.items()
        )

    return read


def test_an_answer_is_counted_once_however_often_it_is_sent(app: Flask, figures: Figures) -> None:
    visitor = Visitor(AppConnection(app))
    start = visitor.get("/").form("/quiz/quick")
    question = visitor.submit(start, start.as_it_stands()).forms[0]
    pairs = question.filled(Random(1), "check")
    for _ in range(3):
        assert visitor.send(question, pairs).status == 303
    assert figures("quizapp_answers_total") == 1


def test_a_review_is_counted_once_however_often_it_is_sent(app: Flask, figures: Figures) -> None:
    visitor = Visitor(AppConnection(app))
    deck = next(form for form in visitor.get("/cards/").forms if form.action.endswith("/decks"))
    visitor.send(deck, deck.as_it_stands())
    card = visitor.get("/cards/next").form("/reviews")
    pairs = card.as_it_stands(card.buttons[0][1])
    for _ in range(3):
        assert visitor.send(card, pairs).status == 303
    assert figures("quizapp_reviews_total", source="card") == 1


def test_requests_are_counted_by_the_name_of_the_page(app: Flask, figures: Figures) -> None:
    visitor = Visitor(AppConnection(app))
    visitor.get("/questions/1/1/report/")
    visitor.get("/questions/2/1/report/")
    visitor.get("/nothing/of/the/kind")
    count = "quizapp_request_seconds_count"
    assert figures(count, endpoint="reports.index", method="GET", status="2xx") == 2
    assert figures(count, endpoint="none", status="4xx") == 1


def test_an_answer_that_was_rolled_back_is_not_counted(app: Flask, figures: Figures) -> None:
    visitor = Visitor(AppConnection(app))
    start = visitor.get("/").form("/quiz/quick")
    question = visitor.submit(start, start.as_it_stands()).forms[0]
    visitor.send(question, question.filled(Random(1), "check"))
    with app.app_context():
        row = db.session.scalars(select(ResponseRow)).one()
        make_transient(row)
        row.step, row.client_id = 99, uuid4()
        db.session.add(row)
        db.session.flush()
        db.session.rollback()
        db.session.commit()
    assert figures("quizapp_answers_total") == 1


def test_what_the_database_refused_is_counted_by_its_kind(app: Flask, figures: Figures) -> None:
    with app.app_context(), db.engine.connect() as connection, pytest.raises(DatabaseError) as refusal:
        connection.execute(text("SELECT nothing FROM nowhere"))
    assert figures("quizapp_database_errors_total", kind=refusal.type.__name__) == 1


def test_the_served_figures_are_reached_from_this_machine_only(instance: Path) -> None:
    port = free_port("127.0.0.1", 0)
    with served(instance, "--host", "0.0.0.0", QUIZAPP_METRICS_PORT=str(port)) as server:  # noqa: S104
        local = server.address.replace("0.0.0.0", "127.0.0.1")  # noqa: S104
        with closing(HttpConnection(local)) as connection:
            assert Visitor(connection).get("/about").status == 200
        with urlopen(f"http://127.0.0.1:{port}/metrics") as response:
            page = response.read().decode()
        with pytest.raises(OSError, match="refused"):
            socket.create_connection((own_address(), port), timeout=5)
    assert figure(page, "quizapp_request_seconds_count", endpoint="pages.about", status="2xx") == 1
    assert figure(page, "process_open_fds") > 0
    assert urlsplit(local).port != port


def own_address() -> str:
    """Return an address of this machine that others would use; no packet is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.2"
        return str(probe.getsockname()[0])


def test_without_the_setting_there_are_no_served_figures(instance: Path) -> None:
    with served(instance) as server, closing(HttpConnection(server.address)) as connection:
        assert Visitor(connection).get("/metrics").status == 404


def test_a_taken_port_is_said_plainly(instance: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run("serve", "--port", "0", instance=instance, QUIZAPP_METRICS_PORT=port)
    assert done.returncode == 1
    assert f"QUIZAPP_METRICS_PORT: nothing can answer on port {port}" in done.stderr
    assert "Traceback" not in done.stderr
