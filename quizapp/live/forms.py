"""The forms of whoever takes part: the code, joining, and how sure they feel."""

from wtforms import HiddenField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from quizapp.core import cohorts
from quizapp.core.items import Item, Response
from quizapp.core.live import typed_code
from quizapp.live.words import CONFIDENCE_NAMES
from quizapp.web.forms import BaseForm, plain
from quizapp.web.items.answer_form import answer_form
from quizapp.web.items.forms import UNKNOWN_CHOICE, AnswerForm, ChoiceForm, Radio

NO_CODE = "A code has six letters. Look at the screen in the room, and type it once more."
CODE_OF_CLASS = (
    "This is how the code of a class looks. A session has a code of six letters, on the screen in the room."
)


class CodeForm(BaseForm):
    """The code on the screen, however it is typed."""

    code = StringField("The code on the screen", [InputRequired("Type the code on the screen.")], [plain])

    def validate_code(self, field: StringField) -> None:
        """Refuse what can be no code."""
        if not typed_code(field.data or ""):
            raise ValidationError(CODE_OF_CLASS if self.is_of_class else NO_CODE)

    @property
    def is_of_class(self) -> bool:
        """Tell whether the code looks like the code of a class, which is joined elsewhere."""
        return bool(cohorts.typed_code(self.code.data or ""))

    @property
    def typed(self) -> str:
        """The code as it is looked for."""
        return typed_code(self.code.data or "")


class JoinForm(BaseForm):
    """One tap. ``seat`` is the ticket that the page made, so that two taps let in one person."""

    seat = HiddenField()


class SureForm(ChoiceForm):
    """How sure somebody feels about the topic of a session."""

    chosen = Radio(
        "Choose one",
        choices=[SelectChoice(value=str(how), label=name) for how, name in CONFIDENCE_NAMES.items()],
        invalid_choice_message=UNKNOWN_CHOICE,
    )


def problem_of(form: AnswerForm) -> str:
    """Return what is wrong with an answer that was sent, in a sentence, or nothing."""
    if not form.validate():
        return next(str(error) for errors in form.errors.values() for error in errors)
    return form.nothing_chosen()


def live_form(shown: Item | None, response: Response) -> AnswerForm:
    """Return the form of a step, filled in with a response unless something was just sent.

    ``shown`` is its item with the options in the order shown; None where the room is asked how sure it feels.
    """
    if shown is None:
        form: AnswerForm = SureForm(data={"chosen": next(iter(response.chosen), None)})
        del form.confidence
    else:
        form = answer_form(shown, response)
    del form.client_id  # an answer is known by who gave it, and its step
    return form
