"""An answer as a phone sends it: read from JSON, and compared with the step it is meant for."""

from typing import NamedTuple, Self

from pydantic import Field, ValidationError, model_validator

from quizapp.core.errors import NoAnswersNowError
from quizapp.core.fitting import is_whole, misfits
from quizapp.core.items import Response
from quizapp.core.live import Reached
from quizapp.core.live_tally import Confidence
from quizapp.live.answers import Answer, as_stored
from quizapp.live.showing import Showing, ShownStep
from quizapp.live.tickets import Ticket
from quizapp.web import problems
from quizapp.web.api.blueprint import Shape, WholeNumber
from quizapp.web.items import api_shapes
from quizapp.web.problems import in_body

MOST_BYTES = 16 * 1024
"""How much is read of what a phone sends; a long typed answer is a tenth of it."""

TOO_LARGE = problems.problem(413, detail="An answer has at most 16 KB.")

HIGHEST_REVISION = 1_000_000_000


class NewAnswer(Shape):
    """An answer to a step, or that somebody would rather skip it."""

    position: WholeNumber = Field(ge=1, le=1000, description="Which step.")
    revision: WholeNumber = Field(
        ge=1, le=HIGHEST_REVISION, description="Counted up by the phone with each change of mind."
    )
    response: api_shapes.Answer | None = None
    skip: bool = False

    @model_validator(mode="after")
    def say_one_thing(self) -> Self:
        """Refuse an answer that is skipped at once, and none."""
        if (self.response is None) != self.skip:
            raise ValueError("Send either “response” or “skip”.")
        return self


class Given(NamedTuple):
    """What a phone sent, whosever it is; ``response`` is as it is stored."""

    session_id: int
    position: int
    revision: int
    response: str

    def by(self, ticket: Ticket) -> Answer:
        """Return it as the answer of a participant."""
        return Answer(
            session_id=self.session_id,
            participant_id=ticket.participant_id,
            secret=ticket.secret,
            position=self.position,
            revision=self.revision,
            response=self.response,
        )


def read(body: bytes, showing: Showing) -> Given:
    """Return what a phone sent.

    :raises ProblemError: it cannot be read, or does not fit its step.
    :raises NoAnswersNowError: its step was not shown yet.
    """
    try:
        sent = NewAnswer.model_validate_json(body)
    except ValidationError as error:
        raise problems.of_body(error) from error
    if sent.position > len(showing.steps):
        words = f"This session has {len(showing.steps)} steps."
        raise problems.invalid(in_body("position", words=words))
    step = showing.steps[sent.position - 1]
    if step.reached is Reached.WAITING:
        raise NoAnswersNowError
    response = sent.response.response if sent.response else Response()
    if sent.response:
        _refuse_misfit(step, response)
    return Given(
        session_id=showing.id,
        position=sent.position,
        revision=sent.revision,
        response=as_stored(response),
    )


def stored(answer: Answer, revision: int) -> dict[str, int]:
    """Return what is told of an answer when ``revision`` of it is stored."""
    return {"position": answer.position, "revision": revision}


def _refuse_misfit(step: ShownStep, response: Response) -> None:
    if step.content is None:
        if len(response.chosen) != 1 or not response.chosen <= set(Confidence):
            raise problems.invalid(in_body("response", "chosen", words="Choose one of the four."))
        return
    item = step.content.item
    wrong = [in_body("response", misfit.part, words=misfit.words) for misfit in misfits(item, response)]
    if not wrong and not is_whole(item, response):
        wrong = [in_body("response", words="Give a whole answer, or send “skip”.")]
    if wrong:
        raise problems.invalid(*wrong)
