"""Measure logging in beside one check of a password by argon2, in one process and in turn; print the ratio.

``python -m tests.bench.logins``. Each login is of another account, from a browser that was never here.
"""

import argparse
import tempfile
from functools import partial
from pathlib import Path

import flask_migrate
from flask import Flask
from flask_security import verify_password
from sqlalchemy import select

from quizapp import create_app
from quizapp.accounts import service
from quizapp.database import db
from quizapp.models import AccountRow
from quizapp.web.clock import utcnow
from tests.bench.routes import expect
from tests.bench.timing import Comparison, Times
from tests.services.databases import make_settings
from tests.support.people import LOGIN
from tests.support.visitor import AppConnection, Visitor

PASSWORD = "a quiet garden gate"
WARM_UP = 3


def make_site(folder: Path, accounts: int) -> Flask:
    """Return the application with so many accounts, all with one password."""
    app = create_app(make_settings(folder, f"sqlite:///{folder / 'quizapp.sqlite'}"))
    with app.app_context():
        flask_migrate.upgrade()
        for number in range(accounts):
            service.create_account(f"person-{number}@example.org", PASSWORD, roles=(), now=utcnow())
    return app


def compare_logins(app: Flask, rounds: int) -> Comparison:
    """Measure logins, each in turn with one check of the same password."""
    with app.app_context():
        stored = db.session.scalars(select(AccountRow.password).limit(1)).one() or ""
    result = Comparison(what="Logging in, beside one check of a password", most=1.2)
    for number in range(WARM_UP + rounds):
        if number == WARM_UP:
            result.ours, result.floor = Times(), Times()
        visitor = Visitor(AppConnection(app))
        form = visitor.get(LOGIN).form(LOGIN)
        pairs = form.with_values(email=f"person-{number}@example.org", password=PASSWORD)
        expect(303, result.ours.measure(partial(visitor.send, form, pairs)))
        with app.app_context():
            assert result.floor.measure(lambda: verify_password(PASSWORD, stored))
    return result


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.logins", description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    wishes = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        app = make_site(Path(folder), WARM_UP + wishes.rounds)
        result = compare_logins(app, wishes.rounds)
        with app.app_context():
            db.engine.dispose()
    print(
        f"{result.what}: {result.ours.median * 1000:.1f} ms, the check {result.floor.median * 1000:.1f} ms, "
        f"ratio {result.median_ratio:.2f}, p95 {result.p95_ratio:.2f}, at most {result.most:g}"
    )


if __name__ == "__main__":
    main()
