"""What learners are told of who has looked at a question."""

from datetime import date

from quizapp.core.facts import ItemContent
from quizapp.core.reviewing import Vouch
from quizapp.core.sign_offs import SignOff
from quizapp.formats.item_json import dump_content, load_content
from quizapp.web.items.view import review_words
from tests.core.builders import make_item

TODAY = date(2026, 11, 20)


def content(*signed: tuple[Vouch, date], due: date = date(2027, 5, 1)) -> ItemContent:
    signs = tuple(SignOff(vouches=vouch, on=day) for vouch, day in signed)
    return ItemContent(item=make_item(review_due=due), facts=(), sources=(), terms=(), signed=signs)


def test_a_question_that_nobody_signed_says_so():
    assert review_words([content()], TODAY) == "Not yet reviewed by a clinician · check due May 2027"
    due = content(due=TODAY)
    assert review_words([due], TODAY) == "Not yet reviewed by a clinician · due for review"


def test_each_sign_is_told_in_kind_with_the_month_in_which_it_was_last_given():
    signed = content(
        (Vouch.CLINICAL, date(2026, 9, 30)),
        (Vouch.CLINICAL, date(2026, 10, 1)),
        (Vouch.PATIENT_READING, date(2026, 8, 5)),
    )
    assert review_words([signed], TODAY) == (
        "Reviewed by a clinician, October 2026 · Read by patients or people who care for them, August 2026"
        " · check due May 2027"
    )


def test_of_several_questions_only_that_is_told_that_holds_for_each():
    clinical = content((Vouch.CLINICAL, date(2026, 9, 30)), (Vouch.FACTS, date(2026, 9, 1)))
    later = content((Vouch.FACTS, date(2026, 10, 1)), due=date(2027, 2, 1))
    assert review_words([clinical, later], TODAY) == (
        "Not yet reviewed by a clinician · Facts checked by a second person, October 2026"
        " · check due February 2027"
    )


def test_signs_are_stored_with_the_version_and_change_no_text_that_has_none():
    signed = content((Vouch.CLINICAL, TODAY))
    assert load_content(dump_content(signed)) == signed
    assert "signed" not in dump_content(content())
