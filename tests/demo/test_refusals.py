"""Where a demonstration may be made, and which sites count as open to others."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from quizapp.config import Settings
from quizapp.database import db
from quizapp.demo.refusals import DemoRefusedError, open_to_others, refuse_to_make, refuse_to_open
from quizapp.models import LearnerRow

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("host", "settings", "is_open"),
    [
        ("127.0.0.1", {}, False),
        ("localhost", {}, False),
        ("::1", {"public_url": "http://localhost:8000"}, False),
        ("0.0.0.0", {}, True),  # noqa: S104 - every address of the machine
        ("192.168.0.7", {}, True),
        ("learn.example.org", {}, True),
        ("127.0.0.1", {"public_url": "https://learn.example.org"}, True),
        ("127.0.0.1", {"secure_cookies": True}, True),
    ],
)
def test_a_site_is_open_to_others_by_its_address_or_its_settings(
    host: str, settings: dict[str, Any], is_open: bool
) -> None:
    assert open_to_others(Settings(**settings), host) is is_open


@pytest.mark.parametrize("content", ["banks"])
def test_a_guest_who_tried_the_site_is_no_obstacle(app: Flask) -> None:
    with app.app_context():
        db.session.add(LearnerRow(public_id=uuid4(), created_at=NOW, last_active_at=NOW))
        db.session.commit()
        refuse_to_make(Settings())
        refuse_to_open()


def test_without_questions_there_is_nothing_to_simulate(app: Flask) -> None:
    with app.app_context(), pytest.raises(DemoRefusedError, match="Run `quizapp init`"):
        refuse_to_make(Settings())
