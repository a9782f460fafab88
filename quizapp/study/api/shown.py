"""A card as programs see it. The answer side is asked for by itself."""

from typing import cast

from quizapp.core import cards, waiting
from quizapp.core.scheduling import MemoryState, Plan, preview
from quizapp.core.study_day import Moment, date_of
from quizapp.core.study_queue import queue_of
from quizapp.study.api.shapes import (
    CardAnswer,
    CardSource,
    CardsToday,
    CardView,
    ChoiceView,
    DeckList,
    DeckView,
    KeyedAnswerView,
    RatingView,
    ReviewView,
    TopicDueView,
)
from quizapp.study.decks.service import Deck, Decks
from quizapp.study.preferences import More
from quizapp.study.service import ShownCard, StoredReview, Today
from quizapp.web.items.api_views import picture_view
from quizapp.web.items.view import review_words


def card_view(card: ShownCard, at: Moment, plan: Plan, *, days_ahead: int = 0) -> CardView:
    """Return the question side of a card; ``plan`` decides what each rating would do.

    ``days_ahead`` is how long before its day the card may be reviewed.
    """
    view = listed_view(card, at, days_ahead=days_ahead)
    if not view.is_due:
        return view
    after = preview(card.state.memory, now=at.now, day=at.day, seed=card.state.seed, plan=plan)
    ratings = [
        RatingView(rating=int(rating), comes_back=waiting.comes_back(memory, at))
        for rating, memory in after.items()
    ]
    return view.model_copy(update={"ratings": ratings})


def listed_view(card: ShownCard, at: Moment, *, days_ahead: int = 0) -> CardView:
    """Return the question side of a card among others, without what each rating would do."""
    item, state = card.content.content.item, card.state
    memory = state.memory
    question = cards.front(item, state.face, seed=f"{state.seed}:{state.reps}")
    is_due = (
        card.content.offered and queue_of(memory, now=at.now, day=at.day, days_ahead=days_ahead) is not None
    )
    hidden_until = state.buried_until_day or 0
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
        picture=picture_view(card.content.content, is_answered=False),
        reviewed=review_words([card.content.content], at.now.date()),
        being_updated=card.content.being_updated,
        is_due=is_due,
        comes_back=waiting.comes_back(memory, at),
        ratings=[],
        rests=state.suspended,
        hidden_until=date_of(hidden_until) if hidden_until > at.day else None,
        marked=bool(state.flag),
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
        picture=picture_view(content, is_answered=True),
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
        version=cast("int", review.card_version),  # practice alone has none
        due_at=review.due_at,
        due_on=None if review.due_day is None else date_of(review.due_day),
        comes_back=waiting.comes_back(after, at),
        leech=review.leech,
    )


def today_view(today: Today, more: More) -> CardsToday:
    """Return what is due today."""
    return CardsToday(
        due=today.due,
        topics=[TopicDueView(topic=one.topic, due=one.due) for one in today.topics],
        comes=today.next_words,
        more_new=more.new,
        more_reviews=more.reviews,
    )


def decks_view(decks: Decks) -> DeckList:
    """Return what can be studied."""
    return DeckList(
        banks=[_deck(deck) for deck in decks.banks],
        topics=[_deck(deck) for deck in decks.topics],
        has_missed=decks.has_missed,
    )


def _deck(deck: Deck) -> DeckView:
    return DeckView(
        scope=str(deck.scope),
        title=deck.title,
        description=deck.description,
        items=deck.offered,
        has_cards=deck.has_cards,
        due=deck.due,
    )
