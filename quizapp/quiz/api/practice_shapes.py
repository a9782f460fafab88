"""What programs send to and get from practice at one's level, with an example of each."""

from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from quizapp.core.adaptive import Stop
from quizapp.core.assembly import AssessmentBlueprint, spread
from quizapp.core.items import Audience, Topic
from quizapp.quiz.practice.pages import FEWEST, Reach, Standing
from quizapp.web.api.blueprint import Shape

Example = dict[str, Any]


class NewPractice(Shape):
    """What a practice is about, and how long it may get."""

    id: UUID = Field(description="Made by you. Sent twice, one practice is started.")
    topics: list[Topic] = Field([], max_length=len(Topic), description="None means a mix of everything.")
    most: Literal[10, 20, 30, 40] = Field(20, description="How many questions at most.")

    @property
    def blueprint(self) -> AssessmentBlueprint:
        """The assessment blueprint that was chosen; its cells are the shares of the topics."""
        topics = tuple(dict.fromkeys(self.topics))
        return AssessmentBlueprint(cells=spread(topics, None, self.most), audience=Audience.STUDENT)


class ReachView(Shape):
    """How many of ten new questions of a kind the learner would likely answer right."""

    kind: str
    likely: int
    low: int = Field(description="With a chance of 90 %, it is no fewer,")
    high: int = Field(description="and no more than that.")


class PracticeView(Shape):
    """Where a practice stands, and the level that its answers tell."""

    ended: Stop | None = Field(
        description="Why it asks nothing more: the level is known well (sure), as many were answered as was "
        "chosen (enough), twice as many were looked at (skipped), or no further question fits "
        "(nothing-left). None while a question waits for its answer."
    )
    answered: int = Field(description="How many answers count for the level.")
    provisional: int = Field(
        description="How many of these questions were answered by few people so far, so that nobody knows "
        "well how hard they are; 0 where that makes no difference."
    )
    reaches: list[ReachView] = Field(
        description=f"The level, by easier, middling and harder questions; nothing under {FEWEST} answers. "
        "Show it with its bounds, and to the learner alone."
    )
    words: str = Field(description="What the level means for what to do next; empty under so few answers.")
    topics: list[Topic] = Field(description="What to look at next: the topics of which most was missed.")


def practice_view(standing: Standing, *, ended: Stop | None) -> PracticeView:
    """Return where a practice stands."""
    return PracticeView(
        ended=ended,
        answered=standing.answered,
        provisional=standing.provisional,
        reaches=[_reach_view(one) for one in standing.reaches],
        words=standing.words,
        topics=list(standing.topics),
    )


def _reach_view(reach: Reach) -> ReachView:
    return ReachView(kind=reach.name, likely=reach.likely, low=reach.low, high=reach.high)


NEW_PRACTICE: Example = {"id": "0190b2c4-7d3a-7c11-9a55-3f2b8c6d1e01", "topics": ["treatment"], "most": 20}
