"""The forms of the page about the fitted memory model."""

from wtforms import BooleanField

from quizapp.web.forms import BaseForm, UuidField


class ButtonForm(BaseForm):
    """A button and nothing else."""


class NewDaysForm(BaseForm):
    """Give waiting cards their new days; ``client_id`` makes what is sent twice count once."""

    client_id = UuidField()


class ChoicesForm(BaseForm):
    """When the memory model is fitted, and to what."""

    monthly = BooleanField(
        "Fit it now and then",
        description="At most once a month, when you have answered 400 more cards. Nothing is sent anywhere.",
    )
    with_quizzes = BooleanField(
        "Count answers in quizzes, too",
        description="Switch this off if you often guess in quizzes.",
    )
