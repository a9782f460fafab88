"""Errors as pages and as answers to programs."""

import logging
from dataclasses import replace
from math import ceil

from flask import Flask, Response, g, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm.exc import ObjectDeletedError
from werkzeug.exceptions import HTTPException

from quizapp.core.errors import DataGoneError, QuizError
from quizapp.database import db, is_away
from quizapp.logs import kind
from quizapp.web import learners, problems, request_log
from quizapp.web.error_pages import (
    BY_CODE,
    BY_STATUS,
    EXPIRED_FORM,
    TOO_MANY_CLASS_CODES,
    TOO_MANY_CODES,
    ErrorPage,
)
from quizapp.web.filters import count_of
from quizapp.web.rate_limits import CLASS_CODES, CODES

log = logging.getLogger(__name__)

AWAY_SECONDS = 10
"""After how long to try again when the database is busy or away."""


def init_app(app: Flask) -> None:
    """Give every error its page."""
    app.register_error_handler(QuizError, broken_rule)
    app.register_error_handler(CSRFError, lambda _error: show(EXPIRED_FORM))
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(SQLAlchemyError, database_error)
    app.register_error_handler(ObjectDeletedError, lambda _error: broken_rule(DataGoneError()))


def http_error(error: HTTPException) -> ResponseReturnValue:
    """Show the page for an HTTP status; redirects pass."""
    if error.code is not None and error.code < 400:
        return error
    if problems.is_for_programs():
        return problems.of_http_error(error)
    if error.code == 429:
        page = _too_many(request.endpoint)
        return show(replace(page, what_to_do=f"{page.what_to_do} {_minutes(g.get('retry_after', 60))}."))
    return show(BY_STATUS.get(error.code or 500, BY_STATUS[400 if (error.code or 500) < 500 else 500]))


def _too_many(endpoint: str | None) -> ErrorPage:
    """Return the page for what was tried too often."""
    if endpoint in CLASS_CODES:
        return TOO_MANY_CLASS_CODES
    return TOO_MANY_CODES if endpoint in CODES else BY_STATUS[429]


def _minutes(seconds: int) -> str:
    return count_of(ceil(seconds / 60), "minute", "minutes")


def broken_rule(error: QuizError) -> ResponseReturnValue:
    """Show the page for a broken rule; nothing of the request is kept."""
    db.session.rollback()
    if isinstance(error, DataGoneError):
        learners.be_nobody()
    page = BY_CODE.get(error.code, BY_STATUS[400])
    if problems.is_for_programs():
        return problems.answer(problem_of(error.code, page))
    return show(page)


def problem_of(code: str, page: ErrorPage) -> problems.Problem:
    """Return what programs are told where people get a page."""
    return problems.problem(page.status, code=code, title=page.title, detail=page.what_happened)


def database_error(error: SQLAlchemyError) -> ResponseReturnValue:
    """Ask for patience while the database is busy or away; any other fault of it is one of ours."""
    if not is_away(error):
        raise error
    log.warning("database away", extra={**request_log.where(), "kind": kind(error.__cause__ or error)})
    away = problems.problem(503)
    response = problems.answer(away) if problems.is_for_programs() else show(BY_STATUS[503])
    response.headers["Retry-After"] = str(AWAY_SECONDS)
    return response


def show(page: ErrorPage) -> Response:
    """Return an error page with its status.

    A page about a fault of ours asks nothing of the database, and names the request.
    """
    ours = page.status >= 500
    html = render_template(
        "errors/alone.html" if ours else "errors/error.html",
        section="",
        title=page.title,
        what_happened=page.what_happened,
        what_is_safe=page.what_is_safe,
        what_to_do=page.what_to_do,
        action_url=url_for("today.index"),
        action_label="Go to Today",
        request_id=g.get("request_id", "") if ours else "",
    )
    return make_response(html, page.status)
