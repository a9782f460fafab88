"""The forms of time limits: how much time a student begins with, and how much an educator gives."""

from wtforms import IntegerField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from quizapp.classes.marks.forms import OUT_OF_DATE
from quizapp.core.time_limits import AS_SET, SHARES
from quizapp.quiz.forms import StartForm
from quizapp.quiz.timing.words import offer_words, share_name
from quizapp.web.forms import BaseForm

ANY_TIME = "none"
"""What is chosen instead of a share of a time limit."""


class BeginForm(StartForm):
    """An attempt begins, with as much time as somebody chooses where there is a time limit."""

    share = SelectField(
        "Your time",
        choices=[SelectChoice(value=str(one), label=share_name(one)) for one in SHARES],
        default=str(AS_SET),
        description="You can take more while you work, too. Nobody is told what you choose.",
    )

    @property
    def chosen_share(self) -> int:
        """Return how much time was chosen, in percent of the limit."""
        return int(self.share.data or AS_SET)

    def offer(self, minutes: int | None, given: int | None) -> None:
        """Offer as much time as somebody was given and more, of a limit in minutes; nothing without one."""
        if minutes is None or given is None:
            del self.share
            return
        self.share.choices = [
            SelectChoice(value=str(one), label=offer_words(minutes, one)) for one in SHARES if one >= given
        ]


class GiveTimeForm(BaseForm):
    """Time for somebody in a class; ``seen`` is how many entries there were for whoever gives it."""

    seen = IntegerField(validators=[InputRequired(OUT_OF_DATE)], widget=HiddenInput())
    share = SelectField(
        "Time in quizzes with a time limit",
        choices=[
            *(SelectChoice(value=str(one), label=share_name(one).capitalize()) for one in SHARES),
            SelectChoice(value=ANY_TIME, label=share_name(None).capitalize()),
        ],
        description="It holds for each attempt that they begin from now on. Students can take up to ten times"
        " as long by themselves; here they need not ask each time.",
    )

    @property
    def chosen_share(self) -> int | None:
        """Return how much time was chosen, in percent of each limit; None: no limit."""
        return None if self.share.data == ANY_TIME else int(self.share.data or AS_SET)


def as_chosen(share: int | None) -> str:
    """Return what the field holds where so much time was chosen."""
    return ANY_TIME if share is None else str(share)
