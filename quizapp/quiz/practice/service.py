"""Practice at one's level, inside the caller's transaction: its first item, and each next one."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from uuid import UUID

from quizapp.banks import queries as bank_queries
from quizapp.core.adaptive import PracticeItem, Stop, draw_order, reason_to_stop
from quizapp.core.assembly import AssessmentBlueprint, explains, fits
from quizapp.core.behaviour import Behaviour
from quizapp.core.errors import EmptyQuizError
from quizapp.core.items import Item, Topic
from quizapp.core.practice_level import START, UNKNOWN, ItemDifficulty, PracticeLevel, level_after
from quizapp.database import db
from quizapp.formats.quiz_json import dump_blueprint
from quizapp.models import AttemptItemRow, AttemptRow, LearnerRow
from quizapp.quiz import queries
from quizapp.quiz.attempts import Attempt, Place
from quizapp.quiz.beginning import Started
from quizapp.quiz.practice import queries as practice_queries

TITLE = "Practice at your level"

READ_AT_ONCE = 5
"""Items whose texts are read to find one that fits; the first mostly does."""


def begin(
    learner: LearnerRow, blueprint: AssessmentBlueprint, *, attempt_id: UUID, seed: int, now: datetime
) -> Started:
    """Begin a practice with its first item; the same ``attempt_id`` again begins nothing new.

    The blueprint's cells are the shares of its topics, its length is the most that is asked.

    :raises EmptyQuizError: no item fits the blueprint.
    """
    if queries.find_attempt(attempt_id, learner_id=learner.id):
        return Started(attempt_id=attempt_id)
    pool = practice_queries.pool(_topics(blueprint), learner_id=learner.id)
    first = _next_item(pool, blueprint, given=(), level=START, seed=seed)
    if first is None:
        raise EmptyQuizError
    row = AttemptRow(
        learner_id=learner.id,
        id=attempt_id,
        title=TITLE,
        behaviour=Behaviour.IMMEDIATE,
        seed=seed,
        blueprint=dump_blueprint(blueprint),
        started_at=now,
    )
    db.session.add(row)
    db.session.flush()
    _give(row, first, position=1)
    return Started(attempt_id=attempt_id, items=len(pool), missing=max(0, blueprint.length - len(pool)))


def go_on(learner: LearnerRow, attempt: Attempt, moved: Place) -> None:
    """Give the next item once the last was left, unless the practice has reason to stop or nothing fits.

    ``moved`` is the place as it stands now. An earlier item that is answered late gives no further one.
    """
    if moved.row.position < len(attempt.places):
        return
    places = [*attempt.places[:-1], moved]
    blueprint, level = (
        attempt.blueprint,
        _level(place for place in places if place.state.tells_level(handed_in=False)),
    )
    if reason_to_stop(level, answered=_answered(places), given=len(places), most=blueprint.length):
        return
    item = _next_item(
        practice_queries.pool(_topics(blueprint), learner_id=learner.id),
        blueprint,
        given=places,
        level=level,
        seed=attempt.row.seed,
    )
    if item:
        _give(attempt.row, item, position=len(places) + 1)


def level_of(attempt: Attempt) -> PracticeLevel:
    """Return where the learner stands by the answers of a practice, as their keys are now."""
    return _level(counted(attempt))


def counted(attempt: Attempt) -> list[Place]:
    """Return the places of a practice whose answers count for its level.

    What was chosen and then skipped does not; what was chosen and left open does, once it is handed in.
    """
    return [place for place in attempt.places if place.state.tells_level(handed_in=attempt.is_finished)]


def why_ended(attempt: Attempt) -> Stop | None:
    """Return a reason why a practice asks nothing more that holds now; None while it has an item to answer.

    What was answered late and keys that were corrected may make it another than when the practice ended.
    """
    if attempt.next_open():
        return None
    places = attempt.places
    stop = reason_to_stop(
        level_of(attempt), answered=_answered(places), given=len(places), most=attempt.blueprint.length
    )
    return stop or Stop.NOTHING_LEFT


def difficulty(place: Place) -> ItemDifficulty:
    """Return how hard an item of a practice was when it was given.

    With its key corrected since, nothing is known of that: it was rated by the wrong key.
    """
    row = place.row
    if place.corrected or row.item_difficulty is None or row.item_answers is None:
        return UNKNOWN
    return ItemDifficulty(logits=row.item_difficulty, answers=row.item_answers)


def _level(places: Iterable[Place]) -> PracticeLevel:
    return level_after((difficulty(place), float(place.mark.share)) for place in places)


def _answered(places: Sequence[Place]) -> int:
    return sum(place.state.is_checked for place in places)


def _topics(blueprint: AssessmentBlueprint) -> list[Topic]:
    return [cell.topic for cell in blueprint.cells if cell.topic] or list(Topic)


def _next_item(
    pool: Sequence[PracticeItem],
    blueprint: AssessmentBlueprint,
    *,
    given: Sequence[Place],
    level: PracticeLevel,
    seed: int,
) -> PracticeItem | None:
    """Return the next item; None where none is left that fits beside those given.

    Reasons are shown with each answer, so it is not explained by those of an item before it, and its own do
    not explain one that may still be answered.
    """
    before = [place.content.item for place in given]
    waiting = [place.content.item for place in given if not place.state.is_checked]
    order = draw_order(
        pool,
        cells=blueprint.cells,
        given={place.row.item_id: place.content.item.topic for place in given},
        level=level,
        seed=seed,
    )
    while few := list(islice(order, READ_AT_ONCE)):
        contents = bank_queries.contents({(one.id, one.version) for one in few})
        for one in few:
            if _may_follow(contents[one.id, one.version].item, before, waiting):
                return one
    return None


def _may_follow(item: Item, before: Sequence[Item], waiting: Sequence[Item]) -> bool:
    explained = any(explains(other, item) for other in before)
    return fits(item, before) and not explained and not any(explains(item, other) for other in waiting)


def _give(attempt: AttemptRow, item: PracticeItem, *, position: int) -> None:
    db.session.add(
        AttemptItemRow(
            learner_id=attempt.learner_id,
            attempt_id=attempt.id,
            position=position,
            item_id=item.id,
            item_version=item.version,
            item_difficulty=item.difficulty.logits,
            item_answers=item.difficulty.answers,
        )
    )
