"""How a learner likes to study and read, for programs."""

from dataclasses import asdict, replace
from typing import Annotated, Literal

from flask import current_app
from pydantic import BeforeValidator, Field

from quizapp.core.errors import UnknownTimeZoneError
from quizapp.core.people import Scope
from quizapp.study import preferences
from quizapp.study.preferences import HIGHEST_LIMIT, Preferences
from quizapp.web import access, learners
from quizapp.web.api.blueprint import Shape, WholeNumber, api_blueprint, whole
from quizapp.web.problems import in_body, invalid

bp = api_blueprint("settings", __name__, tag="Settings", about="How a learner likes to study and read.")

Limit = Annotated[WholeNumber, Field(ge=0, le=HIGHEST_LIMIT)]
Hour = Annotated[WholeNumber, Field(ge=0, le=23)]
Weekdays = Annotated[WholeNumber, Field(ge=0, le=127)]
Retention = Annotated[float, Field(ge=0.7, le=0.99)]
Buttons = Annotated[Literal[2, 4], BeforeValidator(whole)]
TextSize = Literal["normal", "large"]
Zone = Annotated[str, Field(max_length=60)]

EXAMPLE = {
    "new_per_day": 20,
    "reviews_per_day": 200,
    "new_inside_reviews": False,
    "buttons": 2,
    "shortcuts": True,
    "swipes": False,
    "types_answers": False,
    "shows_choices": False,
    "quiz_feeds_cards": True,
    "leeches_rest": False,
    "asks_confidence": False,
    "text_size": "normal",
    "time_zone": "Europe/London",
    "rollover_hour": 4,
    "retention": 0.9,
    "lighter_days": 0,
    "spreads_load": True,
    "shows_streak": False,
}


class SettingsView(Shape):
    """How a learner likes to study and read."""

    new_per_day: int = Field(description="How many new cards come a day.")
    reviews_per_day: int = Field(description="How many reviews come a day.")
    new_inside_reviews: bool = Field(description="Whether new cards count among the reviews.")
    buttons: int = Field(description="How many answer buttons a card's page has, 2 or 4.")
    shortcuts: bool = Field(description="Whether keys work on a card's page.")
    swipes: bool = Field(description="Whether a card is answered by swiping, too.")
    types_answers: bool = Field(
        description="Whether all cards with one short answer can be typed; a question to be typed always can."
    )
    shows_choices: bool = Field(description="Whether the choices of a card stand under its question at once.")
    quiz_feeds_cards: bool = Field(description="Whether what is missed in a quiz becomes a card.")
    leeches_rest: bool = Field(description="Whether a card that was forgotten eight times rests.")
    asks_confidence: bool = Field(description="Whether pages ask how sure the learner is.")
    text_size: str = Field(description="“normal” or “large”.")
    time_zone: str = Field(description="IANA name of the time zone.")
    rollover_hour: int = Field(description="The hour at which a new study day begins.")
    retention: float = Field(description="The share of cards to be known still when they come back.")
    lighter_days: int = Field(
        description="Days with half the load, added up: 1 Monday, 2 Tuesday, 4 Wednesday … 64 Sunday."
    )
    spreads_load: bool = Field(description="Whether cards move a little so that days are even.")
    shows_streak: bool = Field(description="Whether pages show on how many days in a row cards were studied.")


class SettingsChange(Shape):
    """What changes; what is left out, or null, stays as it is."""

    new_per_day: Limit | None = None
    reviews_per_day: Limit | None = None
    new_inside_reviews: bool | None = None
    buttons: Buttons | None = None
    shortcuts: bool | None = None
    swipes: bool | None = None
    types_answers: bool | None = None
    shows_choices: bool | None = None
    quiz_feeds_cards: bool | None = None
    leeches_rest: bool | None = None
    asks_confidence: bool | None = None
    text_size: TextSize | None = None
    time_zone: Zone | None = Field(None, description="IANA name, such as “Europe/London”.")
    rollover_hour: Hour | None = None
    retention: Retention | None = None
    lighter_days: Weekdays | None = None
    spreads_load: bool | None = None
    shows_streak: bool | None = None


@bp.get("/settings")
@access.token(Scope.READ, own=True)
@bp.output(SettingsView, example=EXAMPLE)
def read_settings() -> SettingsView:
    """Read the settings."""
    learner = learners.current()
    if learner is None:
        zone = current_app.extensions["settings"].time_zone
        return _view(preferences.defaults(time_zone=zone))
    return _view(preferences.preferences(learner))


@bp.patch("/settings")
@access.token(Scope.STUDY, own=True)
@bp.input(SettingsChange, arg_name="change", example={"new_per_day": 10, "time_zone": "Europe/Berlin"})
@bp.output(SettingsView, example=EXAMPLE)
def change_settings(change: SettingsChange) -> SettingsView:
    """Change some of the settings."""
    learner = learners.require()
    wishes = replace(preferences.preferences(learner), **change.model_dump(exclude_none=True))
    try:
        preferences.change_preferences(learner, wishes)
    except UnknownTimeZoneError as error:
        raise invalid(in_body("time_zone", words="There is no time zone of this name.")) from error
    return _view(wishes)


def _view(wishes: Preferences) -> SettingsView:
    return SettingsView(**asdict(wishes))
