"""The base of every form, and fields that several forms share."""

import unicodedata
from typing import Any
from uuid import UUID

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import FileField, Form, HiddenField
from wtforms.validators import ValidationError
from wtforms.widgets import HiddenInput


class BaseForm(FlaskForm):
    """A form of ours; it carries the CSRF token, which the guard checks before any view."""

    class Meta(FlaskForm.Meta):
        """What a form is filled with."""

        def wrap_formdata(self, form: "BaseForm", formdata: object) -> object:
            """Return what was sent as a form; a file only for a field that takes one, and nothing as JSON."""
            found = super().wrap_formdata(form, formdata)
            if found is None or found is formdata:
                return found
            wanted = {field.name for field in form if isinstance(field, FileField)}
            sent = request.files.items(multi=True)
            files: MultiDict[str, Any] = MultiDict([(name, file) for name, file in sent if name in wanted])
            return CombinedMultiDict([files, request.form])


def plain(text: str | None) -> str:
    """Return what somebody typed without what nobody can type: control characters, which databases refuse."""
    kept = (char for char in text or "" if char in "\n\t" or unicodedata.category(char) != "Cc")
    return "".join(kept).strip()


def asks_for_fields(form: Form) -> bool:
    """Tell whether a field has to be put right that whoever fills in the form can see."""
    return any(field.errors and not isinstance(field.widget, HiddenInput) for field in form)


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
