"""Scores of attempts by corrected keys: what is counted stays, and is put right where it is shown."""

from collections import Counter
from collections.abc import Collection, Mapping
from uuid import UUID

from quizapp.banks import queries as bank_queries
from quizapp.core import corrections
from quizapp.core.behaviour import AnswerState, replay
from quizapp.tallies import regrading_queries


def more_right(attempt_ids: Collection[UUID], *, learner_id: int) -> Mapping[UUID, int]:
    """Return how many more answers of some attempts are wholly right by corrected keys; below 0: fewer.

    ``attempt_ids`` name attempts that hold a corrected item. Three reads, and none where there are no such.
    """
    more: Counter[UUID] = Counter()
    places = regrading_queries.corrected_places(attempt_ids, learner_id=learner_id) if attempt_ids else []
    if not places:
        return more
    contents = bank_queries.contents(
        {(one.item_id, number) for one in places for number in (one.version, one.corrected)}
    )
    steps = regrading_queries.steps({one.attempt_id for one in places}, learner_id=learner_id)
    states = {attempt_id: replay(some) for attempt_id, some in steps.items()}
    for one in places:
        shown = contents[one.item_id, one.version].item
        corrected = contents[one.item_id, one.corrected].item
        given = states[one.attempt_id].get(one.position, AnswerState()).given
        more[one.attempt_id] += corrections.more_right(shown, corrected, [each.response for each in given])
    return more
