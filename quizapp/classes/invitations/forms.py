"""The forms of invitations from a list."""

import csv
import io
from collections.abc import Iterable

from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField
from wtforms.validators import InputRequired

from quizapp.formats.people_list import MOST_PEOPLE, ListedPerson
from quizapp.web.forms import BaseForm


class ListForm(BaseForm):
    """A list of people as a file."""

    file = FileField(
        "List of people (CSV)",
        [FileRequired("Choose a file first.")],
        description=f"A name and an e-mail address on each line; at most {MOST_PEOPLE} people. Nothing is"
        " stored before you have seen what is on it.",
    )


class MakeForm(BaseForm):
    """The people of a list that was looked at, as CSV: it was stored nowhere in between."""

    people = HiddenField(
        validators=[InputRequired("This page is out of date. Please choose the file again.")]
    )


def carried(people: Iterable[ListedPerson]) -> str:
    """Return people as a form carries them."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows((one.name, one.address) for one in people)
    return text.getvalue()
