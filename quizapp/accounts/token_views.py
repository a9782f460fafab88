"""The page on which somebody lets programs in, and shows them out."""

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security.utils import check_and_update_authn_fresh

from quizapp.accounts import token_queries, tokens
from quizapp.accounts.forms import Press
from quizapp.accounts.token_forms import SCOPE_NAMES, TokenForm
from quizapp.core.errors import IdInUseError
from quizapp.core.people import Scope
from quizapp.web import access, learners
from quizapp.web.clock import new_id, new_secret, utcnow
from quizapp.web.tokens import PREFIX, scopes_in

bp = Blueprint("tokens", __name__, url_prefix="/account/tokens")

FRESH = timedelta(hours=1)
"""How long ago somebody may have logged in to let a program in for much longer than that."""


@bp.get("/")
@access.account
def index() -> ResponseReturnValue:
    """List the account's tokens, and offer to make one."""
    return _ask_again() or _page(TokenForm(formdata=None, client_id=new_id()), status=200)


@bp.post("/")
@access.account
def make() -> ResponseReturnValue:
    """Make a token, and show it this once."""
    account, form = learners.account() or abort(404), TokenForm()
    if again := _ask_again():
        return again
    if not form.validate():
        return _page(form, status=422)
    learners.require()  # so that there is somebody for whatever the token reads
    secret = PREFIX + new_secret()
    wish = tokens.NewToken(
        id=form.client_id.value,
        name=form.name.data,
        scopes=[Scope(scope) for scope in form.scopes.data],
        days=int(form.days.data),
    )
    try:
        token = tokens.make(account.id, wish, secret=secret, now=utcnow())
    except IdInUseError:  # sent twice; it was shown the first time
        flash(
            "This token was made before, and is shown only once. If you lost it, revoke it and make another."
        )
        return redirect(url_for(".index"), code=303)
    return render_template("account/token_made.html", section="more", token=token, secret=secret), 201


@bp.post("/<uuid:token_id>/revoke")
@access.account_owner
def revoke(token_id: UUID) -> ResponseReturnValue:
    """Revoke a token."""
    account = learners.account() or abort(404)
    tokens.revoke(token_queries.find_token(token_id, account_id=account.id) or abort(404))
    flash("That program is out. It cannot do anything for you any more.")
    return redirect(url_for(".index"), code=303)


def _page(form: TokenForm, *, status: int) -> ResponseReturnValue:
    account = learners.account() or abort(404)
    found = token_queries.tokens(account.id, now=utcnow())
    page = render_template(
        "account/tokens.html",
        section="more",
        form=form,
        tokens=[(token, _allows(token)) for token in found],
        press=Press(),
    )
    return page, status


def _allows(token: tokens.StoredToken) -> list[str]:
    """Return in words what a token allows."""
    scopes = scopes_in(token.scopes)
    return [SCOPE_NAMES[scope] for scope in Scope if scope in scopes]


def _ask_again() -> ResponseReturnValue | None:
    """Let somebody show once more that it is them, if they logged in a while ago."""
    if check_and_update_authn_fresh(FRESH, FRESH):
        return None
    account = learners.account()
    endpoint = "security.verify" if account and account.password else "security.wan_verify"
    return redirect(url_for(endpoint, next=url_for(".index")), code=303)
