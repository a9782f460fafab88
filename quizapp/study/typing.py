"""What a card's page shows of an answer that is typed before it is seen."""

from quizapp.core.forgetting import Rating
from quizapp.core.typed_cards import to_type
from quizapp.study.forms import TypedForm
from quizapp.study.service import ShownCard
from quizapp.web import learners


def is_comparable(card: ShownCard, form: TypedForm) -> bool:
    """Tell whether what was typed can be held against the answer; where it cannot, the form says why."""
    key = to_type(card.content.content.item, card.state.face, wished=learners.require().types_answers)
    problem = key.problem(form.typed.data) if key else ""
    form.typed.errors = [problem] if problem else []
    return not problem


def parts(card: ShownCard, form: TypedForm | None, *, is_due: bool) -> dict[str, object]:
    """Return what to type into while the answer is hidden, or what was typed beside the answer.

    ``form`` is what was sent; one with errors is shown once more. The rating is suggested, never given.
    """
    learner = learners.require()
    key = to_type(card.content.content.item, card.state.face, wished=learner.types_answers)
    was_sent = form is not None and not form.errors
    typed = key.compare(form.typed.data) if key and form and was_sent and form.typed.data else None
    asks = key and is_due and not was_sent
    return {
        "typing_form": (form or TypedForm(formdata=None, duration_ms=0)) if asks else None,
        "typing_keyboard": "decimal" if key and key.is_of_digits else "text",
        "typed": typed,
        "suggested": Rating.GOOD if typed and typed.is_accepted else Rating.AGAIN,
        "answer_open": was_sent or not is_due,
    }


def took(form: TypedForm | None) -> int:
    """Return for how many milliseconds a card was looked at before what was typed was sent."""
    return form.duration_ms.data if form and not form.errors else 0
