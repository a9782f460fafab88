"""How somebody likes to study, as a form."""

from calendar import day_name

from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from quizapp.personal import zones
from quizapp.study.decks.choices import RETENTIONS
from quizapp.study.forms import HIGHEST_LIMIT, WholeNumberField
from quizapp.web.forms import BaseForm


def retention_choices(chosen: float) -> list[SelectChoice]:
    """Return the retentions to choose from, and with them one that was chosen elsewhere."""
    shares = sorted({*RETENTIONS, chosen})
    return [SelectChoice(value=f"{share:g}", label=f"{share:.0%}") for share in shares]


class WeekdaysField(SelectMultipleField):
    """Days of the week; its value is a number whose bits are the days, Monday the lowest."""

    def process_data(self, value: int | None) -> None:
        """Take the number apart."""
        self.data = [str(day) for day in range(7) if (value or 0) >> day & 1]

    @property
    def bits(self) -> int:
        """Return the chosen days as one number."""
        return sum(1 << int(day) for day in self.data or ())


class SettingsForm(BaseForm):
    """How somebody likes to study and read."""

    text_size = RadioField(
        "Size of the text",
        choices=[SelectChoice(value="normal", label="Usual"), SelectChoice(value="large", label="Large")],
        default="normal",
    )
    asks_confidence = BooleanField(
        "Ask how sure I am",
        description="Each question of a quiz then asks it as well. You may leave it empty.",
    )
    quiz_feeds_cards = BooleanField(
        "Quiz answers count for cards",
        description="What you miss in a quiz becomes a card.",
    )
    new_per_day = WholeNumberField(
        "New cards a day",
        0,
        HIGHEST_LIMIT,
        message="New cards a day: a whole number from 0 to 9,999.",
        description="Cards that you have not studied yet.",
    )
    reviews_per_day = WholeNumberField(
        "Reviews a day",
        0,
        HIGHEST_LIMIT,
        message="Reviews a day: a whole number from 0 to 9,999.",
        description="Cards that you have learned and that come back.",
    )
    new_inside_reviews = BooleanField("Count new cards among the reviews")
    buttons = RadioField(
        "Answer buttons",
        choices=[
            SelectChoice(value="2", label="Two: not yet, I knew it"),
            SelectChoice(value="4", label="Four: also “remembered, with difficulty” and “easy”"),
        ],
        description="Two are enough; four make the plan hardly better.",
    )
    shortcuts = BooleanField(
        "Keys on card pages",
        description="Space shows the answer, the numbers answer, u undoes, r reads aloud.",
    )
    swipes = BooleanField(
        "Swiping on card pages",
        description="Once the answer is shown: right for “I knew it”, left for “not yet”. The buttons stay.",
    )
    types_answers = BooleanField(
        "Type the answers of more cards",
        description="Every card with one short answer then has a field for it. It can stay empty.",
    )
    shows_choices = BooleanField(
        "Show the choices with the question",
        description="Recalling an answer without them teaches more; picking it out is easier.",
    )
    shows_streak = BooleanField(
        "Show my days in a row",
        description="On “Your cards in numbers”. Days on which no card is due do not break the row.",
    )
    leeches_rest = BooleanField(
        "Let hard cards rest",
        description="A card that you forgot eight times is taken out until you take it back in.",
    )
    retention = SelectField(
        "How many you want to know still when they come back",
        coerce=float,
        description="90% suits most. More means more answers a day; a deck’s page says how many.",
    )
    spreads_load = BooleanField(
        "Make days even",
        description="Cards may come a little earlier or later, so that no day is crowded.",
    )
    lighter_days = WeekdaysField(
        "Days with half the load",
        choices=[SelectChoice(value=str(day), label=name) for day, name in enumerate(day_name)],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    time_zone = SelectField(
        "Where your clock is",
        choices=zones.zone_choices,
        description="By country, then city. With the list open, type the beginning of your country’s name.",
    )
    rollover_hour = WholeNumberField(
        "Hour at which a new day begins",
        0,
        23,
        message="The hour at which a new day begins: a whole number from 0 to 23.",
        description="With 4, what you study at two in the night still belongs to the day before.",
    )
