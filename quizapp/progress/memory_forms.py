"""The forms of the page about the fitted memory model."""

from wtforms import BooleanField

from quizapp.web.forms import BaseForm


class ButtonForm(BaseForm):
    """A button and nothing else."""


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
