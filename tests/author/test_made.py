"""Questions made by rule, shown to an educator and taken into work."""

import pytest
from flask import Flask

from quizapp.author import lists
from quizapp.core.people import Role
from tests.support.people import log_in, make_account
from tests.support.visitor import AppConnection, Visitor

PAGE = "/author/banks/sites/made/?topic=sites&kind=&seed=3"


@pytest.fixture
def content() -> str:
    return "banks"


def test_what_is_taken_is_in_work_once_however_often_it_is_sent_and_not_offered_again(app: Flask) -> None:
    author = Visitor(AppConnection(app))
    person = make_account(app, "avery@example.org", roles=[Role.EDUCATOR])
    log_in(author, person)
    form = next(one for one in author.get(PAGE).forms if one.method == "post" and "item" in one.controls)
    first, second, *_others = form.controls["item"].values
    sent = [*form.as_it_stands(), ("item", first), ("item", second)]
    for _time in range(2):
        assert "2 questions are in work now" in author.submit(form, sent).text
    with app.app_context():
        assert lists.in_work(person.account_id).count == 2
    again = next(one for one in author.get(PAGE).forms if one.method == "post" and "item" in one.controls)
    assert not {first, second} & set(again.controls["item"].values)
