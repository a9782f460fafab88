"""The base of every form, and fields that several forms share."""

import unicodedata
from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import ValidationError


class BaseForm(FlaskForm):
    """A form of ours; it carries the CSRF token, which the guard checks before any view."""


def plain(text: str | None) -> str:
    """Return what somebody typed without what nobody can type: control characters, which databases refuse."""
    kept = (char for char in text or "" if char in "\n\t" or unicodedata.category(char) != "Cc")
    return "".join(kept).strip()


class UuidField(HiddenField):
    """A hidden id made for one page, so that what the page sends twice is stored once."""

    data: UUID | None

    def process_formdata(self, valuelist: list[str]) -> None:
        """Turn the id into a value."""
        try:
            self.data = UUID(valuelist[0]) if valuelist else None
        except ValueError:
            self.data = None

    @property
    def value(self) -> UUID:
        """Return the id of a form that was found valid."""
        if self.data is None:
            raise LookupError("the form was not validated")
        return self.data

    def pre_validate(self, form: object) -> None:
        """Refuse a form whose id was lost or changed."""
        if self.data is None:
            raise ValidationError("This page is out of date. Please send your answer once more.")
