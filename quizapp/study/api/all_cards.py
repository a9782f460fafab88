"""All of a learner's cards for programs: looking for some, and doing the same with several."""

from datetime import date
from typing import Annotated, Literal, Self
from uuid import UUID

from flask import abort
from pydantic import Field, StringConstraints, model_validator

from quizapp.core.card_search import MOST_SOUGHT, CardSearch, CardsThat
from quizapp.core.items import Topic
from quizapp.core.people import Scope
from quizapp.core.scheduling import Entry
from quizapp.core.setting_aside import MOST_DAYS, Move
from quizapp.study.acts import service as acts
from quizapp.study.acts.wishes import MOST_AT_ONCE, Wish
from quizapp.study.api import examples as api_examples
from quizapp.study.api import shown as api_views
from quizapp.study.api.shapes import CardView
from quizapp.study.browsing import listing as browsing
from quizapp.study.log import clock_of
from quizapp.web import access, learners
from quizapp.web.api.blueprint import Query, Shape, WholeNumber, api_blueprint
from quizapp.web.clock import utcnow

HIGHEST_ITEM = 2**31 - 1
HIGHEST_PAGE = 1_000_000

What = Move | Literal[Entry.RESET, Entry.RESCHEDULE]

bp = api_blueprint(
    "all_cards",
    __name__,
    tag="All cards",
    about="Looking for cards, and doing the same with several at once.",
)


class SearchQuery(Query):
    """Which cards; what is left out leaves all."""

    words: Annotated[str, StringConstraints(max_length=MOST_SOUGHT)] = Field(
        "", description="Words, each of which stands in the question or its answers."
    )
    bank: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{0,80}$")] = ""
    topic: Topic | None = None
    state: CardsThat | None = Field(
        None,
        description="“slip” for those that slip away again and again. What rests is neither new, nor in "
        "learning, nor due.",
    )
    page: int = Field(1, ge=1, le=HIGHEST_PAGE, description="Of fifty cards; beyond the last, the last.")


class FoundCardsView(Shape):
    """A page of cards."""

    cards: list[CardView]
    count: int = Field(description="How many cards there are on all pages.")
    page: int
    pages: int


class CardName(Shape):
    """What names a card."""

    item: WholeNumber = Field(ge=1, le=HIGHEST_ITEM)
    face: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,60}$")]


class NewAct(Shape):
    """What to do with several cards, for each as if it were alone."""

    id: UUID = Field(description="Made by you. Sent twice, it is done once; by it, all of it can be undone.")
    what: What = Field(
        description="As for one card: “tomorrow”, “rest”, “back”, “flag”, “unflag”; “reset” makes them new "
        "again, “reschedule” gives them another day."
    )
    cards: list[CardName] = Field(min_length=1, max_length=MOST_AT_ONCE)
    days: WholeNumber | None = Field(None, ge=0, le=MOST_DAYS, description="In how many days.")
    on: date | None = Field(None, description="The study day, up to 365 days ahead. Send this or “days”.")

    @model_validator(mode="after")
    def hold_a_day_where_it_is_needed(self) -> Self:
        """Refuse two days, none where one is to be chosen, and one where none is."""
        given = sum(day is not None for day in (self.days, self.on))
        if given != (self.what is Entry.RESCHEDULE):
            raise ValueError("Send either “days” or “on” with “reschedule”, and neither with anything else.")
        return self

    @property
    def wish(self) -> Wish:
        """What is asked for."""
        day = self.on if self.days is None else self.days
        return Wish(id=self.id, what=self.what, day=0 if day is None else day)


class ActView(Shape):
    """What came of it."""

    id: UUID = Field(description="Undo it at “/reviews/{id}/undo”.")
    changed: int = Field(description="With how many cards it was done.")
    unchanged: int = Field(
        description="How many stayed: they were so already, are not offered, or are new with nothing in them."
    )


@bp.get("/cards")
@access.token(Scope.READ, own=True)
@bp.input(SearchQuery, location="query", arg_name="wish")
@bp.output(FoundCardsView, example=api_examples.FOUND)
def list_cards(wish: SearchQuery) -> FoundCardsView:
    """List the learner's cards: all, or those that are looked for, question side only."""
    learner, now = learners.current(), utcnow()
    if learner is None:
        return FoundCardsView(cards=[], count=0, page=1, pages=1)
    search = CardSearch(words=wish.words, bank=wish.bank, topic=wish.topic or "", state=wish.state)
    found, at = browsing.find(learner, search, page=wish.page, now=now), clock_of(learner).moment(now)
    return FoundCardsView(
        cards=[api_views.listed_view(card, at) for card in found.cards],
        count=found.count,
        page=found.page,
        pages=found.pages,
    )


@bp.post("/cards/acts")
@access.token(Scope.STUDY, own=True)
@bp.input(NewAct, arg_name="wish", example=api_examples.NEW_ACT)
@bp.output(ActView, example=api_examples.ACT)
@bp.doc(responses={404: "None of the cards is there.", 409: "The id names something else."})
def act_on_cards(wish: NewAct) -> ActView:
    """Do the same with several cards.

    Sent again with the same id, it answers as before.
    """
    learner, keys = learners.current() or abort(404), {(one.item, one.face) for one in wish.cards}
    done = acts.act(learner, keys, wish.wish, now=utcnow())
    if done == acts.Done(changed=0, unchanged=0):
        abort(404)
    return ActView(id=wish.id, changed=done.changed, unchanged=done.unchanged)
