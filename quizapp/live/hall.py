"""Who may lead in a hall without an account: whoever opened the secret link that the terminal printed."""

import secrets

from flask import Blueprint, abort, current_app, redirect, request
from flask.typing import ResponseReturnValue

from quizapp import secret_file
from quizapp.config import Settings
from quizapp.live.tickets import LIFE_SECONDS, LONGEST
from quizapp.web import access

COOKIE = "hall"

PATH = "/live/lead/"
"""Below this the browser sends the cookie: to whoever leads, and never as a participant."""

bp = Blueprint("hall", __name__, url_prefix=f"{PATH}hall")


@bp.get("/<secret>")
@access.unnamed
def enter(secret: str) -> ResponseReturnValue:
    """Let the browser that has the hall's secret lead sessions; a wrong one leads nowhere."""
    if not _is_the_halls(secret):
        abort(404)
    settings: Settings = current_app.extensions["settings"]
    response = redirect(PATH, code=303)
    response.set_cookie(
        COOKIE,
        secret,
        max_age=LIFE_SECONDS,
        path=PATH,
        secure=settings.secure_cookies,
        httponly=True,
        samesite="Lax",
    )
    return response


def is_leader() -> bool:
    """Tell whether who is asking opened the secret link of the hall that is served now."""
    return _is_the_halls(request.cookies.get(COOKIE, ""))


def _is_the_halls(secret: str) -> bool:
    settings: Settings = current_app.extensions["settings"]
    if not settings.hall_address or not secret.isascii():
        return False
    return secrets.compare_digest(secret[:LONGEST], secret_file.load(settings.hall_secret_path))
