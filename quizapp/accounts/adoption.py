"""A guest becomes the learner of an account, or joins the one that the account has."""

from collections.abc import Callable
from uuid import UUID

from quizapp.accounts import adoption_queries
from quizapp.accounts.adoption_queries import Belongings
from quizapp.database import db
from quizapp.study.joining import service as joining
from quizapp.tallies import queries as tally_queries
from quizapp.web import queries


def begin_with(guest_id: UUID, *, account_id: int, public_id: UUID) -> bool:
    """Make a guest the learner of an account that has none; tell whether the account has one afterwards.

    The guest's cookie names nobody from then on. The caller commits.
    """
    adoption_queries.lock_account(account_id)
    if queries.find_learner_of(account_id):
        return True
    guest = queries.find_guest(guest_id)
    if guest is None:
        return False
    guest.account_id = account_id
    guest.public_id = public_id
    db.session.flush()
    return True


def waiting(guest_id: UUID) -> Belongings | None:
    """Return what the guest of a browser has stored, or None if it is nothing."""
    guest = queries.find_guest(guest_id)
    found = adoption_queries.belongings(guest.id) if guest else None
    return found if found and (found.quizzes or found.cards) else None


def adopt(guest_id: UUID, *, account_id: int, public_id: UUID, new_id: Callable[[], UUID]) -> None:
    """Give an account everything that a guest has stored, at once or not at all; doing it twice does nothing.

    Of settings, those of the account stay.
    """
    if begin_with(guest_id, account_id=account_id, public_id=public_id):
        learner, guest = queries.find_learner_of(account_id), queries.find_guest(guest_id)
        if learner and guest:
            _join(guest.id, learner_id=learner.id, new_id=new_id)
    db.session.commit()


def _join(guest_id: int, *, learner_id: int, new_id: Callable[[], UUID]) -> None:
    same = adoption_queries.attempt_ids_of_both(guest_id, learner_id=learner_id)
    renamed = {attempt_id: new_id() for attempt_id in same}
    adoption_queries.copy_attempts(guest_id, learner_id=learner_id, renamed=renamed)
    adoption_queries.copy_corrections_read(guest_id, learner_id=learner_id)
    joining.join_cards(guest_id, learner_id=learner_id, new_id=new_id)
    counts = adoption_queries.daily_tallies(guest_id)
    if counts:
        tally_queries.add(counts, learner_id=learner_id)
    adoption_queries.delete_learner(guest_id)
