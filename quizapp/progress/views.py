"""How am I doing: one page."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quizapp.progress import pages
from quizapp.web import access
from quizapp.web.clock import utcnow

bp = Blueprint("progress", __name__, url_prefix="/progress")


@bp.get("/")
@access.anybody
def index() -> ResponseReturnValue:
    """Show how the learner is doing."""
    return pages.index_page(now=utcnow())
