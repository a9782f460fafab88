"""The forms of assignments: what a class is given, and on which terms."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import DateTimeLocalField, HiddenField, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from quizapp.classes.forms import LONGEST_TITLE, as_name
from quizapp.classes.quizzes.review_fields import ReviewFields
from quizapp.classes.quizzes.words import COUNTS_NAMES, LATE_NAMES
from quizapp.core.assignments import MOST_ATTEMPTS, Counts, Late, Terms, Window
from quizapp.core.behaviour import Behaviour
from quizapp.core.items import Audience
from quizapp.core.ready_sets import ReadySet
from quizapp.core.time_limits import LEAST_MINUTES, MOST_MINUTES, may_be_timed
from quizapp.quiz.forms import SetupForm
from quizapp.web.forms import BaseForm

ON_TOPICS = ""
"""What is chosen instead of a ready-made set: questions drawn on topics."""

EVENLY, FORGOTTEN = "", "forgotten"
"""How questions are shared among topics: alike, or by what the class likely no longer knows."""

EARLIEST, LATEST = 2000, 2100
"""The years that a time may lie in."""

SPELLINGS = ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S")

MINUTES_BETWEEN = f"Write whole minutes, from {LEAST_MINUTES} to {MOST_MINUTES}, or leave it empty."
NOT_TIMED = (
    "Quizzes for patients have no time limit. Leave it empty, or choose questions written for students."
)

BAD_TIME = "Write a day and a time, such as 2026-11-27T18:00."


class MomentField(DateTimeLocalField):
    """A day and a time on the clock of whoever writes it; what is none is refused in plain words."""

    def __init__(self, label: str, validators: list[Any], **more: Any) -> None:
        # Browsers want the first; people type the others where a browser has no such field.
        super().__init__(label, validators, format=list(SPELLINGS), **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Turn what was written into a value."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(BAD_TIME) from error

    def in_utc(self, zone: ZoneInfo, *, stored: datetime | None = None) -> datetime | None:
        """Return the moment, where the clock stands in ``zone``; ``stored`` if that is what the field showed.

        What is stored may hold seconds, or lie in an hour that a clock shows twice.
        """
        if stored and self.data == _to_the_minute(local(stored, zone)):
            return stored
        return self.data.replace(tzinfo=zone).astimezone(UTC) if self.data else None


class WindowForm(BaseForm):
    """From when to when a class is to do something."""

    opens = MomentField("Opens", [Optional()])
    closes = MomentField(
        "Closes",
        [Optional()],
        description="Leave it empty to keep it open.",
    )

    def window(self, zone: ZoneInfo, *, opens_at: datetime, stored: Window | None = None) -> Window:
        """Return the times that were chosen by the clock of ``zone``.

        It opens at ``opens_at`` where nothing else was chosen; ``stored`` are the times that the form showed.
        """
        return Window(
            opens_at=self.opens.in_utc(zone, stored=stored.opens_at if stored else None) or opens_at,
            closes_at=self.closes.in_utc(zone, stored=stored.closes_at if stored else None),
        )

    def fits(self, window: Window) -> bool:
        """Tell whether it closes after it opens; if not, say so beside the field."""
        if window.closes_at and window.closes_at <= window.opens_at:
            self.closes.errors = ["It closes before it opens. Choose a later time, or leave it empty."]
            return False
        return True

    def validate_opens(self, field: MomentField) -> None:
        """Refuse a year that can only be a slip."""
        _check_year(field)

    def validate_closes(self, field: MomentField) -> None:
        """Refuse a year that can only be a slip."""
        _check_year(field)


class RevisedForm(BaseForm):
    """A change to what may have been changed since; ``seen`` is the revision that was looked at."""

    seen = HiddenField(validators=[InputRequired("This page is out of date. Please load it again.")])

    @property
    def revision(self) -> int:
        """Return the revision that was looked at; 0, which is none, where it is not told in digits."""
        told = self.seen.data or ""
        return int(told) if told.isdecimal() and len(told) < 10 else 0


class MinutesField(IntegerField):
    """A number of minutes; what is no whole number is refused in plain words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Turn what was written into a value."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(MINUTES_BETWEEN) from error


