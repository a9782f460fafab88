"""The pages of an account that Flask-Security does not bring."""

from typing import Any

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from quizapp.web import access, learners

bp = Blueprint("account", __name__, url_prefix="/account")


@bp.get("/")
@access.account
def index() -> ResponseReturnValue:
    """Show what belongs to the account, and what can be done with it."""
    return render_template("account/index.html", section="account", account=learners.account())


@bp.post("/change-email/<token>")
@access.anybody
def confirm_new_email(token: str) -> Any:
    """Change the address; Flask-Security would do so when the link is only looked at."""
    confirm = current_app.view_functions["security.change_email_confirm"]
    return current_app.ensure_sync(confirm)(token=token)
