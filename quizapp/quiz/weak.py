"""A quiz on what is fading: its assessment blueprint follows from what a learner remembers."""

from datetime import datetime

from quizapp.core.assembly import AssessmentBlueprint
from quizapp.core.items import Audience, Topic
from quizapp.core.progress import first_calendar_day
from quizapp.core.weak_topics import TopicMemory, weak_cells, weakness
from quizapp.models import LearnerRow
from quizapp.quiz import queries
from quizapp.study import standing
from quizapp.study.log import clock_of
from quizapp.study.standing import NOT_MET, TopicCounts

LENGTH = 8
TITLE = "What is fading"


def blueprint(learner: LearnerRow, *, now: datetime) -> AssessmentBlueprint:
    """Return a quiz on topics that are likely to be forgotten, written for whom the last quiz was."""
    day = clock_of(learner).day(now)
    # As it will be remembered tomorrow: on the day of a review all counts as known, also what was missed.
    counts = standing.by_topic(learner, day=day + 1, since=first_calendar_day(day))
    weaknesses = {
        Topic(topic): weakness(_memory(counts.get(topic, NOT_MET))) for topic in queries.topic_counts()
    }
    return AssessmentBlueprint(
        cells=weak_cells(weaknesses, LENGTH),
        audience=queries.last_audience(learner.id) or Audience.PATIENT,
    )


def _memory(counts: TopicCounts) -> TopicMemory:
    return TopicMemory(
        cards=counts.remembered.cards,
        retrievability=counts.remembered.retrievability,
        answers=counts.done.answers,
        right=counts.done.right,
    )
