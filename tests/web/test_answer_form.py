"""The form of an item, and the letters of what is to be matched."""

import re
from dataclasses import replace

from flask import Flask, get_template_attribute

from quizapp.core.items import Response
from quizapp.web.items.answer_form import answer_form
from quizapp.web.items.view import Glosser
from tests.core.builders import make_cloze, make_item, make_matching

ITEM = make_matching({"f-net": "functioning", "gi-net": "gut"}, "lung")


def shown(item):
    """Return an item with its options in another order than they are written in."""
    return replace(item, body=replace(item.body, options=tuple(reversed(item.body.options))))


def controls(app: Flask, item) -> str:
    with app.test_request_context():
        form = answer_form(item, Response())
        return str(get_template_attribute("macros/items.html", "answer_controls")(form, Glosser(())))


def test_the_letter_of_a_choice_is_its_place_in_the_list_above(app: Flask) -> None:
    html = controls(app, shown(ITEM))
    listed = re.search(r'<ol class="lettered" type="A">(.*?)</ol>', html, re.DOTALL)
    assert listed
    assert re.findall(r"<li>(.*?)</li>", listed[1]) == ["lung", "gut", "functioning"]
    for select in re.findall(r"<select.*?</select>", html, re.DOTALL):
        labels = re.findall(r'<option[^>]* value="(\w*)"[^>]*>(.*?)</option>', select)
        assert labels == [("", "Choose…"), ("c", "A · lung"), ("b", "B · gut"), ("a", "C · functioning")]


def test_only_what_is_to_be_matched_is_lettered(app: Flask) -> None:
    assert "lettered" not in controls(app, make_item())


def test_choices_that_a_narrow_screen_would_cut_stand_under_their_text_in_full(app: Flask) -> None:
    long = "what is left when it is broken down"
    item = make_cloze("A is [a], b is [b].", a=("small*", "large", "round"), b=(f"{long}*", "x", "y"))
    hints = re.findall(r'<p class="hint">(.*?)</p>', controls(app, item))
    assert hints == [f"Blank 2 of 2: {long}; x; y"]
