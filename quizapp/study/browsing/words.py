"""What learners read of several cards: where each stands, and what was done with them."""

from quizapp.core import waiting
from quizapp.core.scheduling import Entry, Phase
from quizapp.core.setting_aside import Move
from quizapp.core.study_day import Moment
from quizapp.study.acts.service import Done
from quizapp.study.service import StoredCard

ONE_AND_MORE: dict[Move | Entry, tuple[str, str]] = {
    Move.REST: ("rests until you take it back in.", "rest until you take them back in."),
    Move.BACK: ("is back among the others.", "are back among the others."),
    Move.TOMORROW: ("is hidden until tomorrow.", "are hidden until tomorrow."),
    Move.FLAG: ("is marked.", "are marked."),
    Move.UNFLAG: ("has no mark any more.", "have no mark any more."),
    Entry.RESCHEDULE: ("has its new day.", "have their new day."),
    Entry.RESET: ("is new again; its history stays.", "are new again; their history stays."),
}


def done_words(what: Move | Entry, done: Done) -> str:
    """Say what was done with how many cards, and how many stayed as they were."""
    if not done.changed:
        return "Nothing changed: it was so already, or the cards are new."
    one, more = ONE_AND_MORE[what]
    said = f"1 card {one}" if done.changed == 1 else f"{done.changed} cards {more}"
    if done.unchanged:
        said += f" {done.unchanged} stayed as {'it was' if done.unchanged == 1 else 'they were'}."
    return said


def undone_words(cards: int) -> str:
    """Say that what was done with so many cards is undone."""
    return f"Undone for {cards} {'card' if cards == 1 else 'cards'}."


def place_words(card: StoredCard, at: Moment) -> str:
    """Say where a card stands: “New”, “Comes back in 4 days”, “Being learned, comes back in 10 min”."""
    memory = card.memory
    if memory.phase is Phase.NEW:
        return "New"
    comes = f"comes back {waiting.comes_back(memory, at)}"
    return comes.capitalize() if memory.phase is Phase.REVIEW else f"Being learned, {comes}"