class TermsForm(WindowForm, ReviewFields):
    """When an assignment is open, how often it may be taken, what counts, and what is shown of answers."""

    title = StringField(
        "Title",
        [
            DataRequired("Give the quiz a title."),
            Length(max=LONGEST_TITLE, message=f"Title: at most {LONGEST_TITLE} characters."),
        ],
        filters=[as_name],
    )
    attempts = SelectField(
        "Attempts",
        choices=[
            SelectChoice(value="", label="Any number"),
            *(SelectChoice(value=str(n), label=str(n)) for n in range(1, MOST_ATTEMPTS + 1)),
        ],
    )
    counts = SelectField(
        "Which attempt counts",
        choices=[SelectChoice(value=one.value, label=name) for one, name in COUNTS_NAMES.items()],
        default=Counts.BEST.value,
    )

    late = SelectField(
        "What is handed in after the closing",
        choices=[SelectChoice(value=one.value, label=name) for one, name in LATE_NAMES.items()],
        default=Late.IF_NOTHING.value,
        description="It is kept and marked late in any case. Students read this before they begin.",
    )

    minutes = MinutesField(
        "Time limit in minutes",
        [Optional(), NumberRange(LEAST_MINUTES, MOST_MINUTES, message=MINUTES_BETWEEN)],
        description="Leave it empty for none. Each student can take up to ten times as long, without saying"
        " why. A change holds for attempts that begin after it.",
    )

    def terms(self, zone: ZoneInfo, *, opens_at: datetime, stored: Terms | None = None) -> Terms:
        """Return the terms that were chosen by the clock of ``zone``.

        It opens at ``opens_at`` where nothing else was chosen; ``stored`` are the terms that the form showed.
        """
        window = self.window(zone, opens_at=opens_at, stored=stored)
        return Terms(
            opens_at=window.opens_at,
            closes_at=window.closes_at,
            attempts=int(self.attempts.data) if self.attempts.data else None,
            late=Late(self.late.data),
            minutes=self.minutes.data if "minutes" in self else None,
        )

    def leave_out_limit(self) -> None:
        """Ask for no time limit: nobody is timed who may be ill."""
        del self.minutes


class ChangeForm(TermsForm, RevisedForm):
    """Other terms for an assignment."""


class AssignForm(TermsForm, SetupForm):
    """A quiz for a class; ``client_id`` becomes the id of the assignment."""

    what = SelectField("Questions", description="The choices below are for questions on topics only.")
    shares = SelectField(
        "How many on each topic",
        choices=[
            SelectChoice(value=EVENLY, label="As many on each"),
            SelectChoice(value=FORGOTTEN, label="Most on what the class has likely forgotten"),
        ],
        description="What it has likely forgotten is reckoned now, from the quizzes of the class.",
    )

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        del self.seed  # each attempt is drawn anew

    def suits(self, behaviour: Behaviour, *, closes: bool) -> bool:
        """Tell whether what is shown fits how the quiz goes; a set shows its answers, whatever is chosen."""
        return bool(self.what.data) or super().suits(behaviour, closes=closes)

    def suits_audience(self) -> bool:
        """Tell whether it is for people who may be timed; if not, say so beside the field."""
        audience = Audience.PATIENT if self.what.data else Audience(self.audience.data)
        if self.minutes.data is None or may_be_timed(audience):
            return True
        self.minutes.errors = [NOT_TIMED]
        return False

    def offer_sets(self, sets: Iterable[ReadySet]) -> None:
        """Let these ready-made sets be chosen, too."""
        self.what.choices = [
            SelectChoice(value=ON_TOPICS, label="Questions on topics"),
            *(SelectChoice(value=one.id, label=f"Set: {one.title}") for one in sets),
        ]


def local(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    """Return a moment as a field shows it, on the clock of ``zone``."""
    return moment.astimezone(zone).replace(tzinfo=None) if moment else None


def _to_the_minute(moment: datetime | None) -> datetime | None:
    return moment.replace(second=0, microsecond=0) if moment else None


def _check_year(field: MomentField) -> None:
    if field.data and not EARLIEST <= field.data.year <= LATEST:
        raise ValidationError(f"Choose a year between {EARLIEST} and {LATEST}.")
