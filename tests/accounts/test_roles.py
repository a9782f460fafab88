"""Roles: given and taken by admins, the first of whom a command makes."""

import pytest
from click.testing import CliRunner
from flask import Flask

from quizapp.accounts import queries
from quizapp.cli.create_admin import create_admin
from quizapp.core.people import Role
from tests.cli import schemas
from tests.support.people import PASSWORD, Person, log_in, make_account
from tests.support.visitor import AppConnection, Reply, Visitor


@pytest.fixture
def admin(app: Flask) -> Visitor:
    visitor = Visitor(AppConnection(app))
    log_in(visitor, make_account(app, "admin@example.org", roles={Role.ADMIN}))
    return visitor


def set_roles(visitor: Visitor, email: str, *roles: str) -> Reply:
    form = visitor.get(f"/admin/people?email={email}").form("/roles")
    kept = [pair for pair in form.as_it_stands() if pair[0] != "roles"]
    return visitor.submit(form, [*kept, *(("roles", role) for role in roles)])


def roles_of(app: Flask, email: str) -> set[str]:
    with app.app_context():
        account = queries.find_account(email)
        assert account
        return {role.name for role in account.roles}


def test_an_admin_gives_and_takes_roles(app: Flask, admin: Visitor) -> None:
    make_account(app, "kim@example.org")
    assert "are saved" in set_roles(admin, "Kim@example.org", "educator", "facilitator").text
    assert roles_of(app, "kim@example.org") == {"learner", "educator", "facilitator"}
    set_roles(admin, "kim@example.org")
    assert roles_of(app, "kim@example.org") == {"learner"}


def test_the_last_admin_stays_one(app: Flask, admin: Visitor) -> None:
    reply = set_roles(admin, "admin@example.org", "educator")
    assert reply.status == 409
    assert "no admin left" in reply.text
    make_account(app, "kim@example.org", roles={Role.ADMIN})
    set_roles(admin, "admin@example.org")
    assert roles_of(app, "admin@example.org") == {"learner"}


def test_to_others_the_page_is_not_there(app: Flask) -> None:
    visitor = Visitor(AppConnection(app))
    log_in(visitor, make_account(app, roles={Role.EDUCATOR}))
    assert visitor.get("/admin/people").status == 404


def test_a_role_that_there_is_not_is_refused(app: Flask, admin: Visitor) -> None:
    assert set_roles(admin, "admin@example.org", "admin", "emperor").status == 422


def run(app: Flask, *options: str) -> str:
    result = CliRunner().invoke(create_admin, options, obj=None, env={}, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_command_makes_an_admin_who_can_log_in(app: Flask) -> None:
    with app.app_context():
        told = schemas.read("create-admin", run(app, "--email", "Boss@Example.org", "--json"))
    assert (told["email"], told["created"]) == ("boss@example.org", True)
    visitor = Visitor(AppConnection(app))
    log_in(visitor, Person(account_id=0, email=told["email"], password=told["password"]))
    assert visitor.get("/admin/people").status == 200


def test_the_command_makes_an_account_that_there_is_an_admin_s_and_keeps_its_password(app: Flask) -> None:
    make_account(app, "kim@example.org")
    with app.app_context():
        told = schemas.read("create-admin", run(app, "--email", "kim@example.org", "--json"))
    assert (told["created"], told["password"]) == (False, None)
    visitor = Visitor(AppConnection(app))
    log_in(visitor, Person(account_id=0, email="kim@example.org", password=PASSWORD))
    assert visitor.get("/admin/people").status == 200


def test_the_command_says_what_is_wrong_with_an_address(app: Flask) -> None:
    with app.app_context():
        result = CliRunner().invoke(create_admin, ["--email", "kim"])
    assert result.exit_code == 2
    assert "--email" in result.output


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (Role.LEARNER, set()),
        (Role.FACILITATOR, {"/live/lead/"}),
        (Role.EDUCATOR, {"/live/lead/", "/classes/", "/author/"}),
    ],
)
def test_today_leads_everybody_to_the_work_of_their_roles(app: Flask, role: Role, offered: set[str]) -> None:
    visitor = Visitor(AppConnection(app))
    log_in(visitor, make_account(app, roles={role}))
    page = visitor.get("/").text
    assert {path for path in ("/live/lead/", "/classes/", "/author/") if f'href="{path}"' in page} == offered
