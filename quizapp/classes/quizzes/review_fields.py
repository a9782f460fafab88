"""The fields of a form that choose what students see of their answers, and when."""

from collections.abc import Mapping

from wtforms import RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from quizapp.classes.quizzes.review_words import MOMENT_NAMES, PART_NAMES, PRESET_NAMES
from quizapp.core.behaviour import Behaviour
from quizapp.core.review_options import (
    MARKS_UNTIL_CLOSED,
    NOTHING_UNTIL_CLOSED,
    SHOW_ALL,
    Moment,
    Part,
    ReviewOptions,
    completed,
)
from quizapp.web.forms import BaseForm

OWN = "own"
PRESETS = {"all": SHOW_ALL, "marks-first": MARKS_UNTIL_CLOSED, "closed-first": NOTHING_UNTIL_CLOSED}

NEVER_CLOSES = "The answers are shown when it closes, so choose when that is; or show them at once."
TRIES_NEED_MARKS = (
    "With further tries, students are told at once whether an answer is right. Choose another way to answer,"
    " or show while they answer whether it is right."
)


def _parts(moment: Moment) -> SelectMultipleField:
    return SelectMultipleField(
        MOMENT_NAMES[moment],
        choices=[SelectChoice(value=part.value, label=name) for part, name in PART_NAMES.items()],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )


class ReviewFields(BaseForm):
    """What is shown of the answers: one of the usual choices, or each part at each moment."""

    review = RadioField(
        "What students see of their answers",
        choices=[SelectChoice(value=value, label=name) for value, name in PRESET_NAMES.items()],
        default="all",
    )
    during = _parts(Moment.DURING)
    right_after = _parts(Moment.RIGHT_AFTER)
    later = _parts(Moment.LATER)
    closed = _parts(Moment.CLOSED)

    def leave_out_review(self) -> None:
        """Ask nothing of it: a ready-made set shows its answers, as it was made to teach."""
        for name in ("review", *Moment):
            del self[name]

    def chosen_review(self) -> ReviewOptions:
        """Return what was chosen; what a part tells anyway is shown with it."""
        if "review" not in self:
            return SHOW_ALL
        if self.review.data in PRESETS:
            return PRESETS[self.review.data]
        return ReviewOptions(
            **{moment.value: completed(map(Part, self[moment.value].data or ())) for moment in Moment}
        )

    def suits(self, behaviour: Behaviour, *, closes: bool) -> bool:
        """Tell whether what is shown fits how the quiz goes; if not, say so beside the field."""
        if "review" not in self:
            return True
        options = self.chosen_review()
        if options.waits_for_closing and not closes:
            self.review.errors = [NEVER_CLOSES]
        elif behaviour.has_tries and Part.MARKS not in options.during:
            self.review.errors = [TRIES_NEED_MARKS]
        return not self.review.errors


def as_chosen(options: ReviewOptions) -> Mapping[str, object]:
    """Return what the fields hold where these options were chosen."""
    preset = next((name for name, preset in PRESETS.items() if preset == options), OWN)
    return {"review": preset} | {moment.value: sorted(options.at(moment)) for moment in Moment}
