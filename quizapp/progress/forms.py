"""The one form of the progress page."""

from quizapp.web.forms import BaseForm, UuidField


class WeakQuizForm(BaseForm):
    """A quiz on what is fading, in one click; ``client_id`` becomes the attempt's id."""

    client_id = UuidField()
