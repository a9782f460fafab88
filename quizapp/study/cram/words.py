"""What practice is called, and what an exam day means, as learners read it."""

from quizapp.core.cramming import Outlook
from quizapp.core.study_queue import Scope, ScopeKind
from quizapp.core.waiting import days_in_words
from quizapp.web.filters import count_of, percent, topic_name

NAMES = {
    ScopeKind.ALL: "All your cards",
    ScopeKind.FLAG: "Marked cards",
    ScopeKind.FORGOTTEN: "Forgotten in the last seven days",
    ScopeKind.MISSED: "Missed in quizzes",
}


def name_of(scope: Scope, title: str) -> str:
    """Return the name of cards to practise; ``title`` is a bank's."""
    if scope.kind is ScopeKind.TOPIC:
        return topic_name(scope.name)
    return NAMES.get(scope.kind, title)


def group_of(scope: Scope) -> str:
    """Return the heading under which a list of cards to practise has them."""
    return {ScopeKind.BANK: "Question banks", ScopeKind.TOPIC: "Topics"}.get(
        scope.kind, "From all your cards"
    )


def outlook_words(outlook: Outlook, *, left: int) -> str:
    """Say how far the exam is, what it takes to see each card once more, and what can be expected by then."""
    said = [f"The exam is {days_in_words(outlook.days_left)}."]
    if left and outlook.days_left:
        a_day = count_of(outlook.cards_a_day, "card", "cards")
        said.append(f"About {a_day} a day would show you all that are left once more by then.")
    if outlook.share is not None:
        studied = count_of(outlook.learned, "card", "cards")
        said.append(
            f"By your reviews so far, you can expect to know about {percent(outlook.share)} of the {studied} "
            "that you have studied. This practice, and reviews to come, are not counted in."
        )
    if outlook.untouched:
        new = count_of(outlook.untouched, "card is", "cards are")
        said.append(f"{new} new to you, so nothing can be said of that yet.")
    return " ".join(said)
