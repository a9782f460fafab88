"""What the cards' pages are given to show."""

from dataclasses import dataclass
from datetime import datetime

from flask import render_template
from flask.typing import ResponseReturnValue

from quizapp.core import cards, waiting
from quizapp.core.facts import ItemContent, Term
from quizapp.core.forgetting import Rating
from quizapp.core.glossing import Segment, before_answer
from quizapp.core.scheduling import is_leech, preview
from quizapp.core.study_day import Moment
from quizapp.core.study_queue import ALL_CARDS, Left, Scope, queue_of
from quizapp.study import queue_words, service, slipping, typing
from quizapp.study.breaks import service as breaks
from quizapp.study.choosing import done
from quizapp.study.decks import choices as deck_choices
from quizapp.study.decks import service as decks
from quizapp.study.forms import CHOOSE_A_DAY, CatchUpForm, DayForm, DeckForm, MoreForm, RatingForm, TypedForm
from quizapp.study.log import clock_of
from quizapp.study.moves import pages as move_pages
from quizapp.study.moves.queries import Undoable
from quizapp.study.plans import plan_for
from quizapp.web import learners
from quizapp.web.clock import new_id
from quizapp.web.forms import BaseForm
from quizapp.web.items.figure import figure_to_see
from quizapp.web.items.view import Glosser, review_words

MORE_NEW, MORE_REVIEWS = 10, 50

ANSWERED_ELSEWHERE = (
    "You answered this card elsewhere since this page was opened, so this answer was not counted."
)


@dataclass(frozen=True, kw_only=True)
class Button:
    """An answer button: its words, and when the card comes back."""

    rating: Rating
    label: str
    comes_back: str


LABELS = {
    2: {Rating.AGAIN: "Not yet", Rating.GOOD: "I knew it"},
    4: {
        Rating.AGAIN: "Not yet",
        Rating.HARD: "Remembered, with difficulty",
        Rating.GOOD: "I knew it",
        Rating.EASY: "Easy",
    },
}


def index_page(*, now: datetime) -> ResponseReturnValue:
    """Return the list of decks."""
    learner = learners.current()
    due, comes = service.DueCards(by_topic={}, by_bank={}), service.WhatComes()
    away = breaks.break_of(learner, now=now) if learner else breaks.NO_BREAK
    if learner:
        at = clock_of(learner).moment(now)
        due = service.due_cards(learner, at)
        comes = comes if due.count else service.what_comes(learner, ALL_CARDS, at)
    return render_template(
        "study/index.html",
        section="cards",
        decks=decks.decks(learner, due),
        due=due.count,
        comes=comes,
        away=away,
        catch_up_form=CatchUpForm(formdata=None),
        deck_form=DeckForm(formdata=None),
    )


def next_page(scope: Scope, *, now: datetime, problem: str = "", status: int = 200) -> ResponseReturnValue:
    """Return the next card of a scope, or the page that says that none is left."""
    learner = learners.current()
    if learner is None:
        return render_template("study/empty.html", section="cards"), status
    up = service.next_up(learner, scope, now=now)
    if up.card is None:
        return done_page(scope, up, now=now, problem=problem), status
    undoable = move_pages.undoable_now(now)
    return card_page(up.card, scope, now=now, left=up.left, undoable=undoable, problem=problem), status


def single_card_page(
    card: service.ShownCard,
    scope: Scope,
    *,
    now: datetime,
    problem: str = "",
    moved_on: str = "",
    refused: DayForm | None = None,
) -> str:
    """Return the page of a card that was asked for by name, whether it is due or not."""
    return card_page(
        card,
        scope,
        now=now,
        left=service.left_of(learners.require(), scope, now=now),
        undoable=move_pages.undoable_now(now),
        problem=problem,
        moved_on=moved_on,
        refused=refused,
    )


def refused_day_page(card: service.ShownCard, scope: Scope, form: DayForm, *, now: datetime) -> str:
    """Return the page of a card that cannot come on the day wished for, and what to do at that field."""
    return single_card_page(card, scope, now=now, problem=CHOOSE_A_DAY, refused=form)


def typed_page(card: service.ShownCard, scope: Scope, form: TypedForm, *, now: datetime) -> str:
    """Return the page of a card with what was typed beside its answer, or with what is wrong with that."""
    return card_page(
        card,
        scope,
        now=now,
        left=service.left_of(learners.require(), scope, now=now),
        undoable=move_pages.undoable_now(now),
        problem=first_error(form) if form.errors else "",
        typed=form,
    )


