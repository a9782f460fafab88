"""What programs send to and get from the quiz."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field
from pydantic.json_schema import SkipJsonSchema

from quizapp.core.assembly import AssessmentBlueprint, spread
from quizapp.core.behaviour import Behaviour, StepKind
from quizapp.core.items import Audience, ItemType, Level, Topic
from quizapp.core.reporting import ReportReason
from quizapp.quiz.api.practice_shapes import PracticeView
from quizapp.quiz.forms import HIGHEST_SEED, LONGEST_NOTE
from quizapp.web.api.blueprint import Query, Shape, WholeNumber, without_default
from quizapp.web.forms import plain
from quizapp.web.items.api_shapes import (
    Answer,
    Name,
    OptionView,
    PictureView,
    ReasonView,
    SourceView,
    SubjectView,
)

MOST_ITEMS = 50
MOST_LISTED = 100


class BankView(Shape):
    """A bank."""

    id: str
    title: str
    description: str
    items: int = Field(description="How many questions it offers.")


class BankList(Shape):
    """All banks, by title."""

    banks: list[BankView]


class AttemptsQuery(Query):
    """Which attempts."""

    after: UUID | SkipJsonSchema[None] = Field(
        None,
        description="`next` of the list before; left out, the newest.",
        json_schema_extra=without_default,
    )
    limit: int = Field(20, ge=1, le=MOST_LISTED, description="How many at most.")


class NewId(Shape):
    """What makes a request that is sent twice count once."""

    id: UUID = Field(description="Made by you. Sent twice, one attempt is started.")


class NewAttempt(Shape):
    """What a quiz is made of. The same choices and the same seed make the same quiz."""

    id: UUID = Field(description="Made by you. Sent twice, one attempt is started.")
    banks: list[Name] = Field([], max_length=20, description="Ids of banks; none means all.")
    topics: list[Topic] = Field([], max_length=len(Topic), description="None means all.")
    level: Level | None = Field(None, description="None means any.")
    audience: Audience = Field(Audience.PATIENT, description="For whom the questions are written.")
    count: WholeNumber = Field(
        8, ge=1, le=MOST_ITEMS, description="How many questions, at least one for each topic."
    )
    behaviour: Behaviour = Field(
        Behaviour.IMMEDIATE,
        description="Feedback after each question (immediate), at the end (deferred), after up to three "
        "tries with hints (interactive), after any number of tries (adaptive), or after each question with "
        "marks by how sure the learner says they are (certainty; for students only).",
    )
    seed: WholeNumber | None = Field(
        None, ge=1, le=HIGHEST_SEED, description="The quiz number; none means any."
    )

    @property
    def blueprint(self) -> AssessmentBlueprint:
        """The assessment blueprint that was chosen."""
        topics = tuple(dict.fromkeys(self.topics))
        return AssessmentBlueprint(
            cells=spread(topics, self.level, self.count),
            audience=self.audience,
            banks=tuple(dict.fromkeys(self.banks)),
        )


class NewResponse(Shape):
    """One step at one question."""

    id: UUID = Field(description="Made by you. Sent twice, it is stored once.")
    position: WholeNumber = Field(ge=1, description="Which question of the attempt.")
    kind: StepKind = Field(
        description="“save” keeps an answer, “skip” leaves the question, “try” asks whether an answer is "
        "right, “check” asks for the feedback and ends the question. A try ends it, too, where the behaviour "
        "has no further one; with deferred feedback, both are saving."
    )
    answer: Answer = Field(Answer(), description="Left out when skipping.")
    confidence: WholeNumber | None = Field(
        None, ge=1, le=3, description="How sure the learner says they are: 1 unsure, 2 fairly sure, 3 sure."
    )


class Feedback(Shape):
    """What came of an answer, and the right one with its reasons.

    In a quiz of a class, key, reasons and sources may be kept back: then they are empty.
    """

    verdict: str = Field(
        description="How the answer was.",
        json_schema_extra={"enum": ["right", "partly-right", "missed", "unanswered"]},
    )
    points: int
    maximum: int
    earned: float = Field(description="What it earned of `most`, by the behaviour of the attempt.")
    most: int
    key: Answer = Field(description="The right answer.")
    reasons: list[ReasonView]
    correction: str = Field(description="A false statement put right; empty for all others.")
    sources: list[SourceView]
    corrected: list[str] = Field(
        description="What was corrected in this question since it was shown, oldest first; mostly nothing. "
        "Say so to the learner. Verdict, key and reasons are those of now; “not-there” in the key is what "
        "could not be chosen then. Where it asks otherwise now, the verdict stays, without key and reasons."
    )


class PlaceView(Shape):
    """A question at its place in an attempt; `feedback` is there once it may be shown."""

    position: int
    item: int = Field(description="Number of the question; its cards have it, too.")
    type: ItemType
    topic: Topic
    stem: str
    text: str = Field(
        description="The text of a cloze, with [id] for each blank; the unit of a number; empty for others."
    )
    options: list[OptionView] = Field(
        description="In the order in which this attempt shows them; the columns of a matrix."
    )
    subjects: list[SubjectView]
    picture: PictureView | None = Field(description="The picture shown with the question.")
    reviewed: str = Field(description="Who has reviewed the question, and when that is due again.")
    being_updated: bool = Field(
        description="Whether a fact behind the question, as it stands here, has been replaced since. "
        "Say so to the learner."
    )
    state: str = Field(
        description="Where the question stands.",
        json_schema_extra={"enum": ["open", "skipped", "answered", "checked"]},
    )
    answer: Answer | None
    confidence: int | None
    tries: int = Field(description="How many answers were tried or checked.")
    tries_left: int | None = Field(
        description="How many tries are left; none where they are not counted, or the question has ended."
    )
    hints: list[str] = Field(description="What is said of the last try, where it left the question open.")
    feedback: Feedback | None


class AttemptView(Shape):
    """An attempt at a quiz."""

    id: UUID
    title: str
    behaviour: Behaviour
    seed: int | None = Field(
        description="The quiz number, which makes the same quiz again; none in a quiz of a class while its "
        "answers are kept back."
    )
    asked_for: int = Field(description="How many questions were asked for; there may be fewer that fit.")
    started_at: datetime
    ends_at: datetime | None = Field(
        description="When its time is over, in a quiz of a class with a time limit. What was answered by "
        "then is handed in as it stands; half a minute later nothing more is taken."
    )
    finished_at: datetime | None
    items: list[PlaceView]
    practice: PracticeView | None = Field(description="Where a practice stands; none for other attempts.")


class MoreTime(Shape):
    """More time for an attempt in percent of its time limit, as it was when the attempt was started."""

    percent: Literal[125, 150, 200, 300, 500, 1000]


class BriefScoreView(Shape):
    """How many questions were answered, and how many of these wholly right."""

    answered: int
    right: int


class AttemptSummaryView(Shape):
    """An attempt without its questions."""

    id: UUID
    title: str
    behaviour: Behaviour
    state: Literal["open", "finished"]
    started_at: datetime
    finished_at: datetime | None
    items: int = Field(description="How many questions it holds.")
    score: BriefScoreView | None = Field(description="None while it is open, or its marks are kept back.")


class AttemptList(Shape):
    """A part of the learner's attempts, newest first."""

    attempts: list[AttemptSummaryView]
    next: UUID | None = Field(description="Send it as `after` to get the next part; none after the last one.")


class ScoreView(Shape):
    """The score; skipped questions count neither way."""

    marks: float = Field(
        description="Each question counts one, or three where certainty counts; a part of it where it was "
        "partly right. Below 0 where certainty took more off than was earned."
    )
    most: int = Field(description="What all that was answered could have earned.")
    items: int
    answered: int
    right: int
    partly: int
    skipped: int


class ResultView(Shape):
    """The result of an attempt that was handed in."""

    attempt: AttemptView
    score: ScoreView | None = Field(description="None while the class of the quiz keeps the marks back.")
    comes_back: dict[str, str] = Field(
        description="When the cards of questions come back, in words, by number of the question."
    )


class NewReport(Shape):
    """What is wrong with a question."""

    id: UUID = Field(description="Made by you. Sent twice, it is kept once.")
    attempt: UUID | None = Field(
        None, description="The attempt that showed the question; none means the question as it is now."
    )
    reason: ReportReason
    note: Annotated[str, AfterValidator(plain)] = Field(
        "",
        max_length=LONGEST_NOTE,
        description="A few words, nothing about anybody’s health or who they are.",
    )
