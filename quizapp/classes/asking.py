"""Who asks, what they may do, where things stand, and what chance draws for them."""

from datetime import datetime
from random import SystemRandom
from secrets import token_urlsafe
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import abort, current_app, url_for
from flask import session as cookie

from quizapp.classes import queries
from quizapp.classes.queries import EVERY_ROLE, TEACHERS, Membership
from quizapp.config import Settings
from quizapp.core.class_tasks import WorkKind
from quizapp.core.cohorts import CODE_LENGTH, STAFF, CohortRole
from quizapp.core.errors import ClassOverError
from quizapp.core.live import ALPHABET
from quizapp.core.people import Role
from quizapp.core.study_day import USUAL_ROLLOVER, StudyClock, study_clock
from quizapp.quiz.timing import service as timing
from quizapp.web import learners
from quizapp.web.clock import utcnow

INVITED = "invitation"
"""The cookie's note of an invitation that a guest looked at, to come back to once they are logged in."""


def account_id() -> int:
    """Return the account that asks; the route lets nobody else in."""
    account = learners.account()
    if account is None:
        raise LookupError("nobody is logged in")
    return account.id


def may_teach() -> bool:
    """Tell whether who is asking may make classes."""
    account = learners.account()
    return account is not None and bool({Role(role.name) for role in account.roles} & TEACHERS)


def member(cohort_id: UUID, roles: frozenset[CohortRole] = EVERY_ROLE) -> Membership:
    """Return the class of whoever asks, as one of some roles; to everybody else it is not there."""
    return queries.find_class(cohort_id, account_id=account_id(), roles=roles) or abort(404)


def staff(cohort_id: UUID) -> Membership:
    """Return the class of whoever asks, if they see its results; what is overdue in it is handed in first."""
    found = member(cohort_id, STAFF)
    if not sees_results(found):
        abort(404)
    if found.is_timing:
        timing.end_overdue(utcnow(), cohort_id=cohort_id, most=timing.MOST_FOR_A_PAGE)
    return found


def sees_results(found: Membership) -> bool:
    """Tell whether a member sees the results of the class: an educator while their account is one.

    An assistant sees them for an educator, so where none leads the class, neither do they.
    """
    match found.role:
        case CohortRole.EDUCATOR:
            return may_teach()
        case CohortRole.ASSISTANT:
            return found.is_led
        case CohortRole.STUDENT:
            return False


def staffed() -> dict[UUID, str]:
    """Return what the classes are called whose results whoever asks sees, by title."""
    roles = STAFF if may_teach() else STAFF - {CohortRole.EDUCATOR}
    return queries.staffed(account_id(), roles=roles)


def educator(cohort_id: UUID) -> Membership:
    """Return the class of whoever asks, if they are an educator in it."""
    return member(cohort_id, frozenset({CohortRole.EDUCATOR}))


def teaching(cohort_id: UUID) -> Membership:
    """Return the class of whoever asks, if they are an educator in it and it goes on.

    :raises ClassOverError: it has ended.
    """
    found = educator(cohort_id)
    if found.is_over:
        raise ClassOverError
    return found


def zone() -> ZoneInfo:
    """Return where the clock of whoever asks stands: by their settings, else as at this place."""
    return _clock().zone


def tomorrow(now: datetime) -> int:
    """Return the study day of whoever asks after the one at a moment."""
    return _clock().day(now) + 1


def _clock() -> StudyClock:
    learner = learners.current()
    settings: Settings = current_app.extensions["settings"]
    name, hour = (
        (learner.time_zone, learner.rollover_hour) if learner else (settings.time_zone, USUAL_ROLLOVER)
    )
    return study_clock(name, hour)


def address(kind: WorkKind, cohort_id: UUID, id_: UUID) -> str:
    """Return where the page of something stands that a class is given."""
    if kind is WorkKind.QUIZ:
        return url_for("class_quiz.show", cohort_id=cohort_id, assignment_id=id_)
    return url_for("class_task.show", cohort_id=cohort_id, task_id=id_)


def draw_code() -> str:
    """Return a code by chance."""
    return "".join(SystemRandom().choices(ALPHABET, k=CODE_LENGTH))


def draw_invitation() -> str:
    """Return the secret of a link: 128 bits, which nobody guesses."""
    return token_urlsafe(16)


def remember_invitation(invitation: str) -> None:
    """Note in a guest's cookie where they are to come back to."""
    cookie[INVITED] = invitation


def forget_invitation(invitation: str) -> None:
    """Forget an invitation that is done with; another one that waits goes on waiting."""
    if cookie.get(INVITED) == invitation:
        del cookie[INVITED]


def waiting_invitation() -> str:
    """Return the address of the invitation that somebody looked at before they logged in, or nothing."""
    invitation = cookie.get(INVITED)
    return url_for("class_join.look", invitation=invitation) if invitation and learners.account() else ""
