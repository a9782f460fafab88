"""A route says who may call it, or nobody may; what it says holds before its view runs."""

from collections.abc import Callable

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient

from quizapp.core.people import Role, Scope
from quizapp.web import access
from quizapp.web.access import UndeclaredRouteError
from tests.support.people import log_in, make_account
from tests.support.visitor import AppConnection, Visitor
from tests.web.normal import without_nonces

Declare = Callable[[Callable[[], str]], Callable[[], str]]


def add_route(app: Flask, declare: Declare | None) -> None:
    """Add a page at ``/extra`` that says ``secret``."""

    def view() -> str:
        return "secret"

    bp = Blueprint("extra", __name__)
    bp.add_url_rule("/extra", view_func=declare(view) if declare else view, methods=["GET", "POST"])
    app.register_blueprint(bp)


def test_a_start_fails_when_a_route_says_nothing(app: Flask) -> None:
    add_route(app, None)
    with pytest.raises(UndeclaredRouteError, match=r"extra\.view"):
        access.doors(app)


def test_a_route_that_came_after_the_start_and_says_nothing_answers_nobody(app: Flask) -> None:
    add_route(app, None)
    app.testing = False
    answer = app.test_client().get("/extra")
    assert answer.status_code == 500
    assert "secret" not in answer.text


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_route_for_programs_is_never_served_to_a_cookie(
    app: Flask, client: FlaskClient, method: str
) -> None:
    add_route(app, access.token(Scope.READ))
    log_in(client, make_account(app, roles=set(Role)))
    assert client.open("/extra", method=method).status_code == 401


def test_a_route_for_a_role_leads_guests_to_log_in_and_back(app: Flask) -> None:
    add_route(app, access.roles(Role.ADMIN))
    answer = app.test_client().get("/extra?page=2")
    assert answer.status_code == 303
    assert answer.location == "/account/login?next=/extra?page%3D2"


@pytest.mark.parametrize("role", [Role.LEARNER, Role.FACILITATOR, Role.EDUCATOR])
def test_a_route_for_a_role_looks_to_other_accounts_like_no_address_at_all(app: Flask, role: Role) -> None:
    add_route(app, access.roles(Role.ADMIN))
    visitor = Visitor(AppConnection(app))
    log_in(visitor, make_account(app, roles={role}))
    refused, unknown = visitor.get("/extra"), visitor.get("/extrb")
    assert (refused.status, without_nonces(refused)) == (404, without_nonces(unknown))


def test_a_route_for_a_role_lets_that_role_in(app: Flask, client: FlaskClient) -> None:
    add_route(app, access.roles(Role.EDUCATOR, Role.ADMIN))
    log_in(client, make_account(app, roles={Role.ADMIN}))
    assert client.get("/extra").text == "secret"
