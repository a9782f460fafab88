"""How a learner is doing, for programs."""

from flask import abort

from quizapp.core.people import Scope
from quizapp.core.progress import Direction
from quizapp.progress import service
from quizapp.web import access, learners
from quizapp.web.api.blueprint import Shape, api_blueprint
from quizapp.web.clock import utcnow

bp = api_blueprint("progress", __name__, tag="Progress", about="What the logs say of a learner.")


EXAMPLE = {
    "today": "2026-11-20",
    "since": "2026-05-25",
    "topics": [
        {
            "topic": "terminology",
            "accuracy": {"hits": 18, "of": 24, "value": 0.75},
            "retrievability": {"cards": 24, "value": 0.92},
            "retention": {"hits": 3, "of": 4, "value": None},
        }
    ],
    "forecast": [{"date": "2026-11-21", "cards": 7}],
    "days": [{"date": "2026-11-20", "answers": 8, "cards": 12}],
    "quizzes": [
        {
            "id": "5f0c1f9e-8f57-4ab8-9c3a-0c5f8a1f2d10",
            "title": "Quiz",
            "date": "2026-11-20",
            "items": 8,
            "answered": 8,
            "right": 6,
        }
    ],
    "trend": None,
    "confidence": [{"confidence": "sure", "accuracy": {"hits": 9, "of": 10, "value": 0.9}}],
    "asks_confidence": True,
    "simulated": False,
}


class ShareView(Shape):
    """So many of so many; the value, from 0 to 1, is missing where that is too few to say."""

    hits: int
    of: int
    value: float | None


class RecallView(Shape):
    """How well cards would be recalled now, from 0 to 1; missing where they are too few to say."""

    cards: int
    value: float | None


class TopicView(Shape):
    """How a learner stands in a topic.

    Accuracy: quiz answers that were wholly right. Retrievability: of the cards that were ever studied, now.
    Retention: first reviews of a day, of cards past their learning steps, that were recalled.
    """

    topic: str
    accuracy: ShareView
    retrievability: RecallView
    retention: ShareView


class DueDayView(Shape):
    """How many cards fall due on a study day."""

    date: str
    cards: int


class ActiveDayView(Shape):
    """How many questions of quizzes and how many cards were answered on a study day."""

    date: str
    answers: int
    cards: int


class QuizView(Shape):
    """A quiz that was handed in; its id is that of the attempt."""

    id: str
    title: str
    date: str
    items: int
    answered: int
    right: int


class TrendView(Shape):
    """The earlier and the later half of the last quizzes, and what the difference says."""

    direction: Direction
    earlier: ShareView
    later: ShareView


class ConfidenceView(Shape):
    """How often answers were right that were given with one confidence."""

    confidence: str
    accuracy: ShareView


class ProgressView(Shape):
    """How a learner is doing on the study day `today`; dates are ISO 8601, lists are oldest first.

    Simulated: a program made it up, for a demonstration; there is no person behind it.
    """

    today: str
    since: str
    topics: tuple[TopicView, ...]
    forecast: tuple[DueDayView, ...]
    days: tuple[ActiveDayView, ...]
    quizzes: tuple[QuizView, ...]
    trend: TrendView | None
    confidence: tuple[ConfidenceView, ...]
    asks_confidence: bool
    simulated: bool


@bp.get("/progress")
@access.token(Scope.READ, own=True)
@bp.output(ProgressView, example=EXAMPLE)
def read_progress() -> ProgressView:
    """Read how the learner is doing."""
    learner = learners.current() or abort(404)
    summary = service.summary(learner, now=utcnow())
    return ProgressView.model_validate(summary, from_attributes=True)
