"""An attempt as programs see it. Keys and reasons leave only where the attempt shows feedback."""

from datetime import date
from typing import Any

from quizapp.core.behaviour import Behaviour, shows_feedback
from quizapp.core.grading import Mark, Score
from quizapp.core.items import Choices, Item, Matching, Option, Ordering, Response, ShortAnswer
from quizapp.quiz.api_shapes import (
    Answer,
    AttemptSummaryView,
    AttemptView,
    BriefScoreView,
    Feedback,
    OptionView,
    PlaceView,
    ReasonView,
    ScoreView,
    SourceView,
    SubjectView,
)
from quizapp.quiz.attempts import Attempt, Place
from quizapp.quiz.queries import AttemptSummary
from quizapp.web.items.view import review_words


def attempt_view(attempt: Attempt, *, today: date) -> AttemptView:
    """Return the whole of an attempt."""
    row = attempt.row
    return AttemptView(
        id=row.id,
        title=row.title,
        behaviour=attempt.behaviour,
        seed=row.seed,
        asked_for=attempt.blueprint.length or len(attempt.places),
        started_at=row.started_at,
        finished_at=row.finished_at,
        items=[place_view(attempt, place, today=today) for place in attempt.places],
    )


def place_view(attempt: Attempt, place: Place, *, today: date) -> PlaceView:
    """Return one question, with its feedback where that may be shown."""
    item = place.content.item
    subjects = item.body.subjects if isinstance(item.body, Matching) else ()
    return PlaceView(
        position=place.row.position,
        item=place.row.item_id,
        type=item.type,
        topic=item.topic,
        stem=item.stem,
        options=[OptionView(id=option.id, text=option.text) for option in attempt.shown_options(place)],
        subjects=[SubjectView(id=subject.id, text=subject.text) for subject in subjects],
        reviewed=review_words(item, today),
        **_standing(place, is_finished=attempt.is_finished),
    )


def moved_on(view: PlaceView, place: Place, *, is_finished: bool) -> PlaceView:
    """Return the view of a question as it stands now."""
    return view.model_copy(update=_standing(place, is_finished=is_finished))


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
        marks=score.marks,
        items=score.items,
        answered=score.answered,
        right=score.right,
        partly=score.partly,
        skipped=score.skipped,
    )


def answer_of(response: Response) -> Answer | None:
    """Return a response with the fields it uses, or None where nothing was answered."""
    parts = {
        "chosen": sorted(response.chosen),
        "order": list(response.order),
        "matches": dict(response.matches),
        "text": response.text,
    }
    used = {name: part for name, part in parts.items() if part}
    return Answer.model_validate(used) if used else None


def _standing(place: Place, *, is_finished: bool) -> dict[str, Any]:
    """Return where a question stands, with its feedback where that may be shown."""
    state = place.state
    return {
        "state": _state(place),
        "answer": answer_of(state.response),
        "confidence": state.confidence,
        "feedback": _feedback(place) if shows_feedback(state, finished=is_finished) else None,
    }


def _state(place: Place) -> str:
    if place.state.is_checked:
        return "checked"
    if place.state.is_answered:
        return "answered"
    return "skipped" if place.state.is_skipped else "open"


def _feedback(place: Place) -> Feedback:
    item, mark = place.content.item, place.mark
    return Feedback(
        verdict=_verdict(mark),
        points=mark.points,
        maximum=mark.maximum,
        key=_key(item),
        reasons=_reasons(item),
        correction=item.body.correction if isinstance(item.body, Choices) else "",
        sources=[
            SourceView(publisher=source.publisher, title=source.title, year=source.year)
            for source in place.content.sources
        ],
    )


def _verdict(mark: Mark) -> str:
    if not mark.answered:
        return "unanswered"
    if mark.is_right:
        return "right"
    return "partly-right" if mark.is_partly_right else "missed"


def _key(item: Item) -> Answer:
    match item.body:
        case Choices() as body:
            return Answer(chosen=sorted(body.key_ids))
        case Matching(subjects=subjects):
            return Answer(matches={subject.id: subject.key for subject in subjects})
        case Ordering(key=key):
            return Answer(order=list(key))
        case ShortAnswer(answers=answers):
            return Answer(text=answers[0])


def _reasons(item: Item) -> list[ReasonView]:
    if isinstance(item.body, ShortAnswer):
        return [ReasonView(option=None, text=item.body.rationale)]
    return [_reason(option) for option in item.body.options]


def _reason(option: Option) -> ReasonView:
    return ReasonView(option=option.id, text=option.rationale)
