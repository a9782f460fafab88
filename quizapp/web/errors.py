"""Errors as pages: what happened, what is safe, what to do. The core's codes get their status here."""

import logging
from dataclasses import dataclass, replace
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
from quizapp.web.filters import count_of
from quizapp.web.rate_limits import CODES

log = logging.getLogger(__name__)

AWAY_SECONDS = 10
"""After how long to try again when the database is busy or away."""


@dataclass(frozen=True, kw_only=True)
class ErrorPage:
    """The words of an error page, and where its button leads."""

    status: int
    title: str
    what_happened: str
    what_is_safe: str = "Everything you answered before is kept."
    what_to_do: str = "Go back, or start again from Today."


BY_STATUS = {
    400: ErrorPage(
        status=400,
        title="That did not arrive whole",
        what_happened="What your browser sent could not be read.",
    ),
    404: ErrorPage(
        status=404,
        title="There is no such page here",
        what_happened="The address may be mistyped, or the page belongs to another visit or browser.",
    ),
    405: ErrorPage(
        status=405,
        title="That page cannot be used this way",
        what_happened="The address is right, but it was opened in a way it is not made for.",
    ),
    409: ErrorPage(
        status=409,
        title="This changed in the meantime",
        what_happened="It was changed somewhere else since your page was opened, so nothing was stored now.",
        what_to_do="Go back, load the page again and look at what is there now.",
    ),
    413: ErrorPage(
        status=413,
        title="That was too much at once",
        what_happened="What your browser sent is larger than any answer needs to be.",
        what_to_do="Go back, shorten your text and send it again.",
    ),
    422: ErrorPage(
        status=422,
        title="Something in it does not fit",
        what_happened="What your browser sent could be read, but something in it cannot be right.",
        what_to_do="Go back, look at what you filled in and send it again.",
    ),
    429: ErrorPage(
        status=429,
        title="That was very often in a short time",
        what_happened="To keep accounts safe, this can be tried only so often.",
        what_to_do="Try again in",
    ),
    500: ErrorPage(
        status=500,
        title="Something went wrong on our side",
        what_happened="This is our fault, not yours.",
        what_to_do="Wait a moment, then try again.",
    ),
    503: ErrorPage(
        status=503,
        title="We cannot answer just now",
        what_happened="Too much is going on at once, or the place where answers are kept is out of reach.",
        what_to_do="Wait a moment, then load this page again, or go back and send your answer once more.",
    ),
}
# Nobody learns from the answer whether something is there that is not theirs.
BY_STATUS[403] = BY_STATUS[404]

TOO_MANY_CODES = ErrorPage(
    status=429,
    title="Let us wait a little",
    what_happened="Many codes that fit no session came from your network, so nobody new is let in just now.",
    what_is_safe="It is nothing you did wrong, and whoever is in a session stays in it.",
    what_to_do="Look at the code on the screen once more, and type it again in",
)

EXPIRED_FORM = ErrorPage(
    status=400,
    title="This page was open too long",
    what_happened="The page you sent no longer belongs to your visit, so what you just sent was not stored.",
    what_to_do="Go back, load the page again and send it once more.",
)