def card_page(
    card: service.ShownCard,
    scope: Scope,
    *,
    now: datetime,
    left: Left,
    undoable: Undoable | None,
    problem: str = "",
    moved_on: str = "",
    typed: TypedForm | None = None,
    refused: DayForm | None = None,
) -> str:
    """Return the page of one card: question, answer behind a button, and the answer buttons if it is due.

    ``problem`` is what was wrong with what was sent, ``moved_on`` what happened to the card meanwhile,
    ``typed`` what was typed as its answer: without errors the answer is shown beside it. ``refused`` is a
    day that the card cannot come on.
    """
    learner, state = learners.require(), card.state.memory
    at = clock_of(learner).moment(now)
    queue = queue_of(state, now=at.now, day=at.day, days_ahead=scope.days_ahead)
    is_due = card.content.offered and queue is not None
    return render_template(
        "study/card.html",
        section="cards",
        card=card,
        scope=scope,
        left=queue_words.left_words(left, scope),
        problem=problem,
        moved_on=moved_on,
        comes_back="" if is_due else waiting.comes_back(state, at),
        buttons=_buttons(card, at, learner.buttons) if is_due else [],
        shortcuts=learner.shortcuts,
        swipes=learner.swipes,
        leech=is_leech(state),
        undo_form=move_pages.undo_form(undoable),
        rating_form=RatingForm(
            formdata=None, client_id=new_id(), version=card.state.version, duration_ms=typing.took(typed)
        ),
        **move_pages.more_forms(card, refused),
        **typing.parts(card, typed, is_due=is_due),
        **both_sides(card, now),
    )


def why_page(card: service.ShownCard, scope: Scope, *, now: datetime) -> ResponseReturnValue:
    """Return a closer look at a card that is often forgotten."""
    return render_template(
        "study/why.html",
        section="cards",
        card=card,
        scope=scope,
        comes_back=waiting.comes_back(card.state.memory, clock_of(learners.require()).moment(now)),
        undo_form=move_pages.undo_form(move_pages.undoable_now(now)),
        in_full=slipping.facts_in_full(card),
        words=card.content.content.terms,
        other_ways=slipping.other_ways(learners.require(), card),
        deck_form=DeckForm(formdata=None),
        **move_pages.more_forms(card),
        **both_sides(card, now),
    )


def done_page(scope: Scope, up: service.NextUp, *, now: datetime, problem: str = "") -> str:
    """Return the page that says that nothing is left for today."""
    learner = learners.require()
    at = clock_of(learner).moment(now)
    today, usual = (deck_choices.limits_in(learner, scope, day=day).limits for day in (at.day, at.day + 1))
    more = MoreForm(
        formdata=None,
        new=today.new - usual.new + MORE_NEW,
        reviews=today.reviews - usual.reviews + MORE_REVIEWS,
    )
    others = done.other_cards(learner, scope, at, done=up.done)
    return render_template(
        "study/done.html",
        section="cards",
        heading=done.heading(scope, others),
        others=others,
        scope=scope,
        problem=problem,
        comes=service.what_comes(learner, scope, at, pile=up.pile),
        more_form=more if up.over_limit else None,
        undo_form=move_pages.undo_form(done.undoable_here(move_pages.undoable_now(now), scope)),
        shortcuts=learner.shortcuts,
    )


def set_aside_page(*, now: datetime) -> ResponseReturnValue:
    """Return the list of cards that rest, are hidden or are marked."""
    learner = learners.current()
    at = clock_of(learner).moment(now) if learner else None
    cards = service.set_aside(learner, at) if learner and at else []
    return render_template(
        "study/set_aside.html",
        section="cards",
        cards=[(card, _question(card), move_pages.move_form()) for card in cards],
        today=at.day if at else 0,
        most=service.MOST_SET_ASIDE,
        undo_form=move_pages.undo_form(move_pages.undoable_now(now)),
    )


def first_error(form: BaseForm) -> str:
    """Return what is wrong with a form, in a sentence."""
    return next(str(error) for errors in form.errors.values() for error in errors)


def _buttons(card: service.ShownCard, at: Moment, number: int) -> list[Button]:
    plan = plan_for(learners.require(), card.state, day=at.day)
    after = preview(card.state.memory, now=at.now, day=at.day, seed=card.state.seed, plan=plan)
    return [
        Button(rating=rating, label=label, comes_back=waiting.comes_back(after[rating], at))
        for rating, label in LABELS[number].items()
    ]


def both_sides(card: service.ShownCard, now: datetime) -> dict[str, object]:
    """Return both sides of a card, words explained; before the answer only what gives nothing away."""
    content = card.content.content
    state = card.state
    question = _question(card)
    before = Glosser(before_answer(content.terms, content.item, ()))
    stem, subject = before(question.stem), before(question.subject)
    return {
        "item": content.item,
        "figure": figure_to_see(content),
        "question": question,
        "choices_shown": question.needs_choices or learners.require().shows_choices,
        "stem": stem,
        "subject": subject,
        "answer": cards.back(content.item, state.face),
        "facts": content.facts,
        "sources": content.sources,
        "gloss": Glosser(_not_explained(content, [*stem, *subject])),
        "reviewed": review_words([content], now.date()),
    }


def _question(card: service.ShownCard) -> cards.Front:
    state = card.state
    return cards.front(card.content.content.item, state.face, seed=f"{state.seed}:{state.reps}")


def _not_explained(content: ItemContent, segments: list[Segment]) -> list[Term]:
    explained = {segment.meaning for segment in segments}
    return [term for term in content.terms if term.meaning not in explained]
