"""One card's own history: every answer that stands, and how it was forgotten and learned again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.core import knowledge
from quizapp.core.forgetting import ForgettingCurve, Rating
from quizapp.core.knowledge import CurvePoint, Learned
from quizapp.core.study_day import date_of
from quizapp.models import LearnerRow, ReviewRow
from quizapp.study import plans, queries
from quizapp.study.log import clock_of
from quizapp.study.service import StoredCard


@dataclass(frozen=True, kw_only=True)
class PastAnswer:
    """A row of a card's log; ``rating`` is None for what is no answer.

    ``known`` is the chance, from 0 to 1, that the plan gave the card that day; None where it was new.
    ``interval_days`` is how long it was to stay away then: 0 within the same day.
    """

    date: str
    kind: str
    source: str
    rating: Rating | None
    known: float | None
    interval_days: int


@dataclass(frozen=True, kw_only=True)
class CardHistory:
    """What became of a card, oldest first; ``points`` are on days since its first answer.

    ``holds_days``: days from its last answer until one in ten such cards is forgotten.
    """

    answers: tuple[PastAnswer, ...]
    points: tuple[CurvePoint, ...]
    today: int
    holds_days: int | None


def history(learner: LearnerRow, card: StoredCard, *, now: datetime) -> CardHistory:
    """Return the history of a learner's card; two reads."""
    rows = queries.standing_reviews(card.item_id, card.face, learner_id=learner.id)
    curve, today = plans.curve_of(learner), clock_of(learner).day(now)
    learned = [
        Learned(day=row.study_day, stability=row.stability_after) for row in rows if row.kind != "reschedule"
    ]
    return CardHistory(
        answers=_answers(rows, curve),
        points=knowledge.curve_of_card(learned, curve, today=today),
        today=today,
        holds_days=None if card.stability is None else max(1, round(card.stability)),
    )


def _answers(rows: Sequence[ReviewRow], curve: ForgettingCurve) -> tuple[PastAnswer, ...]:
    found, last_day = [], 0
    for row in rows:
        days = max(0, row.study_day - last_day)
        known = curve.retrievability(row.stability_before, days=days) if row.stability_before else None
        found.append(
            PastAnswer(
                date=date_of(row.study_day).isoformat(),
                kind=row.kind,
                source=row.source,
                rating=Rating(row.rating) if row.rating else None,
                known=known if row.rating else None,
                interval_days=_stays_away(row),
            )
        )
        # Moving a card to another day is no reason to know it better.
        last_day = last_day if row.kind == "reschedule" else row.study_day
    return tuple(found)


def _stays_away(row: ReviewRow) -> int:
    """Return for how many days a row lets its card stay away; a moved card's interval began before."""
    if row.kind == "reschedule" and row.due_day is not None:
        return row.due_day - row.study_day
    return row.interval_days
