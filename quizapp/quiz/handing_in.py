"""Handing in inside the caller's transaction: what counts, and from when on. Nothing here commits."""

from datetime import datetime

from quizapp.core import cards
from quizapp.core.grading import grade
from quizapp.core.time_limits import handed_in_at
from quizapp.models import LearnerRow
from quizapp.quiz.attempts import Attempt, Place
from quizapp.study import feed
from quizapp.study.log import clock_of
from quizapp.tallies import counting


def hand_in(learner: LearnerRow, attempt: Attempt, *, now: datetime) -> None:
    """Hand in an attempt that was not handed in yet, as it stands.

    One whose time is over counts as handed in when it was over, though its answers come to count only now.
    """
    row = attempt.row
    row.ran_out = attempt.is_overdue(now)
    row.finished_at = handed_in_at(
        now,
        row.ends_at,
        closes_at=attempt.closes_at,
        touched_at=attempt.steps[-1].answered_at if attempt.steps else row.started_at,
    )
    row.finished_day = clock_of(learner).day(now)
    open_answers = [p for p in attempt.places if p.state.given and not p.state.is_checked]
    feed.take_answers(
        learner,
        [answer_of(attempt, place) for place in open_answers],
        now=now,
        to_cards=attempt.feeds_cards(finished_at=row.finished_at),
    )
    counting.count_score(attempt.score_as_shown, learner_id=learner.id, attempt_id=row.id)


def answer_of(attempt: Attempt, place: Place) -> feed.QuizAnswer:
    """Return what an answered item of an attempt gives to the counts and the cards."""
    # A card teaches the corrected key; what is counted is what the version that was shown made of the answer,
    # and of several the first: it says what was known before anything was told.
    first = place.state.first
    right, missed = cards.faces_by_mark(place.marked_item, first.response)
    return feed.QuizAnswer(
        item_id=place.row.item_id,
        topic=place.content.item.topic,
        mark=grade(place.content.item, first.response),
        confidence=first.confidence,
        attempt_id=attempt.row.id,
        position=place.row.position,
        right_faces=right,
        missed_faces=missed,
    )
