"""The form macros tie every word about a field to the field."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from werkzeug.datastructures import MultiDict
from wtforms import Form, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput

import quizapp
from quizapp.web.forms import asks_for_fields

CHOICES = [SelectChoice(value="a", label="Liver & bowel"), SelectChoice(value="b", label="Lung")]


class SampleForm(Form):
    """One field of each kind, none of which may be left empty."""

    name = StringField("Name", [InputRequired("Give a name."), Length(max=5)], description="Any name.")
    one = RadioField("One", [InputRequired("Choose one.")], choices=CHOICES, description="The first thought.")
    many = SelectMultipleField(
        "Many", [InputRequired("Choose some.")], choices=CHOICES, option_widget=CheckboxInput()
    )
    place = SelectField("Place", [InputRequired("Choose a place.")], choices=CHOICES)


class Tags(HTMLParser):
    """Collects the start tags of a page with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def named(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.found if tag in tags]


def rendered(data: dict[str, str] | None) -> str:
    """Return the form as a page shows it: fresh, or after ``data`` was sent and refused."""
    form = SampleForm(MultiDict(data) if data is not None else None)
    if data is not None:
        assert not form.validate()
    environment = Environment(
        loader=FileSystemLoader(Path(quizapp.__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["to_put_right"] = asks_for_fields
    page = environment.from_string(
        '{% from "macros/fields.html" import error_summary, text_field, choices, select_field, submit %}'
        "{{ error_summary(form) }}{{ text_field(form.name) }}{{ choices(form.one) }}"
        "{% call choices(form.many) %}<h1>Which ones?</h1>{% endcall %}{{ select_field(form.place) }}"
        '{{ submit("Send", name="act", value="go", note="now") }}'
    )
    return page.render(form=form)


@pytest.mark.parametrize("data", [None, {}], ids=["fresh", "refused"])
def test_every_description_named_by_a_control_stands_on_the_page(data: dict[str, str] | None) -> None:
    tags = Tags(rendered(data))
    ids = [attributes["id"] for _, attributes in tags.found if "id" in attributes]
    named = [name for _, found in tags.found for name in (found.get("aria-describedby") or "").split()]
    assert len(ids) == len(set(ids))
    assert named
    assert set(named) <= set(ids)


@pytest.mark.parametrize("data", [None, {}], ids=["fresh", "refused"])
def test_every_control_has_a_label(data: dict[str, str] | None) -> None:
    tags = Tags(rendered(data))
    labelled = {attributes["for"] for attributes in tags.named("label")}
    assert {attributes["id"] for attributes in tags.named("input", "select")} == labelled


def test_a_refused_form_names_each_fault_once_above_and_once_at_its_field() -> None:
    html = rendered({})
    for fault in ("Give a name.", "Choose one.", "Choose some.", "Choose a place."):
        assert html.count(fault) == 2


def test_every_fault_in_the_summary_leads_to_a_control() -> None:
    tags = Tags(rendered({}))
    controls = {attributes["id"] for attributes in tags.named("input", "select")}
    targets = {(attributes["href"] or "").removeprefix("#") for attributes in tags.named("a")}
    assert len(targets) == 4
    assert targets <= controls


def test_a_refused_field_is_marked_as_such() -> None:
    tags = Tags(rendered({}))
    marked = [tag for tag, attributes in tags.found if attributes.get("aria-invalid") == "true"]
    assert marked == ["input", "fieldset", "input", "input", "select"]


def test_a_fresh_form_has_no_summary_and_no_mark() -> None:
    html = rendered(None)
    assert "error-summary" not in html
    assert "aria-invalid" not in html


def test_what_was_sent_is_still_there_after_a_refusal() -> None:
    tags = Tags(rendered({"one": "b", "name": "too long"}))
    checked = [attributes["value"] for attributes in tags.named("input") if "checked" in attributes]
    typed = [
        attributes.get("value") for attributes in tags.named("input") if attributes.get("type") == "text"
    ]
    assert (checked, typed) == (["b"], ["too long"])


def test_words_of_a_field_cannot_bring_markup_of_their_own() -> None:
    assert "Liver &amp; bowel" in rendered(None)
