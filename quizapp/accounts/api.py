"""Tokens for programs: made from an e-mail address and a password, listed and revoked."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from flask import abort, current_app
from pydantic import AfterValidator, Field, StringConstraints

from quizapp.accounts import credentials, token_queries, tokens
from quizapp.core.people import Scope
from quizapp.web import access, learners
from quizapp.web.api.blueprint import Shape, WholeNumber, api_blueprint
from quizapp.web.clock import new_id, new_secret, utcnow
from quizapp.web.forms import plain
from quizapp.web.tokens import PREFIX, scopes_in

bp = api_blueprint("tokens", __name__, tag="Tokens", about="What says who a program acts for.")

Name = Annotated[
    str,
    StringConstraints(
        min_length=1, max_length=tokens.LONGEST_NAME, pattern=r"[^\s\u0000-\u001f\u007f-\u009f]"
    ),
    AfterValidator(plain),
]


EXAMPLE = {
    "id": "6a1f3f0e-51c4-4c55-8f0d-2f4f5a7a0b11",
    "name": "My study script",
    "scopes": ["read", "study"],
    "created_at": "2026-11-20T12:00:00Z",
    "expires_at": "2027-02-18T12:00:00Z",
    "last_used_at": None,
}


class NewTokenWish(Shape):
    """Who makes a token, and for what."""

    email: str = Field(max_length=255)
    password: str = Field(max_length=1000)
    code: str = Field("", max_length=20, description="From your app, where your account asks for one.")
    name: Name = Field(description="By which you know the program again.")
    scopes: list[Scope] = Field(min_length=1, max_length=len(Scope), description="What the token allows.")
    days: WholeNumber = Field(
        tokens.USUAL_DAYS, ge=1, le=tokens.MOST_DAYS, description="How long it is valid."
    )


class TokenView(Shape):
    """A token, without what proves it."""

    id: UUID
    name: str
    scopes: list[Scope]
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None = Field(description="To a day.")


class NewTokenView(TokenView):
    """A token that was just made."""

    token: str = Field(description="Shown this once; only a fingerprint of it is kept.")


class TokenList(Shape):
    """The tokens of an account that are still valid, newest first."""

    tokens: list[TokenView]


@bp.post("/tokens")
@access.program
@bp.input(
    NewTokenWish,
    arg_name="wish",
    example={
        "email": "kim@example.org",
        "password": "a quiet garden gate",
        "name": "My study script",
        "scopes": ["read", "study"],
        "days": 90,
    },
)
@bp.output(NewTokenView, status_code=201, example=EXAMPLE | {"token": "netq_…"})
@bp.doc(
    responses={
        401: "Address, password or code do not belong together, or a code is needed.",
        403: "The address is not confirmed yet.",
        409: "The account has as many tokens as it may have.",
        429: "Tried too often; wait as long as the header “Retry-After” says.",
    }
)
def make_token(wish: NewTokenWish) -> tuple[NewTokenView, int]:
    """Make a token."""
    totp = current_app.extensions["security"].totp_factory
    account = credentials.identify(plain(wish.email), wish.password, wish.code, totp=totp)
    learners.act_for(account)
    secret = PREFIX + new_secret()
    new = tokens.NewToken(id=new_id(), name=wish.name, scopes=wish.scopes, days=wish.days)
    token = tokens.make(account.id, new, secret=secret, now=utcnow())  # before a new password ends them all
    learners.require()  # so that there is somebody for whatever the token reads
    return NewTokenView(**_view(token).model_dump(), token=secret), 201


@bp.get("/tokens")
@access.token(Scope.TOKENS, own=True)
@bp.output(TokenList, example={"tokens": [EXAMPLE]})
def list_tokens() -> TokenList:
    """List the tokens of the account."""
    account = learners.account() or abort(404)
    return TokenList(tokens=[_view(token) for token in token_queries.tokens(account.id, now=utcnow())])


@bp.delete("/tokens/<uuid:token_id>")
@access.token(Scope.TOKENS, own=True)
@bp.doc(responses={204: "It is revoked."})
def revoke_token(token_id: UUID) -> tuple[str, int]:
    """Revoke a token.

    A token may revoke itself.
    """
    account = learners.account() or abort(404)
    tokens.revoke(token_queries.find_token(token_id, account_id=account.id) or abort(404))
    return "", 204


def _view(token: tokens.StoredToken) -> TokenView:
    return TokenView(
        id=token.id,
        name=token.name,
        scopes=sorted(scopes_in(token.scopes)),
        created_at=token.created_at,
        expires_at=token.expires_at,
        last_used_at=token.last_used_at,
    )
