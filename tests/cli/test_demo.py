"""``quizapp demo``: what it prints, where it refuses to be, and that it goes away again."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from flask_security.utils import verify_password
from sqlalchemy import select

from quizapp.accounts.service import create_account
from quizapp.cli.demo import demo
from quizapp.core.people import Role
from quizapp.database import db
from quizapp.models import AccountRow
from quizapp.web.clock import utcnow
from tests.cli import schemas
from tests.support.served import run, served

SMALL = ("--students", "1", "--weeks", "1", "--today", "2026-11-21")


@pytest.fixture
def content() -> str:
    return "banks"


def simulate(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(demo, arguments)


def accounts(app: Flask) -> int:
    with app.app_context():
        return len(db.session.scalars(select(AccountRow.id)).all())


def test_the_passwords_printed_as_json_open_the_accounts(app: Flask) -> None:
    result = simulate(app, *SMALL, "--json")
    report = schemas.read("demo", result.stdout)
    assert {account["role"] for account in report["accounts"]} == set(Role)
    with app.app_context():
        for printed in report["accounts"]:
            account = db.session.scalars(select(AccountRow).filter_by(email=printed["email"])).one()
            assert verify_password(printed["password"], account.password or "")
            assert {role.name for role in account.roles} == {Role.LEARNER, printed["role"]}


def test_the_sentences_say_what_was_made_and_how_to_be_rid_of_it(app: Flask) -> None:
    said = simulate(app, *SMALL).stdout
    assert "A simulated class is there: 1 student, 1 week until yesterday. Nobody in it is real." in said
    assert "simulated-educator@example.org" in said
    assert "`quizapp demo --remove` takes everything simulated away again" in said


def test_two_runs_print_different_passwords(app: Flask) -> None:
    printed = []
    for _ in range(2):
        report = schemas.read("demo", simulate(app, *SMALL, "--json").stdout)
        printed += [account["password"] for account in report["accounts"]]
        assert simulate(app, "--remove", "--json").stdout == '{"removed": true}\n'
    assert len(set(printed)) == 2 * len(Role)


def test_it_is_refused_beside_real_accounts(app: Flask) -> None:
    with app.app_context():
        create_account("somebody@example.net", "long enough it is", roles=set(), now=utcnow())
    result = simulate(app, *SMALL)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "People have accounts here, and simulated ones must not mix with theirs." in result.stderr
    assert accounts(app) == 1


def test_a_second_one_is_refused_until_the_first_is_removed(app: Flask) -> None:
    assert simulate(app, *SMALL).exit_code == 0
    refused = simulate(app, *SMALL)
    assert refused.exit_code == 1
    assert "There is a demonstration here already." in refused.stderr
    assert simulate(app, "--remove").stdout == "Everything simulated is gone.\n"
    assert accounts(app) == 0


@pytest.mark.parametrize(
    ("setting", "value"), [("secure_cookies", True), ("public_url", "https://learn.example.org")]
)
def test_it_is_refused_on_a_site_for_others(app: Flask, setting: str, value: object) -> None:
    settings = app.extensions["settings"]
    app.extensions["settings"] = settings.model_copy(update={setting: value})
    result = simulate(app, *SMALL)
    assert result.exit_code == 1
    assert f"QUIZAPP_{setting.upper()} is set, so others use this site" in result.stderr
    assert accounts(app) == 0


@pytest.fixture
def demonstration(instance: Path) -> Path:
    """A folder with a demonstration in it."""
    made = run("demo", "--students", "1", "--weeks", "1", instance=instance)
    assert made.returncode == 0, made.stderr
    assert "Simulating students" in made.stderr
    return instance


def test_a_site_with_simulated_people_does_not_open_to_others(demonstration: Path) -> None:
    for arguments, settings in (
        (("--host", "0.0.0.0"), {}),  # noqa: S104 - the refusal is what is tested
        ((), {"QUIZAPP_SECURE_COOKIES": "true"}),
        ((), {"QUIZAPP_PUBLIC_URL": "https://learn.example.org"}),
    ):
        refused = run("serve", "--port", "0", *arguments, instance=demonstration, **settings)
        assert refused.returncode == 1
        assert "There are simulated accounts here, which others must not meet." in refused.stderr
        assert "Traceback" not in refused.stderr


def test_this_machine_alone_is_served_and_told_how_to_look_around(demonstration: Path) -> None:
    with served(demonstration) as server:
        server.wait_for("run `make demo` or `quizapp demo`")


def test_before_init_it_says_what_to_do(tmp_path: Path) -> None:
    result = run("demo", instance=tmp_path / "nowhere")
    assert result.returncode == 1
    assert "Run `quizapp init`" in result.stderr
    assert "Traceback" not in result.stderr
