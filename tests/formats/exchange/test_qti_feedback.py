"""What items of QTI 2 and 3 tell after an answer."""

from quizapp.core.items import Choices, ShortAnswer
from quizapp.formats.exchange.writing import CORRECTION_LINE
from tests.formats.exchange import qti_samples as qti
from tests.formats.exchange.qti_reading import ORGANS, SEVERAL, TYPED, VERDICT, body_of, read, reasons


def modal(name: str, text: str) -> str:
    return (
        f'<modalFeedback outcomeIdentifier="FEEDBACK" identifier="{name}" showHide="show"><p>{text}</p>'
        "</modalFeedback>"
    )


def test_feedback_in_an_option_is_its_reason() -> None:
    options = [
        f'{text}<feedbackInline outcomeIdentifier="FEEDBACK" identifier="{name}" showHide="show">'
        f"Since {name}.</feedbackInline>"
        for name, text in zip("ABC", ORGANS, strict=True)
    ]
    text = qti.item(
        qti.choice(*options),
        qti.response("B"),
        qti.rules(qti.FEEDBACK_IS_RESPONSE, qti.scores(qti.IS_CORRECT)),
    )
    assert reasons(body_of(text)) == {"Kidney": "Since C.", "Liver": "Since A.", "Pancreas": "Since B."}


def test_feedback_beside_an_item_is_the_reason_of_the_options_after_which_it_is_told() -> None:
    told = (
        f"<responseCondition><responseIf>{qti.IS_CORRECT}{qti.outcome('FEEDBACK', 'good')}</responseIf>"
        f"<responseElse>{qti.outcome('FEEDBACK', 'bad')}</responseElse></responseCondition>"
    )
    text = qti.item(
        qti.choice(*ORGANS),
        qti.response("B"),
        qti.rules(told, qti.scores(qti.IS_CORRECT)),
        after=modal("good", "Right.") + modal("bad", "The pancreas does.") + modal("worse", ""),
    )
    assert reasons(body_of(text)) == {
        "Kidney": "The pancreas does.",
        "Liver": "The pancreas does.",
        "Pancreas": "Right.",
    }


def test_feedback_after_every_answer_is_told_of_the_item_without_our_own_lines() -> None:
    rules = qti.rules(qti.outcome("FEEDBACK", "always"), qti.scores(qti.IS_CORRECT))
    lines = f"Well.</p><p>{CORRECTION_LINE}It is one.</p><p>Source: A book"
    text = VERDICT.replace(qti.MATCH_CORRECT, rules + modal("always", lines))
    item, found = read(text)
    assert (item.feedback, found) == ("Well.", [])
    assert isinstance(item.body, Choices)
    assert item.body.correction == "It is one."
    typed, _ = read(TYPED.replace(qti.MAP_RESPONSE, rules + modal("always", lines)))
    assert isinstance(typed.body, ShortAnswer)
    assert typed.body.rationale == "Well."


def test_feedback_that_has_no_place_is_told_as_lost() -> None:
    item, found = read(SEVERAL.replace("</assessmentItem>", modal("somehow", "Hm.") + "</assessmentItem>"))
    assert (item.feedback, found) == ("", ["feedback"])
