"""Cards for programs: what comes next, its answer, reviews, and taking one back."""

import re
from uuid import UUID

from flask import abort

from quizapp.core.errors import CardNotDueError, QuizError, StaleCardError
from quizapp.core.forgetting import Rating
from quizapp.core.people import Scope
from quizapp.core.study_day import Moment
from quizapp.core.study_queue import ALL_CARDS, parse_scope
from quizapp.study import preferences, queries, service
from quizapp.study.api import examples as api_examples
from quizapp.study.api import shown as api_views
from quizapp.study.api.shapes import (
    CardAnswer,
    CardsToday,
    CardView,
    DeckAdded,
    DeckList,
    NewDay,
    NewDeck,
    NewForget,
    NewLimits,
    NewMove,
    NewReview,
    NewUndo,
    NextView,
    ReviewView,
    ScopeQuery,
    SetAside,
)
from quizapp.study.decks import service as decks
from quizapp.study.log import clock_of
from quizapp.study.moves import queries as move_queries
from quizapp.study.moves import service as moves
from quizapp.study.moves import undoing
from quizapp.study.plans import plan_for
from quizapp.web import access, error_pages, errors, learners
from quizapp.web.api.blueprint import api_blueprint, refused_with
from quizapp.web.clock import new_id, utcnow
from quizapp.web.problems import ProblemError

bp = api_blueprint("cards", __name__, tag="Cards", about="Flashcards that come back when memory needs them.")

FACE = re.compile(r"[a-z0-9-]{1,60}")
CARD = "/cards/<int(max=2147483647):item_id>/<face>"
NOT_NOW = "The card moved on, or is not due; the problem has it as “card”, as it stands now."


@bp.get("/decks")
@access.token(Scope.READ, own=True)
@bp.output(DeckList, example=api_examples.DECKS)
def list_decks() -> DeckList:
    """List what can be studied: banks, and topics."""
    learner, now = learners.current(), utcnow()
    due = service.DueCards(by_topic={}, by_bank={})
    if learner:
        due = service.due_cards(learner, clock_of(learner).moment(now))
    return api_views.decks_view(decks.decks(learner, due))


@bp.post("/decks")
@access.token(Scope.STUDY)
@bp.input(NewDeck, arg_name="wish", example={"scope": "bank:terminology"})
@bp.output(DeckAdded, example=api_examples.ADDED)
def add_deck(wish: NewDeck) -> DeckAdded:
    """Make cards of everything a bank or a topic offers; those that exist stay as they are."""
    scope = parse_scope(wish.scope) or abort(404)
    return DeckAdded(added=decks.add_deck(learners.require(), scope, now=utcnow()))


@bp.get("/cards/next")
@access.token(Scope.READ, own=True)
@bp.input(ScopeQuery, location="query", arg_name="wish")
@bp.output(NextView, example=api_examples.NEXT)
def read_next_card(wish: ScopeQuery) -> NextView:
    """Read what to study next, question side only."""
    learner, scope, now = learners.current(), parse_scope(wish.scope) or ALL_CARDS, utcnow()
    if learner is None:
        return NextView(card=None, left=0, more_waits=False, comes=service.NO_CARDS, undoable=None)
    at = clock_of(learner).moment(now)
    up = service.next_up(learner, scope, now=now)
    undoable = move_queries.last_act(at.day, learner_id=learner.id)
    return NextView(
        card=_view(up.card, at, days_ahead=scope.days_ahead) if up.card else None,
        left=up.left.cards,
        more_waits=up.over_limit,
        comes="" if up.card else service.what_comes(learner, scope, at).words,
        undoable=undoable.id if undoable else None,
    )


@bp.get("/cards/today")
@access.token(Scope.READ, own=True)
@bp.output(CardsToday, example=api_examples.TODAY)
def read_today() -> CardsToday:
    """Read what is due today."""
    return _today()


@bp.put("/cards/today")
@access.token(Scope.STUDY, own=True)
@bp.input(NewLimits, arg_name="wish", example=api_examples.NEW_LIMITS)
@bp.output(CardsToday, example=api_examples.TODAY)
def raise_limits(wish: NewLimits) -> CardsToday:
    """Raise the limits for today.

    The numbers are how many more in all: sent twice, they are raised once. Tomorrow the usual ones hold.
    """
    preferences.more_today(learners.require(), new=wish.new, reviews=wish.reviews, now=utcnow())
    return _today()


@bp.get("/cards/set-aside")
@access.token(Scope.READ, own=True)
@bp.output(SetAside, example=api_examples.SET_ASIDE)
def list_set_aside() -> SetAside:
    """List the cards that rest, are hidden until tomorrow or are marked, a hundred at most."""
    learner, now = learners.current(), utcnow()
    if learner is None:
        return SetAside(cards=[])
    at = clock_of(learner).moment(now)
    found = service.set_aside(learner, at)
    return SetAside(cards=[api_views.listed_view(card, at) for card in found])


@bp.get(CARD)
@access.token(Scope.READ, own=True)
@bp.output(CardView, example=api_examples.CARD)
def read_card(item_id: int, face: str) -> CardView:
    """Read the question side of a card, due or not."""
    return _view(_shown(find_card(item_id, face)), _moment())


@bp.get(CARD + "/answer")
@access.token(Scope.READ, own=True)
@bp.output(CardAnswer, example=api_examples.ANSWER)
def read_card_answer(item_id: int, face: str) -> CardAnswer:
    """Read the answer side of a card, once its learner has tried to recall it."""
    return api_views.answer_view(_shown(find_card(item_id, face)))


