"""Schemathesis tries the running server with what its description allows, and with what it does not."""

import pytest
import schemathesis
from flask import Flask
from schemathesis import engine
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, events
from schemathesis.engine.recorder import CheckNode

from tests.api.programs import make_program

CONFIG = """
seed = 20261121
workers = 1
headers = {{ Authorization = "Bearer {token}" }}

[checks]
enabled = true

[generation]
deterministic = true
max-examples = {examples}
database = "none"

# A quiz can be asked for of which there is no question, an answer given that does not fit its question, an
# attempt or a time zone named that is not there, a day told twice or too far ahead: no shape can say so.
[[operations]]
include-operation-id = [
    "start_attempt", "start_again", "respond", "list_attempts", "report_item", "change_settings",
    "set_day", "act_on_cards",
]
checks.positive_data_acceptance.expected-statuses = ["2xx", 401, 403, 404, 409, 422]
"""

EXAMPLES = 12

CHECKS = {
    "allow_header_conformance",
    "content_type_conformance",
    "ignored_auth",
    "missing_required_header",
    "negative_data_rejection",
    "not_a_server_error",
    "positive_data_acceptance",
    "response_headers_conformance",
    "response_schema_conformance",
    "status_code_conformance",
    "unsupported_method",
}


def faults_of(event: events.EngineEvent) -> list[str]:
    """Return what went wrong, with how to see it again."""
    if isinstance(event, events.NonFatalError | events.FatalError):
        return [repr(event)]
    return [
        f"{check.name}: {check.failure_info.failure}\n{check.failure_info.code_sample}"
        for check in checks_of(event)
        if check.status is Status.FAILURE and check.failure_info
    ]


def checks_of(event: events.EngineEvent) -> list[CheckNode]:
    """Return what was looked at."""
    if not isinstance(event, events.ScenarioFinished | events.FuzzScenarioFinished):
        return []
    return [check for some in event.recorder.checks.values() for check in some]


def statuses_of(event: events.EngineEvent) -> set[int]:
    """Return what was answered."""
    if not isinstance(event, events.ScenarioFinished | events.FuzzScenarioFinished):
        return set()
    return {call.response.status_code for call in event.recorder.interactions.values() if call.response}


@pytest.mark.slow
def test_the_server_does_what_its_description_says_and_refuses_what_it_does_not(
    app: Flask, live_server: str
) -> None:
    program = make_program(app)
    program.post("/decks", {"scope": "bank:sites"}, status=200)
    config = SchemathesisConfig.from_str(CONFIG.format(token=program.token, examples=EXAMPLES))
    described = schemathesis.openapi.from_url(f"{live_server}/api/v1/openapi.json", config=config)
    happened = list(engine.from_schema(described).execute())
    assert [fault for event in happened for fault in faults_of(event)] == []
    assert {check.name for event in happened for check in checks_of(event)} >= CHECKS
    assert set().union(*map(statuses_of, happened)) >= {200, 201, 400, 401, 404, 405, 409, 422}
