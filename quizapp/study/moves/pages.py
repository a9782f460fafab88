"""What the cards' pages show beside the answer buttons: forms that move a card or undo, and their words."""

from datetime import datetime

from quizapp.core import waiting
from quizapp.core.scheduling import Entry, Phase
from quizapp.core.setting_aside import Move
from quizapp.core.study_day import Moment
from quizapp.study import service
from quizapp.study.forms import CHOOSE_A_DAY, DayForm, ForgetForm, MoveForm, UndoForm
from quizapp.study.log import clock_of
from quizapp.study.moves import queries as move_queries
from quizapp.study.moves.queries import Undoable
from quizapp.web import learners
from quizapp.web.clock import new_id

STARTED_ANEW = "The card is new again. What you answered before stays in its history."

MOVED = {
    Move.TOMORROW: "The card is hidden until tomorrow.",
    Move.REST: "The card rests until you take it back in.",
    Move.BACK: "The card is back among the others.",
    Move.FLAG: "The card is marked.",
    Move.UNFLAG: "The mark is off.",
}

UNDO_WORDS: dict[str, str] = {
    Move.TOMORROW: "Undo “Not today”",
    Move.REST: "Undo letting a card rest",
    Move.BACK: "Undo taking a card back in",
    Move.FLAG: "Undo the mark",
    Move.UNFLAG: "Undo taking the mark off",
    Entry.RESET: "Undo starting a card anew",
    Entry.RESCHEDULE: "Undo the other day",
}
"""What the button says, by kind of row; of all others, that it undoes an answer."""

UNDO_SEVERAL: dict[str, str] = {
    Move.TOMORROW: "Undo hiding several cards",
    Move.REST: "Undo letting several cards rest",
    Move.BACK: "Undo taking several cards back in",
    Move.FLAG: "Undo marking several cards",
    Move.UNFLAG: "Undo taking several marks off",
    Entry.RESET: "Undo starting several cards anew",
    Entry.RESCHEDULE: "Undo the other day of several cards",
}
"""The same of what was done with several cards at once."""


def moved_to(card: service.StoredCard, at: Moment) -> str:
    """Say when a card comes that was just given another day."""
    out = ", once you take it back in" if card.suspended else ""
    return f"The card comes back {waiting.day_by_name(card.due_day or at.day, at.day)}{out}."


def undo_form(undoable: Undoable | None) -> UndoForm | None:
    """Return the form that undoes something."""
    if undoable is None:
        return None
    form = UndoForm(formdata=None, client_id=new_id(), review_id=undoable.id)
    words = UNDO_SEVERAL if undoable.several else UNDO_WORDS
    form.words = words.get(undoable.kind, "Undo the last answer")
    return form


def undoable_now(now: datetime) -> Undoable | None:
    """Return what whoever asks can undo next."""
    learner = learners.current()
    return move_queries.last_act(clock_of(learner).day(now), learner_id=learner.id) if learner else None


def move_form() -> MoveForm:
    """Return the form that hides a card, lets it rest, marks it, or takes that back."""
    return MoveForm(formdata=None, client_id=new_id())


def more_forms(card: service.ShownCard, refused: DayForm | None = None) -> dict[str, object]:
    """Return all forms that move a card; a new one has neither a day to change nor anything to forget.

    ``refused`` takes the place of the form that it was sent by, and says at its field what to do.
    """
    is_new = card.state.memory.phase is Phase.NEW
    day_forms = [] if is_new else [DayForm(formdata=None, client_id=new_id()) for _ in range(3)]
    if refused and day_forms:
        by_date = bool(refused.on.raw_data)
        (refused.on if by_date else refused.days).errors = [CHOOSE_A_DAY]
        refused.client_id.data = new_id()
        day_forms[2 if by_date else 1] = refused
    return {
        "move_form": move_form(),
        "forget_form": None if is_new else ForgetForm(formdata=None, client_id=new_id()),
        "day_forms": day_forms,
        "more_open": refused is not None,
    }
