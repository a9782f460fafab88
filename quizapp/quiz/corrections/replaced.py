"""What was replaced: superseded facts, and the questions and sheets that used them."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from quizapp.banks.replaced import replaced_facts
from quizapp.web import access

bp = Blueprint("replaced", __name__)


@bp.get("/sources/replaced")
@access.anybody
def index() -> ResponseReturnValue:
    """Tell which facts were replaced since, and what used them."""
    return render_template("quiz/replaced.html", section="more", facts=replaced_facts())
