"""More time for an attempt: the form, and what its pages say of the time that is left."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from quizapp.core.time_limits import SHARES, Clock
from quizapp.quiz.timing.words import left_words, offer_words, share_name
from quizapp.web.forms import BaseForm


class MoreTimeForm(BaseForm):
    """More time, in percent of the time limit."""

    share = SelectField(
        "Your time",
        choices=[SelectChoice(value=str(one), label=share_name(one)) for one in SHARES],
        description="It counts from when you began. Nobody is told.",
    )

    @property
    def chosen_share(self) -> int:
        """Return how much time was chosen, in percent of the limit."""
        return int(self.share.data)

    def offer(self, clock: Clock) -> None:
        """Offer what is more than an attempt has."""
        self.share.choices = [
            SelectChoice(value=str(one), label=offer_words(clock.minutes, one)) for one in clock.more
        ]


@dataclass(frozen=True, kw_only=True)
class TimeLeft:
    """What a page says of the time that is left; ``form`` only where there is more to be had.

    ``is_short``: it is nearly over. ``seconds`` are those to the deadline, ``seconds_to_warning`` those until
    it is nearly over, whole ones, and 0 once that is past. The page counts them from when it was loaded, so
    that it does not matter what its own clock says.
    """

    words: str
    is_short: bool
    seconds: int
    seconds_to_warning: int
    form: MoreTimeForm | None


def time_left(clock: Clock | None, zone: ZoneInfo, *, now: datetime) -> TimeLeft | None:
    """Return what is said of the time of an attempt that goes on; None where it has no time limit."""
    if clock is None:
        return None
    form = MoreTimeForm(formdata=None)
    form.offer(clock)
    return TimeLeft(
        words=left_words(clock, zone, now=now),
        is_short=now >= clock.warns_at,
        seconds=clock.left(now) // timedelta(seconds=1),
        seconds_to_warning=max(timedelta(), clock.warns_at - now) // timedelta(seconds=1),
        form=form if form.share.choices else None,
    )
