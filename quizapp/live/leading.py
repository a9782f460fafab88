"""Who may lead sessions, and what lets them in again."""

from flask import session as cookie

from quizapp.core.people import Role
from quizapp.live import hall
from quizapp.live.derived import derived
from quizapp.live.service import hashed
from quizapp.web import learners
from quizapp.web.access import LEADERS

MOST_KNOWN = 10
"""How many sessions a browser remembers that it leads."""


def may_lead() -> bool:
    """Tell whether who is asking may lead: by a role of their account, or in the hall that is served."""
    return bool(_roles() & LEADERS) or hall.is_leader()


def may_hold_class() -> bool:
    """Tell whether who is asking may lead a class, where people get made-up names."""
    return bool(_roles() & {Role.EDUCATOR, Role.ADMIN})


def secret_of(seed: int, account_id: int | None) -> str:
    """Return a session's secret from what is stored of it, so that it can be taken up anywhere.

    Who may do that is who began it: its account, or without one whoever leads in the hall.
    """
    return derived(f"lead:{account_id}:{seed}")


def is_begun_in_hall(seed: int, host_hash: str) -> bool:
    """Tell of a session without an account whether it was begun in the hall; else its account was deleted.

    Nobody leads the latter but whoever has its link still, as its secret followed from the account.
    """
    return hashed(secret_of(seed, None)) == host_hash


def remember(code: str) -> None:
    """Let the browser remember the code of a session that it leads; the code alone opens nothing."""
    cookie["led"] = [code, *(one for one in remembered() if one != code)][:MOST_KNOWN]


def remembered() -> list[str]:
    """Return the codes of the sessions that the browser leads or led, the newest first."""
    codes = cookie.get("led", [])
    return [str(code) for code in codes] if isinstance(codes, list) else []


def _roles() -> set[Role]:
    account = learners.account()
    return {Role(role.name) for role in account.roles} if account else set()
