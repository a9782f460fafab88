"""What programs send to and get from the cards."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from quizapp.core.items import ItemType, Topic
from quizapp.core.scheduling import Phase
from quizapp.core.setting_aside import MOST_DAYS, Move
from quizapp.study.forms import HIGHEST_LIMIT, HIGHEST_VERSION
from quizapp.web.api.blueprint import Query, Shape, WholeNumber
from quizapp.web.items.api_shapes import PictureView

MOST_MS = 24 * 3600 * 1000
RATINGS = "1 not yet, 2 remembered with difficulty, 3 knew it, 4 easy."

Deck = Annotated[str, StringConstraints(pattern=r"^(bank|topic):[a-z0-9-]{1,80}$")]
SCOPE = r"^(all|missed|flag|forgotten|(bank|topic|new):[a-z0-9-]{1,80}|ahead:([1-9]|[12][0-9]|30))$"
SCOPES = (
    "“all”, “missed”, “bank:…” or “topic:…”; “new:…” for what is new of a topic. Whatever the day's limits: "
    "“flag” for marked cards, “forgotten” for what slipped away in the last seven study days, “ahead:7” for "
    "what falls due within so many days, 1 to 30."
)
Scope = Annotated[str, StringConstraints(pattern=SCOPE)]


class ScopeQuery(Query):
    """Which cards."""

    scope: Scope = Field("all", description=SCOPES)


class NewDeck(Shape):
    """What to make cards of."""

    scope: Deck = Field(description="“bank:…” or “topic:…”.")


class DeckAdded(Shape):
    """How many cards are new."""

    added: int


class DeckView(Shape):
    """A bank or a topic to study."""

    scope: str = Field(description="“bank:…” or “topic:…”.")
    title: str = Field(description="Empty for a topic.")
    description: str
    items: int = Field(description="How many questions it offers.")
    has_cards: bool = Field(description="Whether the learner has cards of it.")
    due: int = Field(description="How many of them are left for today.")


class DeckList(Shape):
    """What can be studied."""

    banks: list[DeckView]
    topics: list[DeckView]
    has_missed: bool = Field(description="Whether there are cards of what was missed in quizzes.")


class ChoiceView(Shape):
    """Something to choose from; the id tells nothing about the answer."""

    id: str
    text: str


class RatingView(Shape):
    """What a rating would do."""

    rating: int = Field(description=RATINGS)
    comes_back: str = Field(description="When the card would come back, in words.")


class CardView(Shape):
    """The question side of a card; the answer side has an address of its own."""

    item: int = Field(description="Number of the question.")
    face: str = Field(description="Which part of the question; “main” where there is one.")
    version: int = Field(description="Send it with the review: it tells whether the card moved on meanwhile.")
    phase: Phase
    topic: Topic
    type: ItemType
    stem: str
    subject: str = Field(
        description="The row that a card of a matching question or of a matrix asks about; "
        "of a cloze the text, with … for the blank."
    )
    choices: list[ChoiceView] = Field(description="In the order shown.")
    needs_choices: bool = Field(description="Whether the question makes no sense without the choices.")
    picture: PictureView | None = Field(description="The picture shown with the question.")
    reviewed: str = Field(description="Who has reviewed the question, and when that is due again.")
    being_updated: bool = Field(
        description="Whether it rests because a fact behind it has been replaced. Say so to the learner."
    )
    is_due: bool = Field(description="Whether a review of it counts now.")
    comes_back: str = Field(description="When it comes back, in words.")
    ratings: list[RatingView] = Field(
        description="What each rating would do; empty while it is not due, and in lists."
    )
    rests: bool = Field(description="Whether it is taken out until it is taken back in.")
    hidden_until: date | None = Field(description="The study day before which it does not come.")
    marked: bool


class NextView(Shape):
    """What to study next."""

    card: CardView | None = Field(description="None when nothing is left for today.")
    left: int = Field(description="How many cards are left for today, this one included.")
    more_waits: bool = Field(description="Whether cards are due beyond the limits of today.")
    comes: str = Field(description="When the next cards come, while none is left.")
    undoable: UUID | None = Field(description="The newest review or move of today that can be undone.")


class TopicDueView(Shape):
    """How many cards of a topic are left for today."""

    topic: str
    due: int


class CardsToday(Shape):
    """What is due on the learner's study day."""

    due: int
    topics: list[TopicDueView] = Field(description="Most cards first.")
    comes: str = Field(description="When the next cards come, while none is left.")
    more_new: int = Field(description="By how much the limit of new cards is raised today.")
    more_reviews: int = Field(description="By how much the limit of reviews is raised today.")


