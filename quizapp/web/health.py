"""What a supervisor asks: whether the process lives, and whether it can serve."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quizapp.web import access, readiness

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@access.program
def healthz() -> ResponseReturnValue:
    """Say that the process answers, without asking the database."""
    return {"ok": True}


@bp.get("/readyz")
@access.program
def readyz() -> ResponseReturnValue:
    """Say whether requests can be served, and if not, why."""
    reason = readiness.why_not()
    if reason:
        return {"ok": False, "reason": reason}, 503
    return {"ok": True}
