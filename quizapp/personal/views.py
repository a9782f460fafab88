"""My data: what is kept, everything of it as a file, and all of it gone."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from quizapp.personal import download
from quizapp.web import access
from quizapp.web.clock import utcnow

bp = Blueprint("personal", __name__, url_prefix="/data")


@bp.get("/")
@access.anybody
def index() -> ResponseReturnValue:
    """Say what is kept of whoever asks, and what they can do with it."""
    return render_template("personal/index.html", section="more", person=download.asking())


@bp.get("/everything.zip")
@access.owner
def everything() -> ResponseReturnValue:
    """Give everything that is kept of whoever asks, as a file."""
    return download.everything(now=utcnow())
