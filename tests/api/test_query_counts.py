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