class NewLimits(Shape):
    """By how much today's limits are raised, in all."""

    new: WholeNumber = Field(ge=0, le=HIGHEST_LIMIT, description="New cards.")
    reviews: WholeNumber = Field(ge=0, le=HIGHEST_LIMIT, description="Reviews.")


class SetAside(Shape):
    """The cards that rest, are hidden or are marked."""

    cards: list[CardView]


class KeyedAnswerView(Shape):
    """One right answer, and why."""

    text: str
    reason: str


class CardSource(Shape):
    """Where a fact behind the card was read."""

    publisher: str
    title: str
    year: int | None


class CardAnswer(Shape):
    """The answer side of a card."""

    item: int
    face: str
    answers: list[KeyedAnswerView]
    in_order: bool = Field(description="Whether the answers are steps in their order.")
    correction: str = Field(description="A false statement put right; empty for all others.")
    picture: PictureView | None = Field(description="The picture shown with the question, told in full.")
    sources: list[CardSource]


class NewReview(Shape):
    """What a learner says about a card."""

    id: UUID = Field(description="Made by you. Sent twice, it is stored once.")
    version: WholeNumber = Field(
        ge=0, le=HIGHEST_VERSION, description="The version of the card that was shown."
    )
    rating: WholeNumber = Field(
        ge=1, le=4, description="1 not yet, 2 remembered with difficulty, 3 knew it, 4 easy."
    )
    duration_ms: WholeNumber = Field(
        0, ge=0, le=MOST_MS, description="How long it took; a minute is kept at most."
    )
    scope: Scope = Field(
        "all",
        description="What is studied. With “ahead:7”, cards may be reviewed so many days before their day.",
    )


class ReviewView(Shape):
    """A review that was stored."""

    id: UUID
    item: int
    face: str
    rating: int
    reviewed_at: datetime
    version: int = Field(description="The version of the card after it.")
    due_at: datetime | None = Field(description="When a card in learning comes back.")
    due_on: date | None = Field(description="The study day on which a card in review comes back.")
    comes_back: str
    leech: bool = Field(
        description="Whether this card was forgotten so often that it deserves a closer look."
    )


class NewUndo(Shape):
    """Takes a review or a move back."""

    id: UUID = Field(description="Made by you. Sent twice, one thing is undone.")


class NewForget(Shape):
    """Makes a card new again."""

    id: UUID = Field(description="Made by you. Sent twice, it is done once; by it, it can be undone.")


class NewDay(Shape):
    """When a card shall come, once: in so many days, or on a date."""

    id: UUID = Field(description="Made by you. Sent twice, it is done once; by it, it can be undone.")
    days: WholeNumber | None = Field(None, ge=0, le=MOST_DAYS, description="In how many days.")
    on: date | None = Field(None, description="The study day, up to 365 days ahead. Send this or “days”.")

    @model_validator(mode="after")
    def hold_one_wish(self) -> Self:
        """Refuse two wishes, and none."""
        if (self.days is None) == (self.on is None):
            raise ValueError("Send either “days” or “on”.")
        return self


class NewMove(Shape):
    """What to do with a card beside reviewing it."""

    id: UUID | None = Field(
        None, description="Made by you, if you like: by it, the move can be undone. Else one is made."
    )
    how: Move = Field(
        description="“tomorrow” hides it until then, “rest” takes it out, “back” takes it in again, "
        "“flag” and “unflag” mark it."
    )
