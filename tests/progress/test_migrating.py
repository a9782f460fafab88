"""What learners did before the counts were kept is counted, too."""

import flask_migrate
from flask import Flask
from sqlalchemy import select

from quizapp.core.forgetting import Rating
from quizapp.core.items import Topic
from quizapp.database import db
from quizapp.models import AttemptRow, ResponseRow, ReviewRow
from quizapp.progress import rebuild
from tests.progress.history import History


def facts() -> list[list[object]]:
    """Return what the update works out for rows that were stored before it, in the order of the rows' ids."""
    stmts = (
        select(ResponseRow.study_day).order_by(ResponseRow.attempt_id, ResponseRow.step),
        select(AttemptRow.finished_day).order_by(AttemptRow.id),
        select(ReviewRow.topic).order_by(ReviewRow.id),
    )
    return [list(db.session.scalars(stmt)) for stmt in stmts]


def test_days_and_topics_are_worked_out_for_what_is_stored(app: Flask, history: History) -> None:
    history.learner.time_zone, history.learner.rollover_hour = "Pacific/Auckland", 4
    history.take(Topic.SITES, [True, False])
    history.add("bank:words")
    history.rate("item-1", Rating.EASY)
    history.wait(hours=9)
    history.take(Topic.TERMINOLOGY, [True, True])
    history.start(Topic.SITES, 2)
    learner_id, before, told = history.learner.id, facts(), history.summary()
    db.session.remove()
    flask_migrate.downgrade(revision="0002")
    flask_migrate.upgrade()
    assert facts() == before
    assert None in before[1]
    rebuild.count_all_once()
    history.renew(learner_id)
    assert history.summary() == told
