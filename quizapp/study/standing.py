"""How a learner stands in each topic: what their cards and their answers say together."""

from dataclasses import dataclass

from quizapp.core.tallies import NOTHING, Tally
from quizapp.models import LearnerRow
from quizapp.study import memory_queries, plans
from quizapp.study.memory_queries import Remembered
from quizapp.tallies import queries

NO_CARDS = Remembered(cards=0, retrievability=0.0)


@dataclass(frozen=True, kw_only=True)
class TopicCounts:
    """A topic: the cards that were ever studied, as they are remembered, and what was done since a day."""

    remembered: Remembered
    done: Tally


NOT_MET = TopicCounts(remembered=NO_CARDS, done=NOTHING)


def by_topic(learner: LearnerRow, *, day: int, since: int) -> dict[str, TopicCounts]:
    """Return the topics that a learner has met, on study day ``day``; at most three reads."""
    curve = plans.curve_of(learner)
    remembered = memory_queries.remembered_by_topic(curve, learner_id=learner.id, day=day)
    done = queries.by_topic(learner_id=learner.id, since=since)
    return {
        topic: TopicCounts(remembered=remembered.get(topic, NO_CARDS), done=done.get(topic, NOTHING))
        for topic in {**remembered, **done}
    }