@bp.post(CARD + "/reviews")
@access.token(Scope.STUDY, own=True)
@bp.input(NewReview, arg_name="wish", example=api_examples.NEW_REVIEW)
@bp.output(ReviewView, status_code=201, example=api_examples.REVIEW)
@bp.doc(responses=refused_with(409, NOT_NOW, api_examples.STALE, card=CardView))
def review_card(item_id: int, face: str, wish: NewReview) -> tuple[ReviewView, int]:
    """Review a card.

    Sent again with the same id, it answers with what was stored.
    """
    card, at, scope = find_card(item_id, face), _moment(), parse_scope(wish.scope) or ALL_CARDS
    answer = service.Answer(
        version=wish.version,
        rating=Rating(wish.rating),
        review_id=wish.id,
        duration_ms=wish.duration_ms,
    )
    try:
        review = service.rate(learners.require(), card, answer, now=at.now, scope=scope)
    except (CardNotDueError, StaleCardError) as error:
        raise _as_it_stands(error, item_id, face, at) from error
    return api_views.review_view(review, at), 201


@bp.post(CARD + "/moves")
@access.token(Scope.STUDY, own=True)
@bp.input(NewMove, arg_name="wish", example={"how": "tomorrow"})
@bp.output(CardView, example=api_examples.CARD)
def move_card(item_id: int, face: str, wish: NewMove) -> CardView:
    """Hide a card until tomorrow, take it out or back in, mark it or not."""
    card, at = find_card(item_id, face), _moment()
    moves.move(learners.require(), card, wish.how, move_id=wish.id or new_id(), now=at.now)
    return _view(_shown(card), at)


@bp.post(CARD + "/forget")
@access.token(Scope.STUDY, own=True)
@bp.input(NewForget, arg_name="wish", example=api_examples.NEW_FORGET)
@bp.output(CardView, example=api_examples.CARD)
def forget_card(item_id: int, face: str, wish: NewForget) -> CardView:
    """Make a card new again; its reviews stay in the log."""
    card, at = find_card(item_id, face), _moment()
    moves.forget(learners.require(), card, move_id=wish.id, now=at.now)
    return _view(_shown(card), at)


@bp.post(CARD + "/day")
@access.token(Scope.STUDY, own=True)
@bp.input(NewDay, arg_name="wish", example=api_examples.NEW_DAY)
@bp.output(CardView, example=api_examples.CARD)
@bp.doc(responses={409: "The card is new, so it has no day yet."})
def set_day(item_id: int, face: str, wish: NewDay) -> CardView:
    """Let a card come on another day; what is known of its memory stays.

    A card that was reviewed today comes tomorrow at the earliest.
    """
    card, at = find_card(item_id, face), _moment()
    day = wish.days if wish.on is None else wish.on
    if day is not None:  # the shape holds that one of them is there
        moves.set_day(learners.require(), card, day, move_id=wish.id, now=at.now)
    return _view(_shown(card), at)


@bp.post("/reviews/<uuid:review_id>/undo")
@access.token(Scope.STUDY, own=True)
@bp.input(NewUndo, arg_name="wish", example={"id": "77d7a2f4-57be-4b6c-9be1-1a5e0f7f5c3d"})
@bp.output(CardView, example=api_examples.CARD)
@bp.doc(responses={409: "It was undone before, or more was done with the card since."})
def undo_review(review_id: UUID, wish: NewUndo) -> CardView:
    """Undo the last thing done with a card, and get the card as it stands now.

    The id is that of a review, of a move, of a forgetting or of another day. Of what was done with several
    cards at once, all is undone, and you get one of them.
    """
    learner, at = learners.current() or abort(404), _moment()
    item_id, face = undoing.find(learner, review_id) or abort(404)
    _shown(find_card(item_id, face))  # while it is not offered, it is not there to be undone
    undone = undoing.undo(learner, review_id, undo_id=wish.id, now=at.now)
    return _view(_shown(find_card(undone.item_id, undone.face)), at)


def _today() -> CardsToday:
    learner, now = learners.current(), utcnow()
    if learner is None:
        return CardsToday(due=0, topics=[], comes=service.NO_CARDS, more_new=0, more_reviews=0)
    more = preferences.raised_by(learner, day=clock_of(learner).day(now))
    return api_views.today_view(service.today(learner, now=now), more)


def _moment() -> Moment:
    learner = learners.current() or abort(404)
    return clock_of(learner).moment(utcnow())


def find_card(item_id: int, face: str) -> service.StoredCard:
    """Return the card of whoever asks; what is not theirs is not there."""
    learner = learners.current() or abort(404)
    if not FACE.fullmatch(face):
        abort(404)
    return queries.find_card_of_item(item_id, face, learner_id=learner.id) or abort(404)


def _view(card: service.ShownCard, at: Moment, *, days_ahead: int = 0) -> CardView:
    learner = learners.current() or abort(404)
    plan = plan_for(learner, card.state, day=at.day)
    return api_views.card_view(card, at, plan, days_ahead=days_ahead)


def _shown(card: service.StoredCard) -> service.ShownCard:
    return service.look_up(card) or abort(404)


def _as_it_stands(error: QuizError, item_id: int, face: str, at: Moment) -> ProblemError:
    """Return the problem of a review that came too late or too early, with the card as it stands now."""
    card = _view(_shown(find_card(item_id, face)), at)
    told = errors.problem_of(error.code, error_pages.BY_CODE[error.code])
    return ProblemError(told.model_copy(update={"card": card.model_dump(mode="json")}))
