"""A request of a program issues few queries, however long the quiz is."""

import pytest
from flask import Flask

from tests.api.programs import Program
from tests.api.test_attempts import answer_of
from tests.support.queries import statements

MOST_TO_READ = 8
MOST_TO_WRITE = 14


@pytest.mark.parametrize("count", [3, 40])
def test_an_attempt_takes_few_queries_however_long_it_is(app: Flask, program: Program, count: int) -> None:
    program.get("/banks")
    with statements(app) as sent:
        attempt = program.start(count=count, behaviour="deferred")
    counts = {"start": len(sent)}
    for item in attempt["items"]:
        with statements(app) as sent:
            program.respond(attempt, item["position"], answer_of(item))
        counts["save"] = len(sent)
    assert max(counts.values()) <= MOST_TO_WRITE, counts
    with statements(app) as sent:
        program.get(f"/attempts/{attempt['id']}")
    assert len(sent) <= MOST_TO_READ
    with statements(app) as sent:  # which stores the end, and reads the result
        program.post(f"/attempts/{attempt['id']}/submit", status=200)
    assert len(sent) <= MOST_TO_READ + MOST_TO_WRITE
    with statements(app) as sent:
        program.get(f"/attempts/{attempt['id']}/result")
    assert len(sent) <= MOST_TO_READ


@pytest.mark.parametrize(
    "path",
    [
        *("/attempts", "/course", "/decks", "/sets", "/settings"),
        *("/cards/today", "/cards/set-aside", "/cards/statistics", "/cards?words=a&state=rest"),
    ],
)
def test_a_list_takes_few_queries_however_long_it_is(app: Flask, program: Program, path: str) -> None:
    program.post("/decks", {"scope": "bank:sites"}, status=200)
    for _ in range(2):
        card = program.get("/cards/next")["card"]
        program.post(f"/cards/{card['item']}/{card['face']}/moves", {"how": "rest"}, status=200)
        program.start()
    program.get(path)
    with statements(app) as sent:
        program.get(path)
    assert len(sent) <= MOST_TO_READ, sent
