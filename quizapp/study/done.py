"""What somebody is told for whom nothing is left of what they chose to study."""

from quizapp.core.study_day import Moment
from quizapp.core.study_queue import ALL_CARDS, Scope, ScopeKind
from quizapp.models import LearnerRow
from quizapp.study import deck_queries, move_queries, service
from quizapp.study.move_queries import Undoable

DECKS = {ScopeKind.BANK, ScopeKind.TOPIC, ScopeKind.NEW}


def other_cards(learner: LearnerRow, scope: Scope, at: Moment) -> int:
    """Return how many cards are left for today outside of a scope in which none is left; two reads."""
    if scope == ALL_CARDS:
        return 0
    due = service.due_cards(learner, at)
    # Beyond its own limits a deck may have cards that all cards' limits would still let come.
    match scope.kind:
        case ScopeKind.BANK:
            return due.count - due.by_bank.get(scope.name, 0)
        case ScopeKind.TOPIC:
            return due.count - due.by_topic.get(scope.name, 0)
        case _:
            return due.count


def undoable_here(undoable: Undoable | None, scope: Scope, *, learner_id: int) -> Undoable | None:
    """Return what can be undone next, unless that was done with a card of another deck."""
    act = move_queries.find_act(undoable.id, learner_id=learner_id) if undoable else None
    if act is None or (scope.kind in DECKS and not deck_queries.is_in_deck(act.item_id, scope)):
        return None
    return undoable


def heading(scope: Scope, others: int) -> str:
    """Say that nothing is left; of the whole day only where no other card waits."""
    if not others:
        return "That is all for today"
    return f"Nothing left {'in this deck' if scope.kind in DECKS else 'of these cards'} today"
