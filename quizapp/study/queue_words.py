"""What is said of how much is left to study."""

from quizapp.core.study_queue import Left, Scope
from quizapp.study.queue_queries import MOST_COUNTED


def left_words(left: Left, scope: Scope) -> str:
    """Say how many cards are left, and how many of them come once more; nothing where none is left."""
    if not left.cards:
        return ""
    number = str(left.cards) if left.cards <= MOST_COUNTED else f"more than {MOST_COUNTED}"
    words = f"{number} left{' today' if scope.has_daily_limits else ''}"
    if not left.once_more:
        return words
    if left.once_more < left.cards:
        return f"{words}, {left.once_more} of them once more"
    return f"{words}, {'once more' if left.cards == 1 else 'each once more'}"
