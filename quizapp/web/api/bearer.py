"""Who a program acts for: the token in its header, and nothing else."""

from flask import current_app, request

from quizapp.core.people import Scope
from quizapp.web import access, learners, tokens
from quizapp.web.clock import utcnow
from quizapp.web.problems import ProblemError, problem


def authenticate() -> None:
    """Let a request act for the account of its token where its route wants a token.

    It comes after the guard and before every view, for routes of every blueprint. A cookie that comes with
    the request is not looked at.
    """
    declared = access.of(current_app, request.endpoint) if request.endpoint else None
    if declared is None or declared.scope is None:
        return
    grant = tokens.use(_secret(), now=utcnow())
    if grant is None:
        raise ProblemError(problem(401))
    if declared.scope not in grant.scopes:
        raise _scope_missing(declared.scope)
    learners.act_for(grant.account)


def _secret() -> str:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise ProblemError(problem(401))
    return secret.strip()


def _scope_missing(scope: Scope) -> ProblemError:
    return ProblemError(problem(403, detail=f"This needs a token with the scope “{scope}”."))
