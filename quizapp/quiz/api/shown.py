"""An attempt as programs see it. Keys and reasons leave only where the attempt shows feedback."""

from datetime import date
from typing import Any

from quizapp.core.behaviour import Behaviour
from quizapp.core.grading import Mark
from quizapp.core.items import (
    Choices,
)
from quizapp.core.outcomes import Score
from quizapp.core.review_options import Part, Parts
from quizapp.quiz.api.practice_shapes import practice_view
from quizapp.quiz.api.shapes import (
    AttemptSummaryView,
    AttemptView,
    BriefScoreView,
    Feedback,
    PlaceView,
    ScoreView,
)
from quizapp.quiz.attempts import Attempt, Place
from quizapp.quiz.practice import pages as practice_pages
from quizapp.quiz.practice import service as practice
from quizapp.quiz.queries import AttemptSummary
from quizapp.web.items.api_shapes import Answer
from quizapp.web.items.api_views import (
    answer_of,
    key_view,
    option_views,
    picture_view,
    reason_views,
    source_views,
    subject_views,
    text_beside,
)
from quizapp.web.items.view import review_words


def attempt_view(attempt: Attempt, *, today: date) -> AttemptView:
    """Return the whole of an attempt."""
    row, standing = attempt.row, practice_pages.standing(attempt)
    return AttemptView(
        id=row.id,
        title=row.title,
        behaviour=attempt.behaviour,
        seed=row.seed if attempt.tells_number else None,
        asked_for=attempt.blueprint.length or len(attempt.places),
        started_at=row.started_at,
        ends_at=row.ends_at,
        finished_at=row.finished_at,
        items=[place_view(attempt, place, today=today) for place in attempt.places],
        practice=practice_view(standing, ended=practice.why_ended(attempt)) if standing else None,
    )


def place_view(attempt: Attempt, place: Place, *, today: date) -> PlaceView:
    """Return one question, with its feedback where that may be shown."""
    item = attempt.shown_item(place)
    return PlaceView(
        position=place.row.position,
        item=place.row.item_id,
        type=item.type,
        topic=item.topic,
        stem=item.stem,
        text=text_beside(item),
        options=option_views(item),
        subjects=subject_views(item),
        reviewed=review_words([place.content], today),
        being_updated=place.renewal is not None,
        **_standing(attempt, place),
    )


def moved_on(view: PlaceView, attempt: Attempt, place: Place) -> PlaceView:
    """Return the view of a question of an attempt as it stands now."""
    return view.model_copy(update=_standing(attempt, place))


def summary_view(attempt: AttemptSummary) -> AttemptSummaryView:
    """Return an attempt without its questions."""
    answered, right = attempt.answered, attempt.right
    return AttemptSummaryView(
        id=attempt.id,
        title=attempt.title,
        behaviour=Behaviour(attempt.behaviour),
        state="finished" if attempt.finished_at else "open",
        started_at=attempt.started_at,
        finished_at=attempt.finished_at,
        items=attempt.items,
        score=None if answered is None or right is None else BriefScoreView(answered=answered, right=right),
    )


def score_view(score: Score) -> ScoreView:
    """Return a score."""
    return ScoreView(
        marks=float(score.marks),
        most=score.most,
        items=score.items,
        answered=score.answered,
        right=score.right,
        partly=score.partly,
        skipped=score.skipped,
    )


def _standing(attempt: Attempt, place: Place) -> dict[str, Any]:
    """Return where a question stands, with its feedback where that may be shown."""
    state, shown = place.state, attempt.shown(place)
    told = None if attempt.has_ended(place) else place.told
    return {
        "picture": picture_view(place.content, is_answered=Part.KEY in shown),
        "state": _state(place),
        "answer": answer_of(state.response),
        "confidence": state.confidence,
        "tries": len(state.tries),
        "tries_left": place.tries_left if told else None,
        "hints": list(told.hints) if told else [],
        "feedback": _feedback(place, shown) if Part.MARKS in shown else None,
    }


def _state(place: Place) -> str:
    if place.state.is_checked:
        return "checked"
    if place.state.given:
        return "answered"
    return "skipped" if place.state.is_skipped else "open"


def _feedback(place: Place, shown: Parts) -> Feedback:
    item, mark, corrected = place.marked_item, place.mark, place.corrected
    fits = not place.keeps_mark and Part.KEY in shown
    return Feedback(
        verdict=_verdict(mark),
        points=mark.points,
        maximum=mark.maximum,
        earned=float(place.outcome.earned),
        most=place.outcome.most,
        key=key_view(item) if fits else Answer(),
        reasons=reason_views(item) if fits and Part.REASONS in shown else [],
        correction=item.body.correction if fits and isinstance(item.body, Choices) else "",
        sources=source_views(corrected.content if corrected else place.content)
        if Part.SOURCES in shown
        else [],
        corrected=list(corrected.sentences) if corrected and Part.KEY in shown else [],
    )


def _verdict(mark: Mark) -> str:
    if not mark.answered:
        return "unanswered"
    if mark.is_right:
        return "right"
    return "partly-right" if mark.is_partly_right else "missed"
