"""A card as programs see it. The answer side is asked for by itself."""

from quizapp.core import cards, waiting
from quizapp.core.scheduling import MemoryState, preview
from quizapp.core.study_day import Moment, date_of
from quizapp.core.study_queue import queue_of
from quizapp.study.api_shapes import (
    CardAnswer,
    CardSource,
    CardView,
    ChoiceView,
    KeyedAnswerView,
    RatingView,
    ReviewView,
)
from quizapp.study.service import ShownCard, StoredReview
from quizapp.web.items.view import review_words


def card_view(card: ShownCard, at: Moment) -> CardView:
    """Return the question side of a card."""
    item, state = card.content.content.item, card.state
    memory = state.memory
    question = cards.front(item, state.face, seed=f"{state.seed}:{state.reps}")
    is_due = queue_of(memory, now=at.now, day=at.day) is not None
    return CardView(
        item=state.item_id,
        face=state.face,
        version=state.version,
        phase=memory.phase,
        topic=item.topic,
        type=item.type,
        stem=question.stem,
        subject=question.subject,
        choices=[ChoiceView(id=choice.id, text=choice.text) for choice in question.choices],
        needs_choices=question.needs_choices,
        reviewed=review_words(item, at.now.date()),
        is_due=is_due,
        comes_back=waiting.comes_back(memory, at),
        ratings=_ratings(memory, at, seed=state.seed) if is_due else [],
    )


def answer_view(card: ShownCard) -> CardAnswer:
    """Return the answer side of a card."""
    content = card.content.content
    answer = cards.back(content.item, card.state.face)
    return CardAnswer(
        item=card.state.item_id,
        face=card.state.face,
        answers=[KeyedAnswerView(text=one.text, reason=one.rationale) for one in answer.answers],
        in_order=answer.in_order,
        correction=answer.correction,
        sources=[
            CardSource(publisher=source.publisher, title=source.title, year=source.year)
            for source in content.sources
        ],
    )


def review_view(review: StoredReview, at: Moment) -> ReviewView:
    """Return a stored review."""
    after = MemoryState(due_at=review.due_at, due_day=review.due_day)
    return ReviewView(
        id=review.id,
        item=review.item_id,
        face=review.face,
        rating=review.rating,
        reviewed_at=review.reviewed_at,
        version=review.card_version,
        due_at=review.due_at,
        due_on=None if review.due_day is None else date_of(review.due_day),
        comes_back=waiting.comes_back(after, at),
        leech=review.leech,
    )


def _ratings(memory: MemoryState, at: Moment, *, seed: str) -> list[RatingView]:
    after = preview(memory, now=at.now, day=at.day, seed=seed)
    return [
        RatingView(rating=int(rating), comes_back=waiting.comes_back(state, at))
        for rating, state in after.items()
    ]