BY_CODE = {
    "empty-quiz": ErrorPage(
        status=422,
        title="There are no questions for that",
        what_happened="No question fits everything you chose.",
        what_to_do="Choose more topics, or any level.",
    ),
    "attempt-finished": ErrorPage(
        status=409,
        title="This quiz is finished",
        what_happened="It was handed in before, so its answers stay as they are.",
        what_to_do="Look at the result, or start another quiz.",
    ),
    "item-finished": ErrorPage(
        status=409,
        title="This question was checked before",
        what_happened="Once you have seen the right answer, your own answer stays as it is.",
        what_to_do="Go on with the next question.",
    ),
    "wrong-credentials": ErrorPage(
        status=401,
        title="These do not belong together",
        what_happened="E-mail address, password and code do not belong together.",
        what_to_do="Look at what you typed, and try once more.",
    ),
    "code-needed": ErrorPage(
        status=401,
        title="A code is needed",
        what_happened="This account asks for a code from an app. Send the one it shows now, as “code”.",
        what_to_do="Look into your app, and try once more.",
    ),
    "address-not-confirmed": ErrorPage(
        status=403,
        title="This address is not confirmed yet",
        what_happened="We sent a link to the address. Open it first, to confirm that it is yours.",
        what_to_do="Look into your mail.",
    ),
    "too-many-tokens": ErrorPage(
        status=409,
        title="These are enough tokens",
        what_happened="An account has at most 50 tokens. Revoke one that is not used any more.",
        what_to_do="Go back, and revoke one that you do not use any more.",
    ),
    "attempt-open": ErrorPage(
        status=409,
        title="This quiz is not finished yet",
        what_happened="It was not handed in, so there is no result.",
        what_to_do="Hand it in first.",
    ),
    "id-in-use": ErrorPage(
        status=409,
        title="This id names something else",
        what_happened="Something else was sent with the same id before, so nothing was stored now.",
        what_to_do="Send it once more with an id of its own.",
    ),
    "stale-card": ErrorPage(
        status=409,
        title="You answered this card elsewhere",
        what_happened="The card moved on since this page was opened, so this answer was not counted.",
        what_to_do="Go on with the next card.",
    ),
    "card-not-due": ErrorPage(
        status=409,
        title="This card is not due yet",
        what_happened="It comes back later, so this answer was not counted.",
        what_to_do="Go on with the next card.",
    ),
    "link-leads-nowhere": ErrorPage(
        status=410,
        title="This link leads to no session",
        what_happened="The session is over, or the link did not arrive whole.",
        what_is_safe="Nothing was changed.",
        what_to_do="Scan or copy the link once more, from the page of whoever leads.",
    ),
    "session-full": ErrorPage(
        status=409,
        title="This session is full",
        what_happened="As many people have joined as one session can hold.",
        what_is_safe="Nobody who joined before loses anything.",
        what_to_do="Tell whoever leads the session. You can follow it on the screen in the room.",
    ),
    "no-answers-now": ErrorPage(
        status=409,
        title="This question takes no more answers",
        what_happened="It was closed before this answer arrived, so the answer was not stored.",
        what_is_safe="What you answered before is kept.",
        what_to_do="Look at what the session shows now.",
    ),
    "data-gone": ErrorPage(
        status=409,
        title="This was deleted in the meantime",
        what_happened="Everything of yours was deleted while you sent this, so nothing was stored.",
        what_is_safe="Nothing of it is kept.",
        what_to_do="Go on as a guest, or register anew.",
    ),
    "last-admin": ErrorPage(
        status=409,
        title="There would be no admin left",
        what_happened="This is the only account that can give roles, so its role stays.",
        what_is_safe="Nothing was changed.",
        what_to_do="Go back, and make somebody else an admin first.",
    ),
    "mail-away": ErrorPage(
        status=503,
        title="We cannot send mail just now",
        what_happened="This page sends an e-mail, and that does not work at the moment.",
        what_is_safe="Nothing was changed.",
        what_to_do="Wait a little, then go back and try again.",
    ),
    "address-unknown": ErrorPage(
        status=503,
        title="This site does not know its own address",
        what_happened="A mail needs a link that leads here, so none was sent.",
        what_is_safe="Nothing was changed.",
        what_to_do="Whoever runs this site has to set QUIZAPP_PUBLIC_URL, such as https://learn.example.org.",
    ),
    "file-too-large": ErrorPage(
        status=413,
        title="This file is too large",
        what_happened="Files of up to 20 MB can be read, so nothing of it was.",
        what_to_do="Go back. In Anki, export one deck at a time, with its history but without media.",
    ),
    "card-is-new": ErrorPage(
        status=409,
        title="This card is new",
        what_happened="It was never answered, so it has no day yet: it comes among the new cards.",
        what_to_do="Answer it first, or hide it until tomorrow.",
    ),
    "no-such-day": ErrorPage(
        status=422,
        title="A card cannot be given that day",
        what_happened="The day is over, or more than a year ahead, so nothing was stored.",
        what_to_do="Choose a day from today to 365 days ahead.",
    ),
    "nothing-to-undo": ErrorPage(
        status=409,
        title="There is nothing to undo",
        what_happened="That was undone before, or more was done with the card since.",
        what_to_do="Go on with the next card.",
    ),
}


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
        page = TOO_MANY_CODES if request.endpoint in CODES else BY_STATUS[429]
        return show(replace(page, what_to_do=f"{page.what_to_do} {_minutes(g.get('retry_after', 60))}."))
    return show(BY_STATUS.get(error.code or 500, BY_STATUS[400 if (error.code or 500) < 500 else 500]))


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
