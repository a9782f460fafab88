"""What programs get of the cards in numbers, and of the history of one card."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from quizapp.core.statistics import Age, Horizon
from quizapp.study.api.shapes import RATINGS
from quizapp.web.api.blueprint import Query, Shape

CardsOf = Annotated[str, StringConstraints(pattern=r"^(all|(bank|topic):[a-z0-9-]{1,80})$")]


class StatisticsQuery(Query):
    """Of which cards, and how far ahead."""

    scope: CardsOf = Field("all", description="“all”, “bank:…” or “topic:…”.")
    days: Horizon = Field(Horizon.MONTH, description="How many days the forecast has: 30, 90 or 365.")


class RecalledView(Shape):
    """How many cards that came back were recalled, by the first answer of the day."""

    hits: int
    of: int
    value: float | None = Field(description="The share, from 0 to 1; None where that is too few to say.")


class DoneTodayView(Shape):
    """What was done with cards on the study day."""

    answers: int
    minutes: int
    recalled: RecalledView
    days_in_a_row: int | None = Field(
        description="On how many days in a row cards were studied, days with nothing due left out; "
        "None where the learner does not want to see it."
    )


class DueStepView(Shape):
    """How many cards fall due within some days of the forecast."""

    first: int = Field(description="How many days from today on it begins.")
    days: int
    cards: int


class ForecastView(Shape):
    """When cards fall due."""

    days: int = Field(description="How far ahead.")
    backlog: int = Field(description="Cards that were due before today and were not answered.")
    steps: list[DueStepView] = Field(description="By days, by weeks or by four weeks.")


class StudiedDayView(Shape):
    """Answers to cards on a study day, and how long they took as far as it was measured."""

    date: date
    answers: int
    minutes: int


class RetentionView(Shape):
    """True retention in the days up to today; cards are mature once they hold for three weeks."""

    days: int
    young: RecalledView
    mature: RecalledView
    all: RecalledView


class CardStepView(Shape):
    """How many cards lie within a step."""

    low: float
    high: float | None = Field(description="None: the last step has no end.")
    cards: int


class CardSpreadView(Shape):
    """The cards that were ever studied, as they are now."""

    cards: int
    known: int = Field(description="How many of them would be known if they were asked now.")
    intervals: list[CardStepView] = Field(
        description="Days from the last answer until a card in review comes back: above `low`, up to `high`."
    )
    stabilities: list[CardStepView] = Field(
        description="Days until one in ten such cards is forgotten: above `low`, up to `high`."
    )
    difficulties: list[CardStepView] = Field(description="From 1, the easiest, to 10, rounded.")
    retrievabilities: list[CardStepView] = Field(
        description="The chance to be known now, from 0 to 1: from `low` on, below `high`."
    )


class HourView(Shape):
    """What was answered in one hour of the learner’s clock."""

    hour: int
    answers: int
    recalled: RecalledView


class RatingCountView(Shape):
    """How often a rating was given."""

    rating: int = Field(description=RATINGS)
    answers: int


class ButtonsView(Shape):
    """How often each rating was given to cards of one age."""

    age: Age = Field(description="In learning, young, or mature: holding for three weeks or longer.")
    ratings: list[RatingCountView]


class WeekView(Shape):
    """How well the cards of a topic were known at the end of a week."""

    date: date
    cards: int
    known: float | None = Field(description="On average, from 0 to 1; None where cards are too few to say.")


class TopicKnownView(Shape):
    """How well the cards of a topic were known, week by week, oldest first."""

    topic: str
    weeks: list[WeekView]


class CardStatistics(Shape):
    """A learner’s cards in numbers, on their study day `today`. What was undone or crammed is left out."""

    today: date
    since: date = Field(description="The first study day of what is told of the past.")
    is_cut: bool = Field(description="Whether `since` is later than a year ago, because there is very much.")
    done: DoneTodayView
    forecast: ForecastView
    days: list[StudiedDayView] = Field(description="Study days on which cards were answered, oldest first.")
    retention: list[RetentionView]
    cards: CardSpreadView
    hours: list[HourView]
    buttons: list[ButtonsView]
    topics: list[TopicKnownView]
    one_in: int = Field(description="Only one in so many cards is looked at for `topics`.")
    simulated: bool = Field(description="A program made it up, for a demonstration.")


class PastAnswerView(Shape):
    """A row of a card’s log that stands."""

    date: date
    kind: str = Field(description="“learning”, “review”, “relearning”, “reset” or “reschedule”.")
    source: str = Field(description="“card”, “quiz” or “import”.")
    rating: int | None = Field(description=RATINGS + " None for what is no answer.")
    known: float | None = Field(
        description="The chance, from 0 to 1, that the plan gave the card; None where it was new."
    )
    interval_days: int = Field(description="How long it was to stay away then; 0 within the same day.")


class CurvePointView(Shape):
    """How surely a card is known on a day, from 0 to 1; where it was answered that day, after the answer."""

    date: date
    known: float


class CardHistoryView(Shape):
    """What became of a card, oldest first."""

    item: int
    face: str
    today: date
    answers: list[PastAnswerView]
    points: list[CurvePointView] = Field(
        description="Its forgetting curve since the first answer, and a while ahead if it is not studied."
    )
    holds_days: int | None = Field(
        description="Days from the last answer until one in ten such cards is forgotten; None for a new card."
    )
