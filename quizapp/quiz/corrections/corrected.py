"""What the page of an answer shows of an item whose key was corrected since."""

from dataclasses import dataclass
from datetime import datetime

from quizapp.core.corrections import asks_otherwise, changed_answers
from quizapp.core.facts import ItemContent
from quizapp.core.grading import Mark
from quizapp.core.items import Item, Response
from quizapp.quiz.attempts import Attempt, Place


@dataclass(frozen=True, kw_only=True)
class ShownCorrection:
    """What was said of a correction, what was given as right before, and the mark then if it is another.

    ``asks`` is the item as it asks now, where it asks otherwise; its key need not have been wrong then.
    ``keeps_mark``: the answer counts as it did, because the corrected key does not fit what was shown.
    """

    sentences: tuple[str, ...]
    corrected_at: datetime
    said: tuple[str, ...]
    mark_before: Mark | None
    keeps_mark: bool
    asks: Item | None


def correction_of(place: Place) -> ShownCorrection | None:
    """Return what is told of the correction of an item, if there was one since it was shown."""
    if place.corrected is None:
        return None
    shown, now = place.content.item, place.corrected.content.item
    changed = changed_answers(shown, now)
    before = place.mark_as_shown
    return ShownCorrection(
        sentences=place.corrected.sentences,
        corrected_at=place.corrected.corrected_at,
        said=tuple(": ".join(filter(None, (one.subject, one.said))) for one in changed if one.said),
        mark_before=before if before != place.mark else None,
        keeps_mark=place.keeps_mark and before.answered,
        asks=now if asks_otherwise(shown, now) else None,
    )


def corrected_version(attempt: Attempt, place: Place) -> tuple[ItemContent, Item, Response] | None:
    """Return the version to show in place of one whose key was wrong, with nothing chosen in it.

    It may ask otherwise, or let other things be chosen, than what was answered.
    """
    if place.corrected is None:
        return None
    content = place.corrected.content
    return content, attempt.in_order(content.item), Response()
