"""Guests who stayed away for thirty days go, with everything of theirs; others stay."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from quizapp import create_app
from quizapp.cli.guests import guests
from quizapp.database import db
from quizapp.models import LearnerRow
from quizapp.personal import daily, erasure
from quizapp.web import privacy
from tests.cli import schemas
from tests.personal.lives import NOW, Life, live, store_items
from tests.services.databases import make_settings
from tests.support.served import served


@pytest.fixture
def away(app: Flask) -> Life:
    """A guest who was active last at noon on 20 November 2026."""
    with app.app_context():
        store_items()
        life = live(app, "away", account=False)
        change(life, simulated=False)
        return life


def change(life: Life, **columns: object) -> None:
    db.session.execute(update(LearnerRow).where(LearnerRow.id == life.person.learner_id).values(columns))
    db.session.commit()


def purge(app: Flask, *, days: float) -> int:
    with app.app_context():
        return erasure.purge(privacy.tables(app), now=NOW + timedelta(days=days))


def stored(app: Flask) -> int:
    """Return how many rows there are in all personal tables."""
    with app.app_context():
        tables = [db.metadata.tables[table.name] for table in privacy.tables(app)]
        return sum(db.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables)


def test_a_guest_goes_after_thirty_days_and_the_day_to_which_that_is_known(app: Flask, away: Life) -> None:
    assert (purge(app, days=31), purge(app, days=31.1)) == (0, 1)
    assert stored(app) == 0


def test_somebody_with_an_account_stays_however_long(app: Flask, away: Life) -> None:
    with app.app_context():
        live(app, "kim")
    before = stored(app)
    assert purge(app, days=32) == 1
    assert stored(app) == before - len(away.rows)
    assert purge(app, days=4000) == 0


def test_a_simulated_guest_stays(app: Flask, away: Life) -> None:
    with app.app_context():
        change(away, simulated=True)
    assert purge(app, days=4000) == 0


def test_many_guests_go_a_few_at_a_time(app: Flask, away: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasure, "GUESTS_AT_ONCE", 2)
    with app.app_context():
        for number in range(4):
            change(live(app, f"other-{number}", account=False), simulated=False)
    assert purge(app, days=40) == 5
    assert stored(app) == 0


def test_the_command_tells_how_many_went(app: Flask, away: Life) -> None:
    with app.app_context():
        change(away, last_active_at=NOW - timedelta(days=4000))
    result = app.test_cli_runner().invoke(guests, ["purge", "--json"])
    assert schemas.read("guests-purge", result.stdout) == {"removed": 1}
    assert app.test_cli_runner().invoke(guests, ["purge"]).stdout == "0 guests removed.\n"


def test_the_server_s_daily_round_removes_them_too(app: Flask, away: Life) -> None:
    with app.app_context():
        change(away, last_active_at=NOW - timedelta(days=4000))
    daily.run(app)
    assert stored(app) == 0


def test_a_round_that_fails_is_logged_and_ends_nothing(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    with app.app_context():
        db.drop_all()
    daily.run(app)
    assert "idle guests not removed" in caplog.text


def test_the_server_lets_idle_guests_go_when_it_starts(instance: Path) -> None:
    app = create_app(make_settings(instance, ""))
    with app.app_context():
        store_items()
        change(live(app, "away", account=False), simulated=False, last_active_at=NOW - timedelta(days=4000))
        db.engine.dispose()
    with served(instance) as server:
        if "idle guests removed" not in server.output:  # said before or after the server answers
            server.wait_for("idle guests removed")
    assert stored(app) == 0
    with app.app_context():
        db.engine.dispose()
