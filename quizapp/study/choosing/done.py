"""What somebody is told for whom nothing is left of what they chose to study."""

from quizapp.core.study_day import Moment
from quizapp.core.study_queue import ALL_CARDS, Count, Scope, ScopeKind
from quizapp.models import LearnerRow
from quizapp.study import service
from quizapp.study.decks import queries as deck_queries
from quizapp.study.moves.queries import Undoable

DECKS = {ScopeKind.BANK, ScopeKind.TOPIC, ScopeKind.NEW}


def other_cards(learner: LearnerRow, scope: Scope, at: Moment, *, done: Count | None) -> int:
    """Return how many cards are left for today outside of a scope in which none is left.

    Two reads, or one where it is known what was ``done`` today.
    """
    if scope == ALL_CARDS:
        return 0
    due = service.due_cards(learner, at, done=done)
    # Beyond its own limits a deck may have cards that all cards' limits would still let come.
    match scope.kind:
        case ScopeKind.BANK:
            return due.count - due.by_bank.get(scope.name, 0)
        case ScopeKind.TOPIC:
            return due.count - due.by_topic.get(scope.name, 0)
        case _:
            return due.count


def undoable_here(undoable: Undoable | None, scope: Scope) -> Undoable | None:
    """Return what can be undone next, unless that was done with a card of another deck."""
    if undoable and scope.kind in DECKS and not deck_queries.is_in_deck(undoable.item_id, scope):
        return None
    return undoable


def heading(scope: Scope, others: int) -> str:
    """Say that nothing is left; of the whole day only where no other card waits."""
    if not others:
        return "That is all for today"
    return f"Nothing left {'in this deck' if scope.kind in DECKS else 'of these cards'} today"
