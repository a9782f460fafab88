"""The forms of uploaded pictures."""

from collections.abc import Iterable

from flask_wtf.file import FileField, FileRequired
from wtforms import FieldList, Form, FormField, HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from quizapp.core.exchange import slug
from quizapp.core.pictures import Picture, Region
from quizapp.web.forms import BaseForm, plain

MOST_PLACES = 12
OPEN_PLACES = 2
"""Empty places that wait at the end of the list."""

TOUCH = 0.07
"""How far around a place a touch counts, as a share of the picture's width."""

IN_WORDS = "Say in a sentence or more what is to be seen: what, where, and what it means for the question."
AT_MOST = "Use at most {} characters.".format
NO_NAME = "Say what is there, or empty all fields of this place."
NOWHERE = "Say where it is: a number from 0 to 100."
EDGES = NumberRange(0, 100, message=NOWHERE)


class WordsForm(BaseForm):
    """What a picture is called, what it shows in words, and where it comes from."""

    title = StringField(
        "Title",
        [DataRequired("Give the picture a title."), Length(max=200, message=AT_MOST(200))],
        filters=[plain],
    )
    description = TextAreaField(
        "What it shows, in words",
        [DataRequired(IN_WORDS), Length(min=20, message=IN_WORDS), Length(max=3000, message=AT_MOST(3000))],
        filters=[plain],
        description="What somebody who cannot see it needs to know. Everybody finds it with the picture.",
    )
    credit = StringField(
        "Who made it, and how it may be used",
        [
            DataRequired("Say who made it, and how it may be used."),
            Length(max=200, message=AT_MOST(200)),
        ],
        filters=[plain],
        description="Such as “Photo: A. Example, CC BY 4.0” or “Drawn by our team”. Shown beneath it.",
    )


class UploadForm(WordsForm):
    """A picture to be kept."""

    file = FileField(
        "Picture",
        [FileRequired("Choose a picture first.")],
        description="PNG, JPEG or WebP, at most 20 MB. Where, when and with what it was taken is not kept.",
    )

    @property
    def slug(self) -> str:
        """Return the lasting id that is made of the title."""
        return slug(self.title.data or "") or "picture"


class PlaceForm(Form):
    """A place on a picture, in hundredths of it; one in which nothing is written is none."""

    id = HiddenField()
    name = StringField("What is there", [Length(max=200, message=AT_MOST(200))], filters=[plain])
    x = IntegerField("From the left, in %", [Optional(), EDGES])
    y = IntegerField("From the top, in %", [Optional(), EDGES])

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is written in it."""
        return not self.name.data and self.x.data is None and self.y.data is None

    def validate(self, extra_validators: object = None) -> bool:
        """Refuse a place of which a part is missing."""
        is_valid = bool(super().validate(extra_validators))
        for field, words in ((self.name, NO_NAME), (self.x, NOWHERE), (self.y, NOWHERE)):
            if not self.is_empty and field.data in {None, ""} and not field.errors:
                field.errors = [words]
                is_valid = False
        return is_valid


class ChangeForm(WordsForm):
    """What is changed of a picture; ``seen`` is the fingerprint of what is changed."""

    seen = HiddenField(validators=[InputRequired("This page is out of date. Please load it again.")])
    places = FieldList(FormField(PlaceForm), max_entries=MOST_PLACES)

    def open_places(self) -> None:
        """Add the empty places that wait at the end."""
        for _ in range(min(OPEN_PLACES, MOST_PLACES - len(self.places))):
            self.places.append_entry()

    def regions(self, picture: Picture) -> tuple[Region, ...]:
        """Return the places that were filled in; one that was there before keeps its lasting id."""
        known = picture.region_by_id
        found: dict[str, Region] = {}
        for place in (entry.form for entry in self.places):
            if not place.is_empty:
                free = place.id.data in known and place.id.data not in found
                id_ = place.id.data if free else _new_id(place.name.data, {*known, *found})
                found[id_] = Region(
                    id=id_,
                    name=place.name.data,
                    x=round(place.x.data * picture.width / 100, 1),
                    y=round(place.y.data * picture.height / 100, 1),
                    r=round(TOUCH * picture.width, 1),
                )
        return tuple(found.values())


class DeleteForm(BaseForm):
    """A picture is to be deleted."""


def places_of(picture: Picture) -> list[dict[str, object]]:
    """Return the places of a picture as the form shows them."""
    return [
        {
            "id": region.id,
            "name": region.name,
            "x": round(100 * region.x / picture.width),
            "y": round(100 * region.y / picture.height),
        }
        for region in picture.regions
    ]


def _new_id(name: str, taken: Iterable[str]) -> str:
    wanted = slug(name)[:60].strip("-") or "place"
    numbered = (f"{wanted}-{number}" for number in range(2, MOST_PLACES * 3))
    return next(one for one in (wanted, *numbered) if one not in taken)
